"""Who stays signed in, for how long, and what happens to a secret that is shown twice."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.delegating import Delegating
from services.directory.errors import SessionOverError
from services.directory.model import Account, Role
from services.directory.model.sessions import LONGEST_SESSION, PATIENCE, REMEMBERED, UNUSED
from services.directory.staying_signed_in import Renewed, StayingSignedIn
from shared.errors import TransientError
from tests.unit.directory.examples import NOW, a_delegation, a_person
from tests.unit.directory.fakes import FakeClock, FakeDelegations, FakePeople, FakeSessions, FakeTokens

LATER = PATIENCE + timedelta(seconds=1)


class Desk:
    """A clerk who signs in and stays."""

    def __init__(self) -> None:
        self.people = FakePeople(
            Account(person=a_person(), password_hash="nepo"),
            Account(person=a_person("p-0004", "m", roles=(Role.MANAGER,)), password_hash="x"),
        )
        self.sessions, self.delegations, self.clock = FakeSessions(), FakeDelegations(), FakeClock(NOW)
        secrets = iter(range(1, 2**16))
        self.staying = StayingSignedIn(
            sessions=self.sessions,
            people=self.people,
            delegating=Delegating(delegations=self.delegations, people=self.people, clock=self.clock),
            tokens=FakeTokens(),
            clock=self.clock,
            random_bytes=lambda count: next(secrets).to_bytes(count, "big"),
        )

    async def begin(self) -> Renewed:
        return await self.staying.begin(a_person(), address="192.0.2.7")

    async def refused(self, secret: str) -> None:
        with pytest.raises(SessionOverError):
            await self.staying.renew(secret)


async def test_a_secret_gives_the_next_token_and_the_next_secret() -> None:
    desk = Desk()
    first = await desk.begin()
    assert (first.issued.token, first.issued.expires_in) == ("p-0002 at 08:00", 600)
    desk.clock.pass_(timedelta(minutes=9))
    second = await desk.staying.renew(first.secret)
    assert second.issued.token == "p-0002 at 08:09"
    assert second.secret != first.secret
    assert second.stays == 3600


async def test_nothing_that_is_kept_or_shown_goes_on_with_a_session() -> None:
    desk = Desk()
    first = await desk.begin()
    second = await desk.staying.renew(first.secret)
    kept = repr(desk.sessions.kept)
    for one in (first, second):
        assert one.secret.partition(".")[2] not in kept
        assert one.secret not in repr(one)


async def test_a_secret_that_is_shown_again_ends_the_session_for_both() -> None:
    desk = Desk()
    first = await desk.begin()
    second = await desk.staying.renew(first.secret)
    desk.clock.pass_(LATER)
    await desk.refused(first.secret)
    await desk.refused(second.secret)
    assert not desk.sessions.kept


async def test_an_answer_that_was_lost_is_given_again_for_a_moment() -> None:
    desk = Desk()
    first = await desk.begin()
    lost = await desk.staying.renew(first.secret)
    desk.clock.pass_(PATIENCE)
    again = await desk.staying.renew(first.secret)
    desk.clock.pass_(LATER)
    third = await desk.staying.renew(again.secret)
    desk.clock.pass_(LATER)
    await desk.refused(lost.secret)  # whoever has it by now is not the one who asked again
    await desk.refused(third.secret)


@pytest.mark.parametrize("shown", ["", ".", "x", "0" * 32, f"{'0' * 32}.{'0' * 64}", "\ud800.x"])
async def test_what_never_was_a_secret_gives_nothing_and_ends_nothing(shown: str) -> None:
    desk = Desk()
    first = await desk.begin()
    await desk.refused(shown)
    await desk.refused(f"{first.secret.partition('.')[0]}.{'0' * 64}")
    await desk.staying.end(shown)
    await desk.staying.end(f"{first.secret.partition('.')[0]}.{'0' * 64}")
    assert await desk.staying.renew(first.secret)


async def test_a_session_is_over_when_it_is_not_used_and_when_the_day_is() -> None:
    unused = Desk()
    first = await unused.begin()
    unused.clock.pass_(UNUSED)
    await unused.refused(first.secret)
    busy = Desk()
    latest = await busy.begin()
    for _ in range(int(LONGEST_SESSION / timedelta(minutes=45)) - 1):
        busy.clock.pass_(timedelta(minutes=45))
        latest = await busy.staying.renew(latest.secret)
    assert latest.stays <= 45 * 60
    busy.clock.pass_(timedelta(minutes=45))
    await busy.refused(latest.secret)


async def test_rights_and_delegations_are_those_of_now() -> None:
    desk = Desk()
    first = await desk.begin()
    desk.delegations.kept[a_delegation().delegation_id] = a_delegation(of="p-0004", to="p-0002")
    second = await desk.staying.renew(first.secret)
    assert second.issued.token == "p-0002 for p-0004 at 08:00"
    desk.people.kept["p-0002"] = Account(person=a_person(active=False), password_hash="nepo")
    await desk.refused(second.secret)
    assert not desk.sessions.kept


async def test_signing_out_is_final_here_and_everywhere() -> None:
    desk = Desk()
    here, there, elsewhere = await desk.begin(), await desk.begin(), await desk.begin()
    await desk.staying.end(here.secret)
    await desk.refused(here.secret)
    assert len(await desk.staying.of("p-0002")) == 2
    await desk.staying.end_all("p-0002", by="p-0002")
    for one in (there, elsewhere):
        await desk.refused(one.secret)


async def test_two_who_go_on_at_the_same_moment_both_get_a_token() -> None:
    desk = Desk()
    first = await desk.begin()
    session = next(iter(desk.sessions.kept.values()))
    desk.sessions.others_first = [session.with_secret("somebody else's", NOW)]
    assert (await desk.staying.renew(first.secret)).issued.token
    desk.sessions.others_first = [session.with_secret(f"{number}", NOW) for number in range(10)]
    with pytest.raises(TransientError):
        await desk.staying.renew(first.secret)


@given(st.lists(st.integers(min_value=0, max_value=20), min_size=1, max_size=30))
def test_of_all_secrets_but_the_latest_none_goes_on_once_the_moment_is_over(shown: list[int]) -> None:
    async def history() -> None:
        desk = Desk()
        given_out = [(await desk.begin()).secret]
        alive = True
        for number in shown:
            desk.clock.pass_(LATER)
            secret = given_out[min(number, len(given_out) - 1)]
            if alive and secret == given_out[-1]:
                given_out.append((await desk.staying.renew(secret)).secret)
            else:
                alive = False
                await desk.refused(secret)
        assert bool(desk.sessions.kept) == alive

    asyncio.run(history())


async def test_what_is_remembered_of_a_session_does_not_grow_for_ever() -> None:
    desk = Desk()
    latest = await desk.begin()
    for _ in range(REMEMBERED + 20):
        latest = await desk.staying.renew(latest.secret)
    (session,) = desk.sessions.kept.values()
    assert len(session.replaced) == REMEMBERED
