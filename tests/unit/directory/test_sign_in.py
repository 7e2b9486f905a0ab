"""Who gets a token, who does not, and what is remembered of it."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.delegating import Delegating
from services.directory.errors import BadCredentialsError, TooManySignInsError
from services.directory.model import MOST_FAILURES, WINDOW, Account, Outcome, Role, Tries, login_of, tries_key
from services.directory.sign_in import SignIn
from shared.errors import TransientError
from tests.unit.directory.examples import NOW, a_delegation, a_person
from tests.unit.directory.fakes import FakeClock, FakeDelegations, FakePasswords, FakePeople, FakeSignIns, FakeTokens


class Desk:
    """A clerk whose password is `open`, an auditor without one, and an officer who has left."""

    def __init__(self) -> None:
        self.people = FakePeople(
            Account(person=a_person(), password_hash="nepo"),
            Account(person=a_person("p-0006", "auditor"), password_hash=None),
            Account(person=a_person("p-0003", "officer", active=False), password_hash="nepo"),
        )
        self.sign_ins = FakeSignIns()
        self.delegations = FakeDelegations()
        self.passwords = FakePasswords()
        self.clock = FakeClock(NOW)
        self._sign_in = SignIn(
            people=self.people,
            delegating=Delegating(delegations=self.delegations, people=self.people, clock=self.clock),
            sign_ins=self.sign_ins,
            passwords=self.passwords,
            tokens=FakeTokens(),
            clock=self.clock,
        )

    async def try_(self, login: str = "clerk", password: str = "open") -> str:
        return (await self._sign_in.sign_in(login, password, address="192.0.2.7")).token

    async def fail(self, login: str = "clerk", times: int = 1) -> None:
        for _ in range(times):
            with pytest.raises(BadCredentialsError):
                await self.try_(login, "wrong")

    @property
    def outcomes(self) -> list[tuple[Outcome, str | None]]:
        return [(record.outcome, record.person_id) for record in self.sign_ins.records]


async def test_the_right_password_gets_a_token() -> None:
    desk = Desk()
    assert await desk.try_() == "p-0002 at 08:00"
    assert desk.outcomes == [(Outcome.SUCCEEDED, "p-0002")]
    assert desk.sign_ins.records[0].address == "192.0.2.7"


@pytest.mark.parametrize("typed", [" Clerk", "CLERK\t", "ｃｌｅｒｋ"])
async def test_a_login_may_be_typed_in_other_letters(typed: str) -> None:
    assert await Desk().try_(typed) == "p-0002 at 08:00"


async def test_a_wrong_password_gets_none_and_is_remembered() -> None:
    desk = Desk()
    await desk.fail()
    assert desk.outcomes == [(Outcome.FAILED, "p-0002")]


@pytest.mark.parametrize("login", ["nobody", "auditor", "officer"])
async def test_nobody_and_who_has_no_password_and_who_has_left_get_the_same_answer(login: str) -> None:
    desk = Desk()
    with pytest.raises(BadCredentialsError):
        await desk.try_(login)
    assert len(desk.passwords.checked) == 1


async def test_what_was_typed_as_a_login_is_kept_nowhere_when_it_is_nobodys() -> None:
    desk = Desk()
    await desk.fail("my-password-by-mistake")
    assert desk.outcomes == [(Outcome.FAILED, None)]
    assert "my-password-by-mistake" not in repr((desk.sign_ins.records, desk.sign_ins.tries))


@pytest.mark.parametrize("login", ["clerk", "nobody"])
async def test_after_ten_failures_even_the_right_password_is_not_looked_at(login: str) -> None:
    desk = Desk()
    await desk.fail(login, times=MOST_FAILURES)
    desk.clock.pass_(timedelta(minutes=5))
    with pytest.raises(TooManySignInsError) as refused:
        await desk.try_(login)
    assert refused.value.retry_after == 600
    assert len(desk.passwords.checked) == MOST_FAILURES
    assert desk.outcomes[-1] == (Outcome.REFUSED, "p-0002" if login == "clerk" else None)


async def test_the_tenth_try_may_still_succeed_and_clears_the_others() -> None:
    desk = Desk()
    await desk.fail(times=MOST_FAILURES - 1)
    await desk.try_()
    await desk.fail(times=MOST_FAILURES)


async def test_after_the_window_it_is_open_again() -> None:
    desk = Desk()
    await desk.fail(times=MOST_FAILURES)
    desk.clock.pass_(WINDOW)
    assert await desk.try_() == "p-0002 at 08:15"


async def test_one_login_that_is_refused_stops_no_other() -> None:
    desk = Desk()
    await desk.fail("nobody", times=MOST_FAILURES)
    assert await desk.try_()


async def test_other_letters_do_not_give_further_tries() -> None:
    desk = Desk()
    await desk.fail("clerk", times=5)
    await desk.fail(" CLERK", times=5)
    with pytest.raises(TooManySignInsError):
        await desk.try_()


async def test_many_at_the_same_time_cannot_pass_the_limit_together() -> None:
    desk = Desk()
    tries = [desk.try_(password="wrong") for _ in range(50)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(answer, BadCredentialsError) for answer in answers) == MOST_FAILURES
    assert sum(isinstance(answer, TooManySignInsError) for answer in answers) == 50 - MOST_FAILURES


async def test_who_is_sent_away_because_many_wait_has_used_up_no_try() -> None:
    desk = Desk()
    desk.passwords.busy = True
    with pytest.raises(TransientError):
        await desk.try_()
    assert desk.sign_ins.tries == {}


async def test_no_record_no_token() -> None:
    desk = Desk()
    desk.sign_ins.down = True
    with pytest.raises(TransientError):
        await desk.try_()


@given(st.text())
def test_a_login_is_the_same_however_often_it_is_read(typed: str) -> None:
    assert len(tries_key(login_of(typed))) == 64
    assert login_of(typed.lower().strip()) == login_of(f" {typed.lower().strip()} ")


@given(st.timedeltas(min_value=timedelta(0), max_value=WINDOW))
def test_the_seconds_to_wait_are_never_too_few(passed: timedelta) -> None:
    tries = Tries(count=11, until=NOW + WINDOW)
    now = NOW + passed
    assert now + timedelta(seconds=tries.seconds_left(now)) >= tries.until
    assert tries.seconds_left(now) >= 1


async def test_a_token_says_whom_its_person_acts_for_right_now() -> None:
    desk = Desk()
    manager = a_person("p-0004", "manager", roles=(Role.MANAGER,))
    desk.people.kept["p-0004"] = Account(person=manager, password_hash=None)
    await desk.delegations.add(a_delegation(to="p-0002", days=7))
    assert await desk.try_() == "p-0002 for p-0004 at 08:00"
    desk.clock.pass_(timedelta(days=7))
    assert await desk.try_() == "p-0002 at 08:00"
