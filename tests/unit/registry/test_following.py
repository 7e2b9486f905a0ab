"""What routing says of a matter, noted in whatever order it comes."""

from datetime import date, timedelta

import pytest

from services.registry.following import follow
from shared.errors import TransientError
from tests.unit.registry.examples import NOW, UNIT, asked_event, registered_matter, routed_event, settled_event


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
