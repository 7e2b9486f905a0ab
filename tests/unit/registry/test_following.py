"""What routing says of a matter, noted in whatever order it comes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.following import Said, follow
from shared.contracts import LetterIssuedV1
from shared.errors import TransientError
from tests.unit.registry.examples import (
    NOW,
    UNIT,
    asked_event,
    closed_event,
    issued,
    registered_matter,
    routed_event,
    settled_event,
)


def test_the_newest_news_of_routing_stays_whatever_the_order() -> None:
    matter = registered_matter()
    newer = follow(matter, routed_event(matter, version=2)).matter
    assert follow(newer, routed_event(matter, version=1)).matter is newer
    assert follow(newer, routed_event(matter, version=2)).matter is newer
    assert newer.routed is not None
    assert (newer.routed.version, newer.routed.since) == (2, NOW + timedelta(seconds=2))


def test_a_matters_life_tells_of_a_new_date_and_not_of_who_works_on_it_too() -> None:
    matter = registered_matter()
    routed = follow(matter, routed_event(matter)).matter
    joined = follow(routed, routed_event(matter, version=2, also_with=("legal",))).matter
    later = follow(joined, routed_event(matter, version=3, due_on=date(2026, 11, 19))).matter
    assert joined.history == routed.history
    assert [(step.what, step.why) for step in later.history[-2:]] == [
        ("routed", UNIT.unit_id),
        ("rescheduled", "2026-11-15 → 2026-11-19"),
    ]


@pytest.mark.parametrize("settled_first", [False, True])
def test_a_question_that_was_settled_is_asked_no_more_whatever_was_heard_first(settled_first: bool) -> None:  # noqa: FBT001 - a parameter of the test
    matter = registered_matter()
    asked, settled = asked_event(matter, version=3), settled_event(matter, version=4)
    after = matter
    for event in (settled, asked) if settled_first else (asked, settled, asked):
        after = follow(after, event).matter
    assert after.question is not None
    assert (after.question.version, after.question.asked_at) == (4, None)


def test_news_of_a_matter_that_is_not_to_be_seen_yet_waits() -> None:
    with pytest.raises(TransientError):
        follow(None, routed_event(registered_matter()))


def test_an_answer_is_noted_once_with_its_documents() -> None:
    matter = registered_matter()
    letter = issued(matter)
    answered = follow(matter, letter).matter
    (answer,) = answered.answers
    assert (answer.number, answer.document, answer.attachments) == (letter.number, letter.document, letter.attachments)
    assert answered.is_answered
    assert follow(answered, letter).matter is answered


def test_a_closed_matter_is_closed_until_work_on_it_begins_again() -> None:
    matter = follow(registered_matter(), routed_event(registered_matter(), version=4)).matter
    closed = follow(matter, closed_event(matter, version=5, because="سُحب الطلب")).matter
    assert closed.is_closed
    assert follow(closed, closed_event(matter, version=5)).matter is closed
    assert follow(closed, routed_event(matter, version=4)).matter.is_closed
    reopened = follow(closed, routed_event(matter, version=6)).matter
    assert not reopened.is_closed
    assert [step.what for step in reopened.history[-2:]] == ["closed", "reopened"]


@given(st.permutations(["routed 1", "answered", "closed 2", "routed 3", "closed 4"]), st.integers(0, 4))
def test_whatever_order_news_come_in_the_highest_version_holds(order: list[str], last: int) -> None:
    matter = after = registered_matter()
    news: dict[str, Said | LetterIssuedV1] = {
        "routed 1": routed_event(matter, version=1),
        "answered": issued(matter),
        "closed 2": closed_event(matter, version=2),
        "routed 3": routed_event(matter, version=3),
        "closed 4": closed_event(matter, version=4),
    }
    for what in [*order, order[last]]:
        after = follow(after, news[what]).matter
    assert after.is_closed
    assert len(after.answers) == 1
    assert after.routed is not None
    assert after.routed.version == 3


@pytest.mark.parametrize("closed_first", [False, True])
def test_what_was_opened_again_is_neither_closed_nor_answered_whatever_was_heard_first(closed_first: bool) -> None:  # noqa: FBT001 - a parameter of the test
    matter = follow(registered_matter(), issued(registered_matter())).matter
    closing, opening = closed_event(matter, version=2), routed_event(matter, version=3)
    opening = opening.model_copy(update={"occurred_at": NOW + timedelta(days=3)})
    for event in (closing, opening) if closed_first else (opening, closing):
        matter = follow(matter, event).matter
    assert not matter.is_closed
    assert not matter.is_answered
    assert follow(matter, issued(matter, after=timedelta(days=4))).matter.is_answered
