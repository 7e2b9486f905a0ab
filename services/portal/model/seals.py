"""Signatures of ours: that a form was given out to this browser, and when something was received."""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256


class Seals:
    """Signs with a secret that never leaves the server, and accepts what another one has signed, too. Safe to share."""

    def __init__(self, secret: str, *, accepted: str = "") -> None:
        """`accepted` is the next secret or the former one, while it is changed."""
        self._secrets = [secret.encode(), *([accepted.encode()] if accepted else [])]

    @staticmethod
    def new_nonce() -> str:
        """What a browser gets as a cookie: 32 hexadecimal digits."""
        return secrets.token_hex(16)

    def of_form(self, nonce: str) -> str:
        """What a form carries so that it comes from a page of ours (signed double-submit cookie)."""
        return self._seal("form", nonce)

    def fits_form(self, nonce: str, seal: str) -> bool:
        """Whether a form was given out to the browser that has this cookie."""
        return bool(nonce) and self._fits(seal, "form", nonce)

    def of_receipt(self, token: str, received_at: datetime) -> str:
        """That something was received at that time: the receipt says it before registry has heard of it."""
        return self._seal("receipt", token, received_at.isoformat())

    def fits_receipt(self, token: str, received_at: datetime, seal: str) -> bool:
        """Whether we have said so."""
        return self._fits(seal, "receipt", token, received_at.isoformat())

    def of_session(self, session_id: str) -> str:
        """What every form of a session carries, so that it was given out in this very session."""
        return self._seal("session", session_id)

    def fits_session(self, session_id: str, seal: str) -> bool:
        """Whether a form was given out in this session."""
        return self._fits(seal, "session", session_id)

    def of_word(self, session_id: str, word: str) -> str:
        """That we said so in this session: what a page says was done is not put into its address by somebody else."""
        return self._seal("word", session_id, word)

    def fits_word(self, session_id: str, word: str, seal: str) -> bool:
        """Whether we have said so."""
        return self._fits(seal, "word", session_id, word)

    def _seal(self, *parts: str) -> str:
        return _signed(self._secrets[0], parts)

    def _fits(self, seal: str, *parts: str) -> bool:
        return any(hmac.compare_digest(_signed(secret, parts).encode(), seal.encode()) for secret in self._secrets)


def _signed(secret: bytes, parts: Sequence[str]) -> str:
    return hmac.new(secret, "\n".join(parts).encode(), sha256).hexdigest()
