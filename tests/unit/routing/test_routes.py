"""A route's life: first unit, another unit, void."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.errors import VoidedRouteError
from services.routing.model import SYSTEM, By, assign, first_route, routed, void
from tests.unit.routing.examples import NOW, decision, numbered, registered, route, unit


def test_the_first_route_says_who_has_it_and_until_when() -> None:
    first = route()
    assert (first.unit_id, first.version, first.due_on) == ("permits", 1, date(2026, 9, 6))
    assert [(step.who, step.unit_id, step.because) for step in first.history] == [(SYSTEM, "permits", "request-type")]


def test_the_term_counts_from_the_day_of_receipt_in_the_units_own_time_zone() -> None:
    # 21:00 UTC on Wednesday is Thursday in Muscat and Wednesday in London.
    late = datetime(2026, 9, 2, 21, 0, tzinfo=UTC)
    assert route(registered(received_at=late, days_to_answer=1)).due_on == date(2026, 9, 6)
    moved = assign(
        route(registered(received_at=late, days_to_answer=1)),
        unit("london", "Europe/London", (6, 7)),
        By(person_id="p-1"),
        NOW,
    )
    assert moved.due_on == date(2026, 9, 3)


def test_the_term_does_not_count_from_the_day_it_was_registered() -> None:
    assert route(registered(received_at=NOW - timedelta(days=7))).due_on == date(2026, 8, 30)


def test_a_route_to_another_unit_than_decided_is_refused() -> None:
    with pytest.raises(ValueError, match="permits"):
        first_route(registered(), decision("permits"), unit("other"), NOW)


def test_assigning_leaves_who_when_and_why() -> None:
    later = NOW + timedelta(hours=3)
    moved = assign(route(), unit("legal"), By(person_id="p-0002"), later)
    assert (moved.unit_id, moved.version, moved.since, moved.because) == ("legal", 2, later, "clerk")
    assert [(step.when, step.who, step.unit_id, step.kind) for step in moved.history] == [
        (NOW, SYSTEM, "permits", "routed"),
        (later, "p-0002", "legal", "assigned"),
    ]


def test_assigning_to_the_unit_that_has_it_for_certain_changes_nothing() -> None:
    first = route()
    assert assign(first, unit("permits"), By(person_id="p-0002"), NOW + timedelta(hours=1)) is first


def test_assigning_to_the_unit_that_has_it_in_doubt_confirms_it() -> None:
    doubtful = route(decided=decision("documents", certainty="doubtful", candidates=("permits", "legal")))
    assert doubtful.candidates == ("permits", "legal")
    confirmed = assign(doubtful, unit("documents"), By(person_id="p-0002"), NOW + timedelta(hours=1))
    assert (confirmed.certainty, confirmed.version, confirmed.candidates) == ("certain", 2, ())
    assert confirmed.since == doubtful.since


def test_a_voided_route_stays_as_it_is() -> None:
    voided = void(route(), "p-0002", "sent twice", NOW)
    assert voided.voided
    assert voided.history[-1].because == "sent twice"
    assert void(voided, "p-0002", "again", NOW) is voided
    with pytest.raises(VoidedRouteError):
        assign(voided, unit("legal"), By(person_id="p-0002"), NOW)


def test_the_event_states_the_route_whole() -> None:
    moved = assign(route(), unit("legal"), By(person_id="p-0002"), NOW + timedelta(hours=3))
    event = routed(moved, unit("legal").unit, UUID(int=9))
    assert (event.id, event.submission_id, event.number, event.version) == (UUID(int=9), UUID(int=7), moved.number, 2)
    assert (event.unit.unit_id, event.since, event.due_on) == ("legal", moved.since, moved.due_on)
    assert (event.because, event.certainty, event.days_to_answer) == ("clerk", "certain", 2)
    assert (event.urgent, event.original_required, event.occurred_at) == (True, True, moved.since)


def test_a_clerks_reason_is_in_the_history_and_not_in_what_others_hear() -> None:
    moved = assign(route(), unit("legal"), By(person_id="p-0002"), NOW, "it is about a contract")
    assert moved.history[-1].because == "it is about a contract"
    assert routed(moved, unit("legal").unit, UUID(int=9)).because == "clerk"


def test_only_a_change_of_unit_is_a_move() -> None:
    first = route(decided=decision("documents", certainty="doubtful"))
    confirmed = assign(first, unit("documents"), By(person_id="p-0002"), NOW)
    moved = assign(confirmed, unit("legal"), By(person_id="p-0002"), NOW)
    moved_on = assign(moved, unit("permits"), By(person_id="p-0002"), NOW)
    events = [routed(one, unit(one.unit_id).unit, UUID(int=9)) for one in (first, confirmed, moved, moved_on)]
    assert [(event.version, event.moved_from) for event in events] == [
        (1, None),
        (2, None),
        (3, "documents"),
        (4, "legal"),
    ]


@given(
    st.lists(
        st.tuples(st.booleans(), st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - hypothesis adds the zones
    )
)
def test_an_inbox_has_the_urgent_first_and_then_the_oldest(letters: list[tuple[bool, datetime]]) -> None:
    routes = [
        route(numbered(at, urgent=urgent, received_at=received_at))
        for at, (urgent, received_at) in enumerate(letters, start=1)
    ]
    ordered = sorted(routes, key=lambda one: one.place)
    assert len({one.place for one in routes}) == len(routes)
    for one, next_one in pairwise(ordered):
        assert (not one.urgent, one.received_at.astimezone(UTC)) <= (
            not next_one.urgent,
            next_one.received_at.astimezone(UTC),
        )


def test_the_place_in_an_inbox_stays_the_same_whoever_has_it() -> None:
    first = route()
    moved = assign(first, unit("legal"), By(person_id="p-0002"), NOW + timedelta(days=1))
    assert void(moved, "p-0002", "sent twice", NOW).place == first.place
