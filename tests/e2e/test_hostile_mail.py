"""Hostile mail at the door of the whole stack: a short campaign of `make fuzz`, always the same one."""

from deploy.local.stack import Stack
from tests.fuzz.campaign import Campaign


def test_hostile_mail_neither_stops_the_door_nor_gets_an_answer_it_should_not(stack: Stack) -> None:
    outcome = Campaign(stack, seed=20_261_121).run(120, batch=60)

    assert outcome.findings == []
    assert outcome.cases == 120
    assert outcome.states.total() > 60
    assert len(outcome.probes) == 2
