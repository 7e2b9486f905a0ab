"""Transactions that belong together: who says so, what each side sees of it, and that it is one fact about both."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.routing.errors import (
    AlreadyLinkedError,
    ImpossibleLinkError,
    KeyReusedError,
    RouteFullError,
    VoidedRouteError,
)
from services.routing.model import void
from services.routing.model.link import MOST_LINKS, Link, link, pair, unlink
from services.routing.relating import Relating
from services.routing.rights import Person
from services.routing.rules import Decision
from shared.errors import NotFoundError, OldVersionError, VersionRequiredError
from shared.transaction_number import transaction_number
from tests.unit.routing.examples import CLERK, LAWYER, NOW, OFFICER, asks, decision, numbered, person, route
from tests.unit.routing.fakes import FakeLinks, FakeRoutes, TickingClock
from tests.unit.routing.links_contract import BY

PERMITS, LEGAL, SECRET, OTHERS = (str(transaction_number("incoming", 2026, sequence)) for sequence in (1, 2, 3, 4))
CLEARED = replace(OFFICER, cleared=True)
BOTH = person("p-0012", "officer", "permits", "legal")
AUDITOR = person("p-0013", "auditor")


@pytest.fixture
def links() -> FakeLinks:
    return FakeLinks()


@pytest.fixture
async def relating(routes: FakeRoutes, links: FakeLinks, clock: TickingClock) -> Relating:
    """Permits has an ordinary and a confidential transaction, legal has one, and trade."""
    there: list[tuple[int, Decision, bool]] = [
        (1, decision("permits"), False),
        (2, decision("legal"), False),
        (3, decision("permits"), True),
        (4, decision("trade"), False),
    ]
    for sequence, decided, confidential in there:
        await routes.add(route(numbered(sequence, confidential=confidential), decided), ())
    return Relating(routes=routes, links=links, clock=clock)


async def test_a_link_is_seen_from_both_sides_with_who_when_and_why(relating: Relating) -> None:
    await relating.link(asks(BOTH, None, PERMITS), LEGAL, "تكملة للأولى")
    for number, other in ((PERMITS, LEGAL), (LEGAL, PERMITS)):
        (found,) = await relating.of(BOTH, number)
        assert (found.number, found.link.stands, found.may_unlink) == (other, True, True)
        (step,) = found.link.history
        assert (step.by.person_id, step.because, step.kind) == (BOTH.person_id, "تكملة للأولى", "linked")


@pytest.mark.parametrize(
    ("who", "number", "other"),
    [
        (OFFICER, PERMITS, LEGAL),  # the other one is not his to see
        (OFFICER, LEGAL, PERMITS),
        (OFFICER, PERMITS, SECRET),  # nor what is confidential
        (OFFICER, PERMITS, str(transaction_number("incoming", 2026, 99))),  # nor what is not there
        (AUDITOR, PERMITS, LEGAL),  # who sees all and works on nothing
        (person("p-0014", "agent", "permits", "legal"), PERMITS, LEGAL),
    ],
)
async def test_whoever_may_not_is_told_that_there_is_nothing(
    relating: Relating, links: FakeLinks, who: Person, number: str, other: str
) -> None:
    with pytest.raises(NotFoundError):
        await relating.link(asks(who, None, number), other, "")
    assert not links.kept


async def test_nobody_lends_his_clearance_to_another_ones_unit(relating: Relating) -> None:
    lender = replace(LAWYER, cleared=True, acts_for=(OFFICER,))
    with pytest.raises(NotFoundError):
        await relating.link(asks(lender, None, PERMITS), SECRET, "")
    link = await relating.link(asks(replace(LAWYER, acts_for=(CLEARED,)), None, PERMITS), SECRET, "")
    assert link.stands


async def test_acting_on_one_and_seeing_the_other_is_enough_in_either_direction(relating: Relating) -> None:
    for number, other in ((PERMITS, LEGAL), (OTHERS, PERMITS)):
        assert (await relating.link(asks(CLERK, None, number), other, "")).stands


async def test_of_what_one_may_not_see_there_is_the_number_and_of_what_is_confidential_nothing(
    relating: Relating,
) -> None:
    await relating.link(asks(BOTH, None, PERMITS), LEGAL, "words about legal's")
    await relating.link(asks(CLEARED, None, PERMITS), SECRET, "words about the secret")
    (found,) = await relating.of(OFFICER, PERMITS)
    assert (found.number, found.other, found.may_unlink) == (LEGAL, None, False)
    assert [one.number for one in await relating.of(CLEARED, PERMITS)] == [LEGAL, SECRET]
    with pytest.raises(NotFoundError):
        await relating.of(OFFICER, LEGAL)


async def test_who_does_not_see_both_cannot_part_them(relating: Relating) -> None:
    await relating.link(asks(BOTH, None, PERMITS), LEGAL, "")
    with pytest.raises(NotFoundError):
        await relating.unlink(asks(OFFICER, 1, PERMITS), LEGAL, "x")


async def test_what_was_parted_is_kept_and_can_be_linked_again(relating: Relating) -> None:
    await relating.link(asks(BOTH, None, PERMITS), LEGAL, "first")
    parted = await relating.unlink(asks(BOTH, 1, LEGAL), PERMITS, "by mistake")
    assert (parted.stands, parted.version) == (False, 2)
    with pytest.raises(NotFoundError):
        await relating.unlink(asks(BOTH, 2, PERMITS), LEGAL, "again")
    again = await relating.link(asks(BOTH, None, PERMITS), LEGAL, "not by mistake")
    assert [(step.kind, step.because) for step in again.history] == [
        ("linked", "first"),
        ("unlinked", "by mistake"),
        ("linked", "not by mistake"),
    ]


async def test_it_is_parted_only_as_it_was_seen(relating: Relating) -> None:
    await relating.link(asks(BOTH, None, PERMITS), LEGAL, "")
    with pytest.raises(VersionRequiredError):
        await relating.unlink(asks(BOTH, None, PERMITS), LEGAL, "x")
    with pytest.raises(OldVersionError):
        await relating.unlink(asks(BOTH, 7, PERMITS), LEGAL, "x")


async def test_a_repeated_request_is_done_once(relating: Relating, links: FakeLinks) -> None:
    request = asks(BOTH, None, PERMITS, key="k", body="the same")
    first = await relating.link(request, LEGAL, "")
    assert await relating.link(request, LEGAL, "") == first
    with pytest.raises(KeyReusedError):
        await relating.link(asks(BOTH, None, PERMITS, key="k", body="another"), LEGAL, "other")
    with pytest.raises(AlreadyLinkedError):
        await relating.link(asks(BOTH, None, LEGAL), PERMITS, "")
    parting = asks(BOTH, 1, PERMITS, key="l", body="part them")
    parted = await relating.unlink(parting, LEGAL, "x")
    assert await relating.unlink(parting, LEGAL, "x") == parted
    assert list(links.kept.values()) == [parted]


async def test_what_cannot_be_linked_is_refused(relating: Relating, routes: FakeRoutes, links: FakeLinks) -> None:
    with pytest.raises(ImpossibleLinkError):
        await relating.link(asks(BOTH, None, PERMITS), PERMITS, "")
    at = next(one for one in routes.kept.values() if one.number == LEGAL)
    routes.kept[at.submission_id] = void(at, "p-0002", "twice", NOW)
    with pytest.raises(VoidedRouteError):
        await relating.link(asks(BOTH, None, PERMITS), LEGAL, "")
    for sequence in range(1000, 1000 + MOST_LINKS):
        numbers = pair(PERMITS, str(transaction_number("incoming", 2026, sequence)))
        links.kept[numbers] = link(None, numbers, BY, NOW, "")
    with pytest.raises(RouteFullError):
        await relating.link(asks(CLERK, None, OTHERS), PERMITS, "")


@settings(max_examples=50)
@given(st.lists(st.booleans(), max_size=20))
def test_a_link_stands_exactly_when_it_was_linked_last_and_its_history_tells_all(tries: list[bool]) -> None:
    at: Link | None = None
    done: list[str] = []
    for linking in tries:
        if linking and (at is None or not at.stands):
            at = link(at, pair(LEGAL, PERMITS), BY, NOW, "")
            done.append("linked")
        elif not linking and at is not None and at.stands:
            at = unlink(at, BY, NOW, "x")
            done.append("unlinked")
        assert (at is not None and at.stands) == (done[-1:] == ["linked"])
    if at is not None:
        assert [step.kind for step in at.history] == done
        assert at.version == len(done)
        assert at.numbers == (PERMITS, LEGAL)
