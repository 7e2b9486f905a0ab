"""Signing in: a login and a password become a token, and every attempt leaves a record."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import structlog

from services.directory.delegating import Delegating
from services.directory.errors import BadCredentialsError, TooManySignInsError
from services.directory.metrics import SIGN_INS
from services.directory.model import Account, Outcome, Person, SignInRecord, login_of, tries_key
from services.directory.ports import PasswordChecks, People, SignIns, Tokens
from services.directory.tokens import IssuedToken
from shared.clock import Clock
from shared.ids import new_id

log = structlog.get_logger(__name__)


class SignIn:
    """The password grant."""

    def __init__(
        self,
        *,
        people: People,
        delegating: Delegating,
        sign_ins: SignIns,
        passwords: PasswordChecks,
        tokens: Tokens,
        clock: Clock,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._people = people
        self._delegating = delegating
        self._sign_ins = sign_ins
        self._passwords = passwords
        self._tokens = tokens
        self._clock = clock
        self._new_id = new_id

    async def sign_in(self, username: str, password: str, *, address: str) -> IssuedToken:
        """Give a token to whom the password fits. Raises as `prove` does; without its record no token is given."""
        person = await self.prove(username, password, address=address)
        now = self._clock.now()
        return self._tokens.issue(person, now, await self._delegating.acted_for(person.person_id, now))

    async def prove(self, username: str, password: str, *, address: str) -> Person:
        """Say whom the password fits.

        Logins that are nobody's are counted, checked and refused like the others, so that no answer tells them apart.
        Raises `BadCredentialsError`, `TooManySignInsError`, `TransientError`.
        """
        login = login_of(username)
        key = tries_key(login)
        # The turn comes first: whoever is sent away because many wait has not used up one of the tries.
        async with self._passwords.turn():
            now = self._clock.now()
            tries = await self._sign_ins.begin(key, now)
            account = await self._people.account(login)
            if tries.too_many:
                await self._record(Outcome.REFUSED, account, address, now)
                raise TooManySignInsError(retry_after=tries.seconds_left(now))
            fits = await self._passwords.verify(password, account.password_hash if account else None)
            if account is None or not fits or not account.person.active:
                await self._record(Outcome.FAILED, account, address, now)
                raise BadCredentialsError
            await self._record(Outcome.SUCCEEDED, account, address, now)
            await self._sign_ins.clear(key)
        return account.person

    async def _record(self, outcome: Outcome, account: Account | None, address: str, now: datetime) -> None:
        record = SignInRecord(
            sign_in_id=self._new_id(),
            at=now,
            outcome=outcome,
            person_id=account.person.person_id if account else None,
            address=address,
        )
        await self._sign_ins.record(record)
        SIGN_INS.labels(outcome.value).inc()
        log.info("sign-in", outcome=outcome.value, person=record.person_id, address=address)
