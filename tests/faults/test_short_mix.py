"""A short mix of faults, one of each sort, against the whole stack: the oracle finds nothing. `make faults` does more."""

from pathlib import Path

from tests.faults.oracle.judging import judge
from tests.faults.report import readable, summary
from tests.faults.running import run

SEED = 2
SECONDS = 30.0
LONGEST_SECONDS = 3.0
AT_A_TIME = (5,)
SHORT = (
    "kill registry",
    "kill mongod",
    "kill rabbitmq",
    "stop weed",
    "intake: blob stored, submission not inserted",
    "intake: 250 on the wire",
    "registry: committed, event not acknowledged",
    "routing: ack lost",
    "notify: mail taken by the relay, its answer lost",
    "registry cut off from rabbitmq",
    "the relay forgets to answer",
    "connections of senders cut at any byte",
    "every event up to five times, in no order",
    "poison in every queue",
    "clock across New Year and back",  # where the machine has libfaketime
)


async def test_nothing_is_lost_or_twice_while_everything_breaks(tmp_path: Path) -> None:
    facts = await run(
        tmp_path, seed=SEED, seconds=SECONDS, longest=LONGEST_SECONDS, at_a_time=AT_A_TIME, only=SHORT, say=print
    )
    violations = judge(facts)
    print(readable(summary(SEED, SECONDS, facts, violations)))  # noqa: T201 - shown when it fails
    assert violations == []
    assert facts.faults
    assert any(document.promised for document in facts.documents)
