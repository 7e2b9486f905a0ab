"""What the portal needs so that staff can sign in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from services.portal.model.session import Begun, Session, SignedIn


class SignIns(Protocol):
    """The issuer of tokens."""

    async def sign_in(self, login: str, password: str, *, address: str) -> SignedIn:
        """Sign somebody in who comes from this network address.

        Raises `BadCredentialsError`, `TooManySignInsError`, `TransientError`.
        """
        ...

    async def exchange(self, assertion: str, *, address: str) -> SignedIn:
        """Sign somebody in whom another issuer knows, by its ID token.

        Raises `BadCredentialsError`, `TooManySignInsError`, `TransientError`.
        """
        ...

    async def renew(self, secret: str) -> SignedIn:
        """The next token. Raises `SignInNeededError` when there is none any more, `TransientError`."""
        ...

    async def leave(self, secret: str) -> None:
        """Say that no more tokens are wanted. Raises `TransientError`."""
        ...


class OtherIssuer(Protocol):
    """Another OpenID Connect issuer, and what it knows the portal by."""

    async def address(self, *, state: str, nonce: str, challenge: str) -> str:
        """Where a browser is sent to sign in. Raises `TransientError`."""
        ...

    async def check_name(self, iss: str) -> None:
        """Look whose answer it is that a browser brings. Raises `ElsewhereRefusedError`, `TransientError`."""
        ...

    async def redeem(self, code: str, *, verifier: str, nonce: str) -> str:
        """The ID token for a code. Raises `ElsewhereRefusedError`, `TransientError`."""
        ...

    async def leaving(self) -> str:
        """Where one signs out there, or nothing. Raises `TransientError`."""
        ...


class Sessions(Protocol):
    """Who is signed in. Whoever can read what is kept can neither use a session nor read its token."""

    async def keep(self, session_id: str, session: Session) -> None:
        """Keep a new session, durably. Raises `TransientError`."""
        ...

    async def find(self, session_id: str) -> Session | None:
        """The session with this id; one that is over may still be found. Raises `TransientError`."""
        ...

    async def see(self, session_id: str, seen_at: datetime, over_at: datetime) -> None:
        """Note when something was asked for last; a session that has ended stays so. Raises `TransientError`."""
        ...

    async def of(self, person_id: str, *, asking: str, now: datetime) -> Sequence[Begun]:
        """The sessions of a person that go on, the latest begun first; `asking` is the id of the one that asks."""
        ...

    async def end_others(self, session_id: str, person_id: str) -> int:
        """Forget all sessions of a person but this one; says how many. Raises `TransientError`."""
        ...

    async def claim(self, session_id: str, now: datetime, until: datetime) -> bool:
        """Whether whoever asks may renew a session; nobody else may before `until`. Raises `TransientError`."""
        ...

    async def renew(self, session_id: str, session: Session) -> None:
        """Keep what a session has become; one that has ended stays so. Raises `TransientError`."""
        ...

    async def end(self, session_id: str) -> None:
        """Forget a session; nothing happens when it is not there. Raises `TransientError`."""
        ...
