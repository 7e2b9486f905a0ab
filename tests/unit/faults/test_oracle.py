"""The oracle lets a good day pass, and each of its rules can fail."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.faults.history import Reply
from tests.faults.oracle.facts import Crowd, DeadLetter, Facts, Route
from tests.faults.oracle.judging import RULES, judge
from tests.unit.faults.examples import (
    NEW_YEAR,
    a_good_day,
    document,
    happened,
    submission,
    taken,
    with_entry,
    with_leftovers,
    with_matter,
)

Spoil = Callable[[Facts], Facts]


def spoiled_bytes(facts: Facts) -> Facts:
    name = facts.submissions[0].sha256
    return replace(facts, blobs={**facts.blobs, name: ("another hash", facts.submissions[0].size)})


def without_a_file(facts: Facts) -> Facts:
    name = facts.matters[0].documents[0]
    return replace(facts, blobs={key: value for key, value in facts.blobs.items() if key != name})


def refused(facts: Facts) -> Facts:
    return replace(facts, documents=(*facts.documents, document("refused", Reply(answer="no", words="554"))))


def still_outside(facts: Facts) -> Facts:
    return replace(facts, documents=(*facts.documents, document("outside", Reply(answer="later", words="503"))))


def away_from_home(facts: Facts) -> Facts:
    papers = replace(facts.stored[-1], home="id-papers")
    return replace(facts, stored=(*facts.stored[:-1], papers))


def never_sent(facts: Facts) -> Facts:
    return replace(facts, submissions=(*facts.submissions, submission(document("stranger"))))


def registered_twice(facts: Facts) -> Facts:
    again = replace(facts.entries[0], sequence=4, number="IN-2027-000004-0", registered_at=NEW_YEAR.replace(year=2028))
    return replace(facts, entries=(*facts.entries, again))


def told_again(facts: Facts, *, at: float, text: str = "") -> Facts:
    return replace(facts, taken=(*facts.taken, taken("one", "registered", at=at, text=text)))


SPOILT: list[tuple[str, Spoil]] = [
    ("nothing lost, nothing twice", lambda facts: replace(facts, submissions=facts.submissions[1:])),
    (
        "nothing lost, nothing twice",
        lambda facts: replace(
            facts, submissions=(*facts.submissions, replace(submission(facts.documents[1]), id="id-two-again"))
        ),
    ),
    (
        "nothing lost, nothing twice",
        lambda facts: replace(
            facts, documents=(*facts.documents[1:], document("one", Reply(answer="yes", submission="id-other")))
        ),
    ),
    ("nothing lost, nothing twice", never_sent),
    ("every submission has its matter", lambda facts: replace(facts, matters=facts.matters[1:])),
    ("every submission has its matter", lambda facts: with_matter(facts, 0, supplements=("id-papers",))),
    ("every submission has its matter", lambda facts: with_matter(facts, 0, supplements=("id-nobody",))),
    ("same bytes", spoiled_bytes),
    ("same bytes", without_a_file),
    ("same bytes", lambda facts: with_matter(facts, 0, documents=())),
    ("storage knows every document", lambda facts: replace(facts, stored=facts.stored[1:])),
    ("storage knows every document", lambda facts: replace(facts, stored=(*facts.stored[:1], *facts.stored[2:]))),
    ("storage knows every document", away_from_home),
    ("nobody is refused", refused),
    ("nobody waits outside", still_outside),
    ("numbers are 1..n in order of time", lambda facts: with_entry(facts, 1, sequence=3, number="IN-2027-000003-0")),
    ("numbers are 1..n in order of time", lambda facts: with_entry(facts, 2, sequence=4, number="IN-2027-000004-0")),
    ("numbers are 1..n in order of time", lambda facts: with_entry(facts, 1, number="IN-2027-000009-0")),
    ("numbers are 1..n in order of time", lambda facts: with_entry(facts, 2, registered_at=NEW_YEAR)),
    ("one registration each", registered_twice),
    ("one registration each", lambda facts: replace(facts, entries=facts.entries[:2])),
    ("one registration each", lambda facts: replace(facts, submissions=facts.submissions[:3])),
    ("one registration each", lambda facts: with_matter(facts, 0, number="IN-2027-000001-0")),
    ("one registration each", lambda facts: with_entry(facts, 0, sha256="another")),
    ("one route each", lambda facts: replace(facts, routes=facts.routes[1:])),
    ("one route each", lambda facts: replace(facts, routes=(*facts.routes, facts.routes[0]))),
    ("one route each", lambda facts: replace(facts, routes=(*facts.routes, Route(submission="id-x", number="IN-0")))),
    ("one route each", lambda facts: replace(facts, granted=frozenset())),
    ("one route each", lambda facts: with_matter(facts, 0, routed=False)),
    ("each notice once", lambda facts: replace(facts, taken=facts.taken[1:])),
    ("each notice once", lambda facts: replace(facts, taken=(*facts.taken, taken("one", "incomplete")))),
    ("each notice once", lambda facts: replace(facts, taken=(*facts.taken, taken("nobody", "received")))),
    ("repeats are excused", lambda facts: told_again(facts, at=30.0)),
    ("nothing waits", lambda facts: with_leftovers(facts, queues={"notify.routing.transaction-routed.v1": 1})),
    ("nothing waits", lambda facts: with_leftovers(facts, outboxes={"diwan_registry.matters": 1})),
    ("nothing waits", lambda facts: with_leftovers(facts, notices={"sent": 7, "pending": 1})),
    ("nothing waits", lambda facts: with_leftovers(facts, notices={"sent": 7, "given-up": 1})),
    ("dead letters are poison", lambda facts: with_leftovers(facts, dead=())),
    (
        "dead letters are poison",
        lambda facts: with_leftovers(
            facts, dead=(*facts.leftovers.dead, DeadLetter(queue="registry.intake.submission-read.v1", message_id="e"))
        ),
    ),
    (
        "urgent was never behind ordinary",
        lambda facts: replace(facts, crowds=(Crowd(ordinary=("two",), urgent=("one",)),)),
    ),
    ("urgent is known as urgent", lambda facts: with_matter(facts, 1, urgent=False)),
]


def test_a_good_day_violates_nothing() -> None:
    assert judge(a_good_day()) == []


@pytest.mark.parametrize(("rule", "spoil"), SPOILT)
def test_a_rule_can_fail(rule: str, spoil: Spoil) -> None:
    assert rule in {violation.rule for violation in judge(spoil(a_good_day()))}


def test_no_rule_is_without_an_example_of_its_failing() -> None:
    assert {rule for rule, _ in SPOILT} == set(RULES)


def test_a_repeat_is_excused_when_its_answer_was_lost() -> None:
    facts = a_good_day()
    unanswered = replace(
        facts, taken=tuple(replace(each, answered=each.message_id != "<registered.one>") for each in facts.taken)
    )
    assert judge(told_again(unanswered, at=30.0)) == []


@pytest.mark.parametrize(
    ("name", "touched"),
    [("kill notify", "notify"), ("the relay flaps", "notify>relay"), ("notify: ack lost", "notify")],
)
def test_a_repeat_is_excused_when_notify_or_its_relay_broke_before_it_could_be_written_down(
    name: str, touched: str
) -> None:
    broken = happened(name, touched, begun=12.0, healed=14.0)
    assert judge(told_again(replace(a_good_day(), faults=(broken,)), at=30.0)) == []


@pytest.mark.parametrize(
    ("name", "touched", "begun", "struck"),
    [
        ("kill notify", "notify", 25.0, True),
        ("kill notify", "notify", 1.0, True),
        ("notify: ack lost", "notify", 12.0, False),
        ("stop notify", "notify", 12.0, True),
        ("kill registry", "registry", 12.0, True),
    ],
)
def test_a_repeat_is_not_excused_by_what_came_too_late_or_was_none_of_its_business(
    name: str, touched: str, begun: float, *, struck: bool
) -> None:
    broken = happened(name, touched, begun=begun, healed=begun + 2, struck=struck)
    assert judge(told_again(replace(a_good_day(), faults=(broken,)), at=30.0)) != []


def test_a_death_of_notify_excuses_longer_while_the_store_is_away() -> None:
    store = happened("stop mongod", "mongod", begun=11.0, healed=22.0)
    broken = happened("kill notify", "notify", begun=25.0, healed=27.0)
    assert judge(told_again(replace(a_good_day(), faults=(store, broken)), at=40.0)) == []


def test_a_repeat_with_other_bytes_is_never_excused() -> None:
    broken = happened("kill notify", "notify", begun=12.0, healed=14.0)
    assert judge(told_again(replace(a_good_day(), faults=(broken,)), at=30.0, text="other")) != []
