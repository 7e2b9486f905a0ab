"""Scenarios: when their steps are due, and what counts as the expected end."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from deploy.demo.case import Case
from deploy.demo.letters import TOPICS, Letters
from deploy.demo.mailroom import Notice
from deploy.demo.report import Result, report
from deploy.demo.scenarios import Decision, Mail, Reply, Scenario, Supplement, Upload, all_scenarios
from deploy.demo.verdict import is_settled, problems_of

SCENARIOS = all_scenarios(Letters(seed=1, run="t", now=dt.datetime(2026, 11, 21, tzinfo=dt.UTC)))


def scenario(title: str) -> Scenario:
    return next(one for one in SCENARIOS if one.title == title)


def notice(kind: str, *, at: float = 11.0, number: str = "", submission: str = "s-1") -> Notice:
    return Notice(
        recipient="x@company.example",
        kind=kind,
        submission=submission,
        number=number,
        reply_to="documents+token@diwan.example",
        message_id=f"<{kind}.{at}@diwan.example>",
        token="0" * 32,
        at=at,
    )


def matter(one: Scenario, **other: Any) -> Mapping[str, Any]:
    unit = TOPICS[one.expected.request_type].unit
    return {
        "request_type": one.expected.request_type,
        "unit": {"unit_id": unit, "telephone": "+968 24 000 310", "name": {"en": "A Department", "ar": "دائرة"}},
        "urgent_because": one.expected.urgent,
        "channel": one.expected.channel,
        "readable": one.readable,
        "documents": [{"name": name} for name in one.documents],
        "subject": one.letter.subject,
        **other,
    }


def ended(one: Scenario, **other: Any) -> Case:
    """A case that went as it should, but for what is said."""
    case = Case(scenario=one, taken=len(one.steps), acted_at=10.0, state=one.expected.state)
    for kind in one.expected.notices:
        case.hear(notice(kind, number="IN-2026-000001-7" if kind == "registered" else ""))
    case.submissions.add("s-1")
    case.matter = dict(matter(one, **other)) if one.expected.request_type else {}
    return case


def test_some_thirty_letters_come_by_both_doors_in_both_languages_each_of_somebody_else() -> None:
    assert 30 <= len(SCENARIOS) <= 40
    assert {one.door for one in SCENARIOS} == {"SMTP", "HTTP"}
    assert {one.letter.writer.language for one in SCENARIOS} == {"ar", "en"}
    assert len({one.letter.writer.address for one in SCENARIOS}) == len(SCENARIOS)
    assert {type(step) for one in SCENARIOS for step in one.steps} == {Mail, Upload, Reply, Supplement, Decision}
    assert any(len(one.letter.subject) > 300 for one in SCENARIOS)


@pytest.mark.parametrize("one", SCENARIOS, ids=lambda one: one.title)
def test_a_case_that_ended_as_expected_has_no_problem(one: Scenario) -> None:
    case = ended(one)
    assert problems_of(case, with_notices=True) == []
    assert is_settled(case, with_notices=True)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"unit": None}, "unit: expected labour-permits; got nothing"),
        ({"request_type": "grievance"}, "type: expected work-permit; got grievance"),
        ({"urgent_because": "urgent-words"}, "urgent: expected nothing; got urgent-words"),
        ({"channel": "portal"}, "channel: expected mail; got portal"),
        ({"readable": False}, "readable: expected True; got False"),
        ({"subject": "؟؟؟"}, "got ؟؟؟"),
        ({"documents": [{"name": "????.pdf"}]}, "got ????.pdf"),
    ],
)
def test_whatever_the_registry_has_otherwise_is_a_problem(changed: dict[str, Any], problem: str) -> None:
    (found,) = problems_of(ended(scenario("file names as in RFC 2231"), **changed), with_notices=True)
    assert problem in found


def test_a_second_answer_to_a_letter_sent_twice_is_a_problem() -> None:
    case = ended(scenario("the same mail twice"))
    case.hear(notice("received", submission="s-2"))
    assert problems_of(case, with_notices=True) == [
        "notices: expected received, registered; got received, received, registered",
        "became 2 submissions",
    ]


def test_an_answer_to_automatic_mail_is_a_problem() -> None:
    case = ended(scenario("automatic mail, never answered"))
    case.hear(notice("received"))
    assert problems_of(case, with_notices=True) == ["notices: expected none; got received"]


def test_what_never_came_is_a_problem_and_not_settled() -> None:
    case = Case(scenario=scenario("unclear, rejected"), taken=1)
    assert not is_settled(case, with_notices=True)
    assert problems_of(case, with_notices=True) == [
        "step 2 (decision) was never due",
        "state: expected rejected; got nothing",
        "notices: expected received, rejected; got none",
    ]


def test_without_notices_the_state_alone_settles_a_case() -> None:
    one = scenario("of two types, waits for a clerk")
    assert is_settled(Case(scenario=one, taken=1, state="undecided"), with_notices=False)
    assert not is_settled(Case(scenario=one, taken=1, state="undecided"), with_notices=True)


def test_the_second_reply_answers_the_second_notice() -> None:
    case = Case(scenario=scenario("incomplete, two rounds"), taken=1)
    first, second = case.scenario.steps[1:]
    assert not case.is_due(first)
    case.hear(notice("incomplete", at=1.0))
    assert case.is_due(first)
    case.taken = 2
    assert not case.is_due(second)
    case.hear(notice("incomplete", at=2.0))
    assert isinstance(second, Reply)
    answered = case.answered(second)
    assert answered is not None
    assert answered.at == 2.0


def test_a_clerk_decides_when_the_matter_waits_for_one() -> None:
    case = Case(scenario=scenario("unclear, rejected"), taken=1, submissions={"s-1"}, state="incomplete")
    step = case.scenario.steps[1]
    assert not case.is_due(step)
    case.state = "undecided"
    assert case.is_due(step)


def test_seconds_count_from_the_last_step_before_the_number() -> None:
    case = Case(scenario=scenario("more, with the number as subject"), taken=1, acted_at=10.0)
    assert case.seconds is None
    case.hear(notice("registered", at=10.5, number="IN-2026-000001-7"))
    case.acted_at = 20.0
    case.hear(notice("supplemented", at=20.5))
    assert case.seconds == 0.5


def test_the_report_counts_and_names_what_went_wrong() -> None:
    cases = [ended(scenario("the same mail twice")), ended(scenario("of two types, waits for a clerk"))]
    good = "\n".join(report(Result(cases=cases, problems=[[], []])))
    bad = "\n".join(report(Result(cases=cases, problems=[[], ["state: wrong"]])))
    assert "2 letters sent: 1 registered, 1 waiting for a clerk, 0 waiting for the sender, 0 rejected" in good
    assert "1 of 1 duplicates recognised" in good
    assert "after 1.00 s (median), 1.00 s (most)" in good
    assert "every letter ended as expected" in good
    assert "✗ of two types, waits for a clerk: state: wrong" in bad
    assert "1 of 2 did NOT end as expected" in bad
    assert not Result(cases=cases, problems=[[], ["x"]]).is_good


def test_the_report_says_when_notices_cannot_be_seen() -> None:
    lines = report(Result(cases=[], problems=[], left_out=5, notices_seen=False))
    assert any("cannot be seen from here; 5 scenarios" in line for line in lines)
