"""Attempts to sign in with another issuer: begun here, gone through elsewhere, finished in the same browser."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

LASTS: Final = timedelta(minutes=10)
"""How long somebody may take at the other issuer's pages."""
_RANDOM_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What only the browser that began it can finish; `to` is the path that was asked for.

    `state` comes back with the answer (RFC 6749, 10.12), `nonce` in the ID token (OpenID Connect Core, 3.1.3.7), and the
    `verifier` proves to the issuer who began (RFC 7636).
    """

    to: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)

    @property
    def challenge(self) -> str:
        """What the issuer is told of the verifier before (S256)."""
        return _text(sha256(self.verifier.encode()).digest())


class Attempts:
    """Makes attempts of a cookie's value and of a secret that stays here: nothing is kept, and nothing can be made up."""

    def __init__(self, secret: str, *, accepted: str = "") -> None:
        """`accepted` is the next secret or the former one, while it is changed."""
        self._secrets = [secret.encode(), *([accepted.encode()] if accepted else [])]

    def begin(self, to: str, now: datetime) -> tuple[str, Attempt]:
        """The value of a new attempt's cookie, and the attempt."""
        core = f"{_text(secrets.token_bytes(_RANDOM_BYTES))}.{int(now.timestamp())}.{_text(to.encode())}"
        secret = self._secrets[0]
        return f"{core}.{_made(secret, 'seal', core)}", _attempt(secret, core, to)

    def read(self, cookie: str, now: datetime) -> Attempt | None:
        """The attempt of a cookie; None when it is none of ours, or too old."""
        core, _, seal = cookie.rpartition(".")
        for secret in self._secrets:
            if hmac.compare_digest(_made(secret, "seal", core).encode(), seal.encode()):
                _, begun, to = core.split(".")
                if now.timestamp() - int(begun) > LASTS.total_seconds():
                    return None
                return _attempt(secret, core, urlsafe_b64decode(to + "=" * (-len(to) % 4)).decode())
        return None


def _attempt(secret: bytes, core: str, to: str) -> Attempt:
    return Attempt(
        to=to,
        state=_made(secret, "state", core),
        nonce=_made(secret, "nonce", core),
        verifier=_made(secret, "verifier", core),
    )


def _made(secret: bytes, what: str, core: str) -> str:
    return _text(hmac.new(secret, f"elsewhere {what}\n{core}".encode(), sha256).digest())


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
