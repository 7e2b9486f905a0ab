from hypothesis import given
from hypothesis import strategies as st

from deploy.local.ports import BLOCK, OFFSETS, Ports
from deploy.local.services import NAMES


def test_no_two_doors_share_a_port() -> None:
    assert len(set(OFFSETS.values())) == len(OFFSETS)


def test_every_service_has_a_port() -> None:
    assert set(NAMES) <= set(OFFSETS)


@given(st.integers(min_value=1024, max_value=65535 - BLOCK))
def test_all_internal_ports_lie_in_the_block_from_the_base(base: int) -> None:
    assert all(base <= Ports(base).of(name) < base + BLOCK for name in OFFSETS)
