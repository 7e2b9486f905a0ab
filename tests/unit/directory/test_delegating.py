"""Who acts for whom, and for how long."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.directory.delegating import Delegating
from services.directory.errors import ImpossibleDelegationError, KeyReusedError
from services.directory.model import LONGEST, Account, Clearance, Delegation, Role
from shared.errors import ForbiddenError, NotFoundError, OldVersionError, VersionRequiredError
from tests.unit.directory.examples import NOW, a_person, ask
from tests.unit.directory.fakes import FakeClock, FakeDelegations, FakePeople

MANAGER = a_person("p-0004", "manager", roles=(Role.MANAGER, Role.ADMINISTRATOR))
OFFICER = a_person("p-0003", "officer", roles=(Role.OFFICER,))
DAY = timedelta(days=1)


class Office:
    """A manager, an officer, a clerk who has nothing to delegate, and an officer who has left."""

    def __init__(self) -> None:
        everybody = (MANAGER, OFFICER, a_person(), a_person("p-0008", "gone", active=False, roles=(Role.OFFICER,)))
        self.people = FakePeople(*(Account(person=one, password_hash=None) for one in everybody))
        self.clock = FakeClock(NOW)
        self.delegations = FakeDelegations()
        self.delegating = Delegating(delegations=self.delegations, people=self.people, clock=self.clock)

    async def delegate(self, of: str = "p-0004", to: str = "p-0003", first: int = 0, last: int = 7) -> Delegation:
        return await self.delegating.delegate(
            of=of, to=to, starts_at=NOW + first * DAY, ends_at=NOW + last * DAY, reason="إجازة", request=ask(by=of)
        )

    async def acted_for(self, person_id: str = "p-0003") -> list[str]:
        return [one.person.person_id for one in await self.delegating.acted_for(person_id, self.clock.now())]


@pytest.fixture
def office() -> Office:
    return Office()


async def test_somebody_acts_for_somebody_from_the_first_day_to_the_last(office: Office) -> None:
    await office.delegate(first=1, last=3)
    assert await office.acted_for() == []
    office.clock.pass_(DAY)
    assert await office.acted_for() == ["p-0004"]
    office.clock.pass_(2 * DAY)
    assert await office.acted_for() == []


async def test_only_what_works_on_matters_is_delegated(office: Office) -> None:
    await office.delegate()
    (other,) = await office.delegating.acted_for("p-0003", NOW)
    assert other.roles == (Role.MANAGER,)


async def test_what_was_delegated_to_one_is_not_delegated_on(office: Office) -> None:
    await office.delegate(of="p-0004", to="p-0003")
    await office.delegate(of="p-0003", to="p-0002")
    assert await office.acted_for("p-0002") == ["p-0003"]


async def test_who_leaves_is_acted_for_no_longer(office: Office) -> None:
    await office.delegate()
    office.people.kept["p-0004"] = Account(person=replace(MANAGER, active=False), password_hash=None)
    assert await office.acted_for() == []


async def test_rights_that_change_meanwhile_change_for_the_delegate(office: Office) -> None:
    await office.delegate()
    cleared = replace(MANAGER, clearance=Clearance.CONFIDENTIAL)
    office.people.kept["p-0004"] = Account(person=cleared, password_hash=None)
    (other,) = await office.delegating.acted_for("p-0003", NOW)
    assert other.person.clearance is Clearance.CONFIDENTIAL


@pytest.mark.parametrize(
    ("of", "to", "first", "last"),
    [
        ("p-0004", "p-0004", 0, 7),
        ("p-0004", "nobody", 0, 7),
        ("nobody", "p-0003", 0, 7),
        ("p-0004", "p-0008", 0, 7),
        ("p-0008", "p-0003", 0, 7),
        ("p-0002", "p-0003", 0, 7),
        ("p-0004", "p-0003", 3, 3),
        ("p-0004", "p-0003", -7, 0),
        ("p-0004", "p-0003", 0, LONGEST.days + 1),
    ],
)
async def test_what_makes_no_sense_is_refused(office: Office, of: str, to: str, first: int, last: int) -> None:
    with pytest.raises(ImpossibleDelegationError):
        await office.delegate(of, to, first, last)
    assert office.delegations.kept == {}


async def test_who_gave_it_ends_it_and_it_stays_known(office: Office) -> None:
    given = await office.delegate()
    office.clock.pass_(DAY)
    over = await office.delegating.end(given.delegation_id, ask(1, by="p-0004"), whoever=False)
    assert (over.ends_at, over.ended_by) == (NOW + DAY, "p-0004")
    assert await office.acted_for() == []
    assert await office.delegating.end(given.delegation_id, ask(2, by="p-0001"), whoever=True) == over
    assert await office.delegating.about("p-0003") == [over]


async def test_one_that_has_not_begun_never_runs_when_it_is_ended(office: Office) -> None:
    given = await office.delegate(first=2)
    over = await office.delegating.end(given.delegation_id, ask(1, by="p-0004"), whoever=False)
    assert (over.starts_at, over.ends_at, over.ended_by) == (NOW + 2 * DAY, NOW + 2 * DAY, "p-0004")
    assert not over.runs(NOW + 2 * DAY)


async def test_one_that_is_over_is_not_ended_again(office: Office) -> None:
    given = await office.delegate()
    office.clock.pass_(8 * DAY)
    assert await office.delegating.end(given.delegation_id, ask(1, by="p-0004"), whoever=False) == given


async def test_only_who_gave_it_or_an_administrator_ends_it(office: Office) -> None:
    given = await office.delegate()
    with pytest.raises(ForbiddenError):
        await office.delegating.end(given.delegation_id, ask(1, by="p-0003"), whoever=False)
    with pytest.raises(NotFoundError):
        await office.delegating.end(given.delegation_id, ask(1, by="p-0002"), whoever=False)
    with pytest.raises(NotFoundError):
        await office.delegating.end(UUID(int=9), ask(1, by="p-0001"), whoever=True)
    assert (await office.delegating.end(given.delegation_id, ask(1, by="p-0001"), whoever=True)).ended_by == "p-0001"


async def test_the_same_request_again_makes_one_and_ends_it_once(office: Office) -> None:
    wanted: dict[str, Any] = {"of": "p-0004", "to": "p-0003", "starts_at": NOW, "ends_at": NOW + DAY, "reason": "إجازة"}
    request = ask(by="p-0004", key="k")
    first, again = [await office.delegating.delegate(**wanted, request=request) for _ in range(2)]
    assert first == again
    assert len(office.delegations.kept) == 1
    with pytest.raises(KeyReusedError):
        await office.delegating.delegate(**wanted, request=ask(by="p-0004", key="k", what="another"))
    end = ask(1, by="p-0004", key="end")
    over, again = [await office.delegating.end(first.delegation_id, end, whoever=False) for _ in range(2)]
    assert over == again


async def test_one_that_somebody_else_ended_meanwhile_is_not_ended_again(office: Office) -> None:
    given = await office.delegate()
    await office.delegating.end(given.delegation_id, ask(1, by="p-0001"), whoever=True)
    with pytest.raises(OldVersionError):
        await office.delegating.end(given.delegation_id, ask(1, by="p-0004"), whoever=False)
    with pytest.raises(VersionRequiredError):
        await office.delegating.end(given.delegation_id, ask(by="p-0004"), whoever=False)


async def test_what_is_not_over_yet_stands(office: Office) -> None:
    given = await office.delegate(first=1)
    assert await office.delegating.standing() == [given]
    office.clock.pass_(8 * DAY)
    assert await office.delegating.standing() == []
