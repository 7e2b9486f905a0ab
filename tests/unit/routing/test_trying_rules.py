"""A draft of the rules tried on what was registered: what it says, and that it changes nothing."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.known_units import UnitWatch
from services.routing.rights import Person
from services.routing.rules import Decision, Ground, Rule, Rules, Tally, Trial, Units, Whither, decide, tried
from services.routing.service import Routing
from services.routing.trying import EXAMPLES_OF_A_MOVE, LONGEST_SECONDS, RuleTrials
from shared.contracts.base import Requester
from tests.unit.routing.examples import CLERK, NOW, numbered, person, unit
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection, StandingRules, TickingClock

UNITS = Units(known=frozenset({"documents", "permits", "legal"}), documents_department="documents")
MONTH = (NOW - timedelta(days=31), NOW + timedelta(days=1))
ADMINISTRATOR = person("p-0001", "administrator", "ministry")


def rules(*entries: Rule) -> Rules:
    return Rules.of(entries, certain_from=0.6, type_certainty=0.7)


COURTS = Rule(code="courts", unit_id="legal", certainty=0.9, senders=frozenset({"courts.example"}))
NOTHING, WITH_COURTS = rules(), rules(COURTS)


async def kept(*changes: Mapping[str, Any]) -> tuple[FakeRoutes, RuleTrials]:
    """Transactions that were routed without any rule."""
    routes, watch = FakeRoutes(), UnitWatch(FakeUnitProjection(unit("documents"), unit("permits"), unit("legal")))
    await watch.refresh()
    routing = Routing(routes=routes, units=watch, rules=StandingRules(NOTHING), clock=TickingClock())
    for sequence, change in enumerate(changes, start=1):
        await routing.transaction_registered(numbered(sequence, **change))
    return routes, RuleTrials(grounds=routes, routes=routes, units=watch)


def of_courts(**more: object) -> dict[str, object]:
    return {
        "unit_id": None,
        "requester": Requester(name="محكمة", address="clerk@courts.example", token="t" * 22),
        **more,
    }


# What is counted


async def test_a_trial_says_from_where_to_where_how_many_would_go_and_by_which_rule() -> None:
    _, trials = await kept(of_courts(), of_courts(), {"unit_id": "permits"})
    report = await trials.of(ADMINISTRATOR, NOTHING, WITH_COURTS, MONTH)
    tally = report.tally
    desk, court = Whither(unit_id="documents", decided=False), Whither(unit_id="legal", decided=True)
    assert (tally.judged, tally.changed, tally.undecided_before, tally.undecided_after) == (3, 2, 2, 0)
    assert dict(tally.moves) == {(desk, court): 2}
    assert dict(tally.by_reason) == {"courts": (0, 2), "no-rule": (2, 0), "request-type": (1, 1)}
    assert not report.partial


async def test_another_reason_for_the_same_unit_moves_nothing() -> None:
    _, trials = await kept(of_courts(unit_id="legal"))
    report = await trials.of(ADMINISTRATOR, NOTHING, WITH_COURTS, MONTH)
    assert report.tally.changed == 0
    assert report.tally.by_reason == {"courts": (0, 1), "request-type": (1, 0)}


async def test_what_a_clerk_chose_stays_whatever_the_draft_says() -> None:
    _, trials = await kept(of_courts(unit_id="permits", chosen_by_clerk=True))
    assert (await trials.of(ADMINISTRATOR, NOTHING, WITH_COURTS, MONTH)).tally.changed == 0


async def test_only_what_was_registered_in_the_period_is_looked_at() -> None:
    days = [NOW - timedelta(days=number) for number in (1, 10, 40)]
    _, trials = await kept(*(of_courts(registered_at=day) for day in days))
    assert (await trials.of(ADMINISTRATOR, NOTHING, WITH_COURTS, MONTH)).tally.judged == 2


async def test_of_more_than_is_looked_at_the_newest_count_and_it_says_so() -> None:
    days = [NOW - timedelta(days=number) for number in range(10)]
    _, trials = await kept(*(of_courts(registered_at=day) for day in days))
    report = await trials.of(ADMINISTRATOR, NOTHING, WITH_COURTS, MONTH, most=4)
    assert (report.tally.judged, report.partial, report.since) == (4, True, days[3])


async def test_a_trial_that_takes_too_long_stops_and_says_so() -> None:
    routes, _ = await kept(*(of_courts(registered_at=NOW - timedelta(days=number)) for number in range(10)))
    watch = UnitWatch(FakeUnitProjection(unit("documents"), unit("legal")))
    await watch.refresh()
    clock = iter(range(0, 10_000, int(LONGEST_SECONDS / 4)))
    trials = RuleTrials(grounds=routes, routes=routes, units=watch, monotonic=lambda: next(clock))
    report = await trials.of(ADMINISTRATOR, NOTHING, WITH_COURTS, MONTH)
    assert report.partial
    assert 0 < report.tally.judged < 10


# Who sees what


async def test_examples_are_a_few_of_each_move() -> None:
    _, trials = await kept(*(of_courts() for _ in range(20)))
    report = await trials.of(CLERK, NOTHING, WITH_COURTS, MONTH)
    assert len(report.examples) == EXAMPLES_OF_A_MOVE
    assert all(one.words for one in report.examples)


async def test_the_words_of_a_transaction_are_for_those_who_may_see_it() -> None:
    _, trials = await kept(of_courts())
    (example,) = (await trials.of(ADMINISTRATOR, NOTHING, WITH_COURTS, MONTH)).examples
    assert (example.words, example.trial.after.unit_id) == (False, "legal")


@pytest.mark.parametrize("who", [ADMINISTRATOR, CLERK, replace(CLERK, cleared=True)])
async def test_what_is_confidential_is_counted_and_never_shown(who: Person) -> None:
    _, trials = await kept(of_courts(confidential=True, version=2))
    report = await trials.of(who, NOTHING, WITH_COURTS, MONTH)
    assert (report.tally.changed, list(report.examples)) == (1, [])


async def test_what_nothing_was_kept_of_is_not_judged() -> None:
    routes, trials = await kept(of_courts(), of_courts())
    routes.grounds.pop(next(iter(routes.grounds)))
    assert (await trials.of(ADMINISTRATOR, NOTHING, WITH_COURTS, MONTH)).tally.judged == 1


# Rules about all of it

GROUNDS = st.builds(
    Ground,
    request_type=st.sampled_from(["work-permit", "other"]),
    unit_from_type=st.sampled_from([None, "permits", "documents", "nowhere"]),
    chosen_by_clerk=st.booleans(),
    subject=st.sampled_from(["", "تصريح عمل", "عقد"]),
    sender=st.sampled_from([None, "a@courts.example", "a@c.example"]),
)
LISTS = st.lists(
    st.builds(
        Rule,
        code=st.uuids().map(str),
        unit_id=st.sampled_from(["permits", "legal", "nowhere"]),
        certainty=st.sampled_from([0.4, 0.7, 0.9]),
        priority=st.integers(-1, 1),
        senders=st.sampled_from([frozenset(), frozenset({"courts.example"})]),
        words=st.sampled_from([(), ("عقد",), ("تصريح عمل",)]),
    ),
    max_size=4,
).map(lambda entries: rules(*entries))


@given(LISTS, LISTS, st.lists(GROUNDS, max_size=8))
def test_every_transaction_is_counted_once_and_moves_are_what_changed(
    before: Rules, after: Rules, grounds: Sequence[Ground]
) -> None:
    tally = Tally()
    trials = [tried(before, after, ground, UNITS) for ground in grounds]
    for trial in trials:
        tally.add(trial)
    assert tally.judged == len(grounds)
    assert sum(was for was, _ in tally.by_reason.values()) == sum(now for _, now in tally.by_reason.values())
    assert tally.changed == sum(Whither.of(one.before) != Whither.of(one.after) for one in trials)
    assert tally.undecided_before - tally.undecided_after == _net(trials)


def _net(trials: Sequence[Trial]) -> int:
    def undecided(decision: Decision) -> int:
        return decision.certainty == "doubtful"

    return sum(undecided(one.before) - undecided(one.after) for one in trials)


@given(LISTS, GROUNDS)
def test_a_draft_that_says_the_same_moves_nothing(same: Rules, ground: Ground) -> None:
    trial = tried(same, same, ground, UNITS)
    assert trial.move is None
    assert trial.before == decide(same, ground, UNITS)


@given(LISTS, st.lists(st.sampled_from([None, "permits", "documents"]), max_size=4))
async def test_a_trial_changes_nothing(draft: Rules, from_types: Sequence[str | None]) -> None:
    routes, trials = await kept(*(of_courts(unit_id=unit_id) for unit_id in from_types))
    before = deepcopy((routes.kept, routes.grounds, routes.told))
    await trials.of(CLERK, NOTHING, draft, MONTH)
    assert (routes.kept, routes.grounds, routes.told) == before
