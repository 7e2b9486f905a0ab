import time
from itertools import pairwise
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from shared.ids import derived_id, new_id

anything = st.uuids()


def test_a_new_id_says_when_it_was_made_and_no_two_are_the_same() -> None:
    before = time.time_ns() // 1_000_000
    ids = [new_id() for _ in range(1000)]
    after = time.time_ns() // 1_000_000
    assert {each.version for each in ids} == {7}
    assert {each.variant for each in ids} == {RFC_4122}
    assert all(before <= each.int >> 80 <= after for each in ids)
    assert all(first.int >> 80 <= second.int >> 80 for first, second in pairwise(ids))
    assert len(set(ids)) == 1000


@given(anything, anything, st.text(max_size=20), st.text(max_size=20))
def test_a_derived_id_is_the_same_for_the_same_and_another_for_another(
    one: UUID, other: UUID, name: str, other_name: str
) -> None:
    assert derived_id(one, name) == derived_id(one, name)
    assert (derived_id(one, name) == derived_id(other, other_name)) == ((one, name) == (other, other_name))


@given(anything, st.text(max_size=20))
def test_a_derived_id_sorts_beside_what_it_belongs_to(one: UUID, name: str) -> None:
    found = derived_id(one, name)
    assert (found.version, found.variant) == (8, RFC_4122)
    assert found.int >> 80 == one.int >> 80
