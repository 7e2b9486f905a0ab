"""What every store of sessions must do; the fake and MongoDB pass the same."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.portal.model.session import Renewal
from services.portal.ports import Sessions
from tests.unit.portal.staff.fakes import session

NOW = datetime(2126, 11, 22, 6, 5, tzinfo=UTC)
"""So late that a database does not forget the examples while they are looked at."""


class SessionsContract:
    """Needs a fixture `sessions`."""

    async def test_a_session_is_found_by_its_id_as_it_was_kept(self, sessions: Sessions) -> None:
        await sessions.keep("one", session(NOW))
        await sessions.keep("two", session(NOW, hours=2))
        assert await sessions.find("one") == session(NOW)
        assert await sessions.find("two") == session(NOW, hours=2)

    @pytest.mark.parametrize("unknown", ["", "three", "on", "$ne"])
    async def test_nothing_is_found_by_another_id(self, sessions: Sessions, unknown: str) -> None:
        await sessions.keep("one", session(NOW))
        assert await sessions.find(unknown) is None

    async def test_it_is_remembered_when_something_was_asked_for_last(self, sessions: Sessions) -> None:
        await sessions.keep("one", session(NOW))
        later = NOW + timedelta(minutes=5)
        await sessions.see("one", later, later)
        found = await sessions.find("one")
        assert found is not None
        assert (found.seen_at, found.begun_at, found.token) == (later, NOW, "a token")

    async def test_a_session_that_ended_is_gone_and_stays_gone(self, sessions: Sessions) -> None:
        await sessions.keep("one", session(NOW))
        for _ in range(2):
            await sessions.end("one")
        await sessions.see("one", NOW, NOW)
        assert await sessions.find("one") is None

    async def test_a_person_sees_the_own_sessions_and_ends_the_others(self, sessions: Sessions) -> None:
        await sessions.keep("one", session(NOW))
        await sessions.keep("two", session(NOW + timedelta(minutes=1)))
        await sessions.keep("over", session(NOW - timedelta(days=1)))
        found = await sessions.of("person-clerk", asking="one", now=NOW)
        assert [(one.begun_at, one.own) for one in found] == [(NOW + timedelta(minutes=1), False), (NOW, True)]
        assert await sessions.of("somebody", asking="one", now=NOW) == []
        assert await sessions.end_others("one", "somebody") == 0
        assert await sessions.end_others("one", "person-clerk") == 2
        assert await sessions.find("one") == session(NOW)
        assert await sessions.find("two") is None

    async def test_a_session_that_goes_on_is_found_as_it_has_become(self, sessions: Sessions) -> None:
        await sessions.keep("one", session(NOW))
        renewal = Renewal(secret="a secret", token_ends_at=NOW + timedelta(minutes=10))
        renewed = replace(session(NOW, hours=3), token="another token", renewal=renewal)
        await sessions.renew("one", renewed)
        assert await sessions.find("one") == renewed
        await sessions.renew("two", renewed)
        assert await sessions.find("two") is None

    async def test_of_many_who_would_renew_a_session_one_may_until_its_time_is_over(self, sessions: Sessions) -> None:
        await sessions.keep("one", session(NOW))
        until = NOW + timedelta(seconds=15)
        assert sum(await asyncio.gather(*(sessions.claim("one", NOW, until) for _ in range(10)))) == 1
        assert not await sessions.claim("one", until - timedelta(seconds=1), until)
        assert await sessions.claim("one", until, until + timedelta(seconds=15))
        await sessions.renew("one", session(NOW))
        assert await sessions.claim("one", NOW, until)
        assert not await sessions.claim("two", NOW, until)
