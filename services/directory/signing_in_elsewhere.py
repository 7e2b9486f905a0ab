"""Signing in with another issuer: its word for who somebody is becomes a person of ours (RFC 8693).

It says who; what somebody may do stays in directory: roles, units, clearance, delegations, and who has left.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog

from services.directory.errors import BadCredentialsError
from services.directory.metrics import SIGN_INS
from services.directory.model import Outcome, Person, SignInRecord, login_of
from services.directory.ports import Assertions, OtherIssuer, People, SignIns
from shared.clock import Clock
from shared.ids import new_id
from shared.oidc import IdTokenError

log = structlog.get_logger(__name__)

FRESH: Final = timedelta(minutes=5)
"""How old the other issuer's word may be: it is shown the moment it was given."""


class SigningInElsewhere:
    """The use case. `claim` is the one of the other issuer's claims that has the person's login."""

    def __init__(
        self,
        *,
        issuer: OtherIssuer,
        claim: str,
        assertions: Assertions,
        people: People,
        sign_ins: SignIns,
        clock: Clock,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._issuer = issuer
        self._claim = claim
        self._assertions = assertions
        self._people = people
        self._sign_ins = sign_ins
        self._clock = clock
        self._new_id = new_id

    async def prove(self, assertion: str, *, address: str) -> Person:
        """Say whom an ID token is about; each proves it once. Raises `BadCredentialsError`, `TransientError`."""
        now = self._clock.now()
        try:
            claims = await self._issuer.claims(assertion)
            login = await self._login(assertion, claims, now)
        except IdTokenError as error:
            log.warning("another issuer's word is not taken", because=str(error), address=address)
            await self._record(Outcome.FAILED, None, address, now)
            raise BadCredentialsError from None
        account = await self._people.account(login)
        if account is None or not account.person.active:
            log.warning("another issuer knows somebody whom directory does not", address=address)
            await self._record(Outcome.FAILED, account.person if account else None, address, now)
            raise BadCredentialsError
        await self._record(Outcome.SUCCEEDED, account.person, address, now)
        return account.person

    async def _login(self, assertion: str, claims: Mapping[str, Any], now: datetime) -> str:
        """The login that an ID token states. Raises `IdTokenError`, `TransientError`."""
        if now - datetime.fromtimestamp(claims["iat"], UTC) > FRESH:
            raise IdTokenError("not fresh")
        login = claims.get(self._claim)
        if not isinstance(login, str) or not login_of(login):
            raise IdTokenError(f"no {self._claim}")
        # Anybody may claim an address that nobody has looked at.
        if self._claim == "email" and claims.get("email_verified") is not True:
            raise IdTokenError("the e-mail address is not verified")
        digest = hashlib.sha256(assertion.encode()).hexdigest()
        if not await self._assertions.take(digest, now + 2 * FRESH):
            raise IdTokenError("shown before")
        return login_of(login)

    async def _record(self, outcome: Outcome, person: Person | None, address: str, now: datetime) -> None:
        record = SignInRecord(
            sign_in_id=self._new_id(),
            at=now,
            outcome=outcome,
            person_id=person.person_id if person else None,
            address=address,
        )
        await self._sign_ins.record(record)
        SIGN_INS.labels(outcome.value).inc()
        log.info("sign-in elsewhere", outcome=outcome.value, person=record.person_id, address=address)
