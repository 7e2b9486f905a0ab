"""Passwords: argon2id hashes, checked in the same time whether the person exists or not."""

import unicodedata

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

LONGEST = 1024
"""Characters of a password that are looked at; a longer one is refused, as it is no person's."""


class PasswordTooLongError(ValueError):
    """A new password has more than `LONGEST` characters."""


class Passwords:
    """Makes and checks hashes. Both take tens of milliseconds of one core: call them in a thread.

    Without a hasher, the parameters are those that pwdlib recommends (argon2id, 64 MiB).
    """

    def __init__(self, hasher: PasswordHash | None = None) -> None:
        """Make the decoy, a hash that no password fits, with the parameters of every new hash."""
        self._hasher = hasher or PasswordHash((Argon2Hasher(),))
        # Its password is empty, and `verify` never says yes for a decoy: nothing secret is in it.
        self._decoy = self._hasher.hash("")

    def hash(self, password: str) -> str:
        """Make the hash to keep. Raises `PasswordTooLongError`."""
        if len(password) > LONGEST:
            raise PasswordTooLongError(f"{len(password)} characters")
        return self._hasher.hash(_bytes(password))

    def verify(self, password: str, stored: str | None) -> bool:
        """Whether the password fits a stored hash; `None` for a person that does not exist, who takes the same time.

        A hash that cannot be read fits nothing, and takes that time too.
        """
        if len(password) > LONGEST:
            return False  # says nothing about the person
        attempt = _bytes(password)
        try:
            fits = self._hasher.verify(attempt, stored if stored is not None else self._decoy)
        except UnknownHashError:
            self._hasher.verify(attempt, self._decoy)
            return False
        return fits and stored is not None


def _bytes(password: str) -> bytes:
    """One form for what keyboards write differently (NFC, as RFC 8265 has it), and never an encoding error."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
