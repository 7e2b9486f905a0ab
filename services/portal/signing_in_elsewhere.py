"""Signing in with another OpenID Connect issuer (authorization code with PKCE); directory knows whom it means."""

import hmac
from dataclasses import dataclass

from services.portal.errors import ElsewhereRefusedError
from services.portal.model.attempts import Attempts
from services.portal.model.session import Session
from services.portal.ports import OtherIssuer, SignIns
from services.portal.signing_in import SigningIn
from shared.clock import Clock
from shared.errors import TransientError
from shared.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the browser brings back from the other issuer; nothing of it is to be believed."""

    code: str
    state: str
    iss: str
    error: str


class SigningInElsewhere:
    """The use cases. `name` is what people call the other issuer."""

    def __init__(
        self,
        *,
        name: Text,
        issuer: OtherIssuer,
        sign_ins: SignIns,
        signing_in: SigningIn,
        attempts: Attempts,
        clock: Clock,
    ) -> None:
        self.name = name
        self._issuer = issuer
        self._sign_ins = sign_ins
        self._signing_in = signing_in
        self._attempts = attempts
        self._clock = clock

    async def begin(self, to: str) -> tuple[str, str]:
        """The value of the attempt's cookie, and the address to go to. Raises `TransientError`."""
        cookie, attempt = self._attempts.begin(to, self._clock.now())
        address = await self._issuer.address(state=attempt.state, nonce=attempt.nonce, challenge=attempt.challenge)
        return cookie, address

    async def finish(self, cookie: str, answer: Answer, *, address: str, before: str) -> tuple[str, Session, str]:
        """Begin the session of whoever comes back: its id, itself, and the path that was asked for.

        Raises `ElsewhereRefusedError`, `BadCredentialsError`, `TransientError`.
        """
        attempt = self._attempts.read(cookie, self._clock.now())
        if attempt is None or not hmac.compare_digest(attempt.state.encode(), answer.state.encode()):
            raise ElsewhereRefusedError("not begun in this browser, or too long ago")
        await self._issuer.check_name(answer.iss)
        if answer.error or not answer.code:
            raise ElsewhereRefusedError("the issuer says no")
        assertion = await self._issuer.redeem(answer.code, verifier=attempt.verifier, nonce=attempt.nonce)
        signed_in = await self._sign_ins.exchange(assertion, address=address)
        session_id, session = await self._signing_in.begin(signed_in, before=before)
        return session_id, session, attempt.to

    async def leaving(self) -> str:
        """Where one signs out of the other issuer as well; nothing when it has no such page, or is away."""
        try:
            return await self._issuer.leaving()
        except TransientError:
            return ""
