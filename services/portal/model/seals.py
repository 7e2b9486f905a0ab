"""Signatures of ours: that a form was given out to this browser, and when something was received."""

import hmac
import secrets
from datetime import datetime
from hashlib import sha256


class Seals:
    """Signs with a secret that never leaves the server. Safe to share."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    @staticmethod
    def new_nonce() -> str:
        """What a browser gets as a cookie: 32 hexadecimal digits."""
        return secrets.token_hex(16)

    def of_form(self, nonce: str) -> str:
        """What a form carries so that it comes from a page of ours (signed double-submit cookie)."""
        return self._seal("form", nonce)

    def fits_form(self, nonce: str, seal: str) -> bool:
        """Whether a form was given out to the browser that has this cookie."""
        return bool(nonce) and hmac.compare_digest(self.of_form(nonce).encode(), seal.encode())

    def of_receipt(self, token: str, received_at: datetime) -> str:
        """That something was received at that time: the receipt says it before registry has heard of it."""
        return self._seal("receipt", token, received_at.isoformat())

    def fits_receipt(self, token: str, received_at: datetime, seal: str) -> bool:
        """Whether we have said so."""
        return hmac.compare_digest(self.of_receipt(token, received_at).encode(), seal.encode())

    def _seal(self, *parts: str) -> str:
        return hmac.new(self._secret, "\n".join(parts).encode(), sha256).hexdigest()
