"""The demonstration, given to a stack."""

import io
import re
from collections.abc import Callable
from pathlib import Path

from deploy.demo.__main__ import main, present, remember
from deploy.demo.target import Target
from deploy.local.ports import free_port_block
from deploy.local.stack import Stack
from tests.e2e.outside import Outside


def test_every_letter_of_the_demonstration_ends_as_expected_also_the_second_time(stack: Stack) -> None:
    for _ in range(2):
        out = io.StringIO()

        status = present(Target.of(stack.settings), 20_261_121, out)

        said = out.getvalue()
        assert status == 0, said
        assert "seed 20261121" in said
        assert "every letter ended as expected" in said
        rows = [line for line in said.splitlines() if line.startswith("  ✓")]
        sent = re.search(r"(\d+) letters sent: (\d+) registered", said)
        assert sent
        assert len(rows) == int(sent[1]) >= 30
        numbers = re.findall(r"IN-\d{4}-\d{6,}-\d", "\n".join(rows))
        assert len(set(numbers)) == len(numbers) == int(sent[2])
        assert all("+968" in row for row in rows if "IN-" in row)


def test_a_stack_that_has_matters_gets_no_past(stack: Stack, outside: Outside, somebody: Callable[[], str]) -> None:
    outside.http.post("/api/v1/submissions", data={"message": "?", "sender_email": somebody()}).raise_for_status()
    out = io.StringIO()
    assert remember(stack, Target.of(stack.settings), 1, out) == 0
    assert "no past is made: this stack has matters of its own" in out.getvalue()
    assert not stack.layout.demo_people.exists()


def test_without_a_stack_it_says_how_to_start_one(tmp_path: Path) -> None:
    out = io.StringIO()
    status = main({"DIWAN_HTTP_PORT": str(free_port_block(1)), "DIWAN_DATA": str(tmp_path)}, out)
    assert status == 2
    assert "start it with make up" in out.getvalue()
