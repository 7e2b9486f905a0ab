"""Whoever works stays signed in: the next token comes by itself, once, and nobody notices."""

import asyncio
from itertools import count

import pytest

from services.portal.errors import SignInNeededError
from services.portal.model.session import Session
from services.portal.signing_in import LOOKS, SigningIn
from shared.errors import TransientError
from tests.unit.portal.staff.fakes import PASSWORD, FakeSessions, FakeSignIns, MovedClock


class Desk:
    """A clerk whose tokens are valid for ten minutes."""

    def __init__(self) -> None:
        self.sign_ins, self.sessions, self.clock = FakeSignIns(minutes=10), FakeSessions(), MovedClock()
        self.pauses, numbers = 0, count(1)
        self.signing_in = SigningIn(
            sign_ins=self.sign_ins,
            sessions=self.sessions,
            clock=self.clock,
            new_session_id=lambda: f"session-{next(numbers)}",
            pause=self._pause,
        )

    async def sign_in(self) -> str:
        session_id, _ = await self.signing_in.sign_in("clerk", PASSWORD, address="")
        return session_id

    async def _pause(self) -> None:
        self.pauses += 1
        await asyncio.sleep(0)


async def test_a_whole_day_of_work_needs_one_sign_in() -> None:
    desk = Desk()
    session_id = await desk.sign_in()
    for minutes in (7, 2, 25, 29, 3, 29) * 5:
        desk.clock.pass_(minutes=minutes)
        session = await desk.signing_in.session(session_id)
        assert session.can_wait(desk.clock.now())
        assert session.token.endswith(str(desk.sign_ins.renewed or "clerk"))
    assert desk.sign_ins.renewed > 10


async def test_the_next_token_comes_before_the_present_one_ends_and_not_much_before() -> None:
    desk = Desk()
    session_id = await desk.sign_in()
    desk.clock.pass_(minutes=7)
    await desk.signing_in.session(session_id)
    assert desk.sign_ins.renewed == 0
    desk.clock.pass_(minutes=1)
    await desk.signing_in.session(session_id)
    assert desk.sign_ins.renewed == 1


@pytest.mark.parametrize("minutes", [9, 20])
async def test_many_requests_at_once_use_a_secret_once(minutes: int) -> None:
    desk = Desk()
    session_id = await desk.sign_in()
    desk.clock.pass_(minutes=minutes)
    found: list[Session] = await asyncio.gather(*(desk.signing_in.session(session_id) for _ in range(20)))
    assert desk.sign_ins.renewed == 1
    if minutes > 10:
        assert {session.token for session in found} == {"token of clerk 1"}


async def test_whoever_is_not_used_or_refused_signs_in_again() -> None:
    desk = Desk()
    unused = await desk.sign_in()
    desk.clock.pass_(minutes=30)
    with pytest.raises(SignInNeededError):
        await desk.signing_in.session(unused)
    refused = await desk.sign_in()
    desk.sign_ins.alive.clear()
    desk.clock.pass_(minutes=9)
    with pytest.raises(SignInNeededError):
        await desk.signing_in.session(refused)
    assert refused not in desk.sessions.kept


async def test_an_issuer_that_is_away_throws_nobody_out() -> None:
    desk = Desk()
    session_id = await desk.sign_in()
    desk.sign_ins.away = True
    desk.clock.pass_(minutes=9)
    assert (await desk.signing_in.session(session_id)).token == "token of clerk"
    desk.clock.pass_(minutes=9)
    with pytest.raises(TransientError):
        await desk.signing_in.session(session_id)
    desk.sign_ins.away = False
    desk.clock.pass_(minutes=1)
    assert (await desk.signing_in.session(session_id)).token == "token of clerk 1"


async def test_waiting_for_another_request_ends() -> None:
    desk = Desk()
    session_id = await desk.sign_in()
    desk.clock.pass_(minutes=11)
    desk.sessions.claimed[session_id] = desk.clock.now().replace(year=2030)
    with pytest.raises(TransientError):
        await desk.signing_in.session(session_id)
    assert desk.pauses == LOOKS


async def test_signing_out_and_signing_in_again_end_it_with_the_issuer_too() -> None:
    desk = Desk()
    first = await desk.sign_in()
    await desk.signing_in.sign_in("clerk", PASSWORD, address="", before=first)
    assert list(desk.sessions.kept) == ["session-2"]
    await desk.signing_in.sign_out("session-2")
    assert not desk.sign_ins.alive
    third = await desk.sign_in()
    desk.sign_ins.away = True
    await desk.signing_in.sign_out(third)
    assert not desk.sessions.kept
