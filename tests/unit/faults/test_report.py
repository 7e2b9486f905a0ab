"""What a run came to is said in full, for people and for programs."""

import json
from dataclasses import replace

from tests.faults.oracle.judging import judge
from tests.faults.report import readable, summary
from tests.faults.together import table
from tests.unit.faults.examples import a_good_day, happened


def test_promised_and_found_stand_beside_each_other() -> None:
    facts = a_good_day()
    said = json.loads(json.dumps(summary(7, 60.0, facts, judge(facts))))
    assert said["documents"]["all"] == {"written": 5, "promised": 4, "found": 4, "found_unpromised": 0}
    assert said["registered"] == 3
    assert said["overtakers"] == [0]
    assert readable(said).endswith("nothing was violated")


def test_a_violation_is_counted_by_its_rule_and_told() -> None:
    facts = replace(a_good_day(), submissions=())
    said = summary(7, 60.0, facts, judge(facts))
    assert said["documents"]["all"]["found"] == 0
    assert said["rules"]["nothing lost, nothing twice"] == 4
    assert "one (letter) got a yes and is not there" in readable(said)
    assert readable(said).endswith("VIOLATIONS")


def test_faults_are_counted_as_begun_and_as_struck() -> None:
    reached = happened("registry: ack lost", "registry", begun=1.0, healed=2.0)
    missed = happened("registry: ack lost", "registry", begun=3.0, healed=4.0, struck=False)
    said = summary(7, 60.0, replace(a_good_day(), faults=(reached, missed)), [])
    assert said["faults"] == {"registry: ack lost": {"begun": 2, "struck": 1}}


def test_several_runs_are_added_up() -> None:
    facts = a_good_day()
    reached = replace(facts, faults=(happened("kill registry", "registry", begun=1.0, healed=2.0),))
    runs = [summary(1, 60.0, facts, []), summary(2, 120.0, reached, [])]
    said = table(runs)
    assert "2 runs, 3 minutes, seeds 1, 2." in said
    assert "| all | 10 | 8 | 8 | 0 |" in said
    assert "| kill registry | 1 | 1 |" in said
    assert "| same bytes | 0 |" in said
