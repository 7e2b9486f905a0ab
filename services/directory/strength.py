"""How strong a new password has to be, and what is wrong with one that is not."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from zxcvbn import zxcvbn

from services.directory.errors import WeakPasswordError
from services.directory.model import Person

SHORTEST = 12
LONGEST = 128
"""Characters of a new password (OWASP ASVS 5.0, 6.2.1 and 6.2.9)."""

STRONG_ENOUGH = 3
"""Of zxcvbn's 0 to 4: withstands guessing against a slow hash. It knows common passwords, names and patterns (6.2.4)."""

_LOOKED_AT = 72  # characters; zxcvbn's time grows fast with more, and whatever comes behind only adds strength

_WHY: Final = {
    "user_inputs": "password-names",
    "passwords": "password-common",
    "repeat": "password-repeats",
    "sequence": "password-sequence",
    "spatial": "password-keyboard",
    "date": "password-date",
    "regex": "password-date",
    "dictionary": "password-words",
}
"""What zxcvbn finds in a password → the catalogue's sentence."""


def check_strength(password: str, person: Person | None = None) -> None:
    """Raise `WeakPasswordError` for a password that is too short, too long, or easily guessed."""
    if len(password) < SHORTEST:
        raise WeakPasswordError("password-short")
    if len(password) > LONGEST:
        raise WeakPasswordError("password-long")
    known = ["diwan", "ديوان", *((person.login, person.name.ar, person.name.en) if person else ())]
    found = zxcvbn(password[:_LOOKED_AT], user_inputs=known)
    if found["score"] < STRONG_ENOUGH:
        raise WeakPasswordError(_why(found["sequence"]))


def _why(parts: Sequence[Mapping[str, Any]]) -> str:
    """The catalogue's sentence about the longest part that is easily guessed."""
    guessed = [part for part in parts if part["pattern"] != "bruteforce"]
    if not guessed:
        return "password-guessable"
    part = max(guessed, key=lambda one: len(one["token"]))
    return _WHY.get(part.get("dictionary_name", "")) or _WHY.get(part["pattern"], "password-guessable")
