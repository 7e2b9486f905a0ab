"""Whatever is asked over HTTP, by whomever: the answer is one that the OpenAPI document describes, and within rights."""

from collections.abc import Sequence

import pytest

from tests.e2e.outside import Outside
from tests.fuzz_http.askers import Asker
from tests.fuzz_http.configuration import Plan
from tests.fuzz_http.fuzzing import fuzz
from tests.fuzz_http.matters import Matter

PLAN = Plan(seed=20261121, examples=2, phases=frozenset({"fuzzing"}))
"""A taste; `make fuzz-http` asks for long."""

WHO = ("admin", "clerk", "officer", "manager", "agent", "auditor", "officer-elsewhere", "nobody", "expired")


@pytest.mark.parametrize("name", WHO)
def test_every_answer_is_described_and_within_rights(
    outside: Outside, everybody: Sequence[Asker], matters: Sequence[Matter], name: str
) -> None:
    asker = next(each for each in everybody if each.name == name)
    result = fuzz(outside, asker, PLAN, matters)
    assert not result.findings
    assert result.statuses
