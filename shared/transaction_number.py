"""Transaction numbers (رقم المعاملة) as people write them: `IN-2026-000123-7`.

Book, year, sequence (six digits at least) and a check digit by ISO/IEC 7064 MOD 11,10 over the year's and the
sequence's digits. The check digit finds every single wrong digit, and all but a few swaps of neighbours.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from shared.contracts.base import Book

PREFIXES: Final[dict[Book, str]] = {"incoming": "IN", "outgoing": "OUT", "internal": "INT"}
"""How a number says which book it is of."""

LAST_SEQUENCE: Final = 10**12 - 1
"""The highest sequence that a number can show."""

_BOOKS: Final[dict[str, Book]] = {prefix: book for book, prefix in PREFIXES.items()}
_FIRST_YEAR, _LAST_YEAR = 1000, 9999
_NUMBER = re.compile(
    # Spaces are limited so that a subject full of them costs no more than its length.
    r"(?<![0-9A-Z])(INT?|OUT) {0,3}- {0,3}([1-9][0-9]{3}) {0,3}- {0,3}([0-9]{6,12}) {0,3}- {0,3}([0-9])(?![0-9])",
)
_HYPHENS = re.compile(r"[\u2010-\u2015\u2212\u0640]")
_SPACES = re.compile(r"\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionNumber:
    """The parts of a transaction number; `str()` gives its human form. `sequence` counts from 1 in its book and year."""

    book: Book
    year: int
    sequence: int

    def __str__(self) -> str:
        return transaction_number(self.book, self.year, self.sequence)


def transaction_number(book: Book, year: int, sequence: int) -> str:
    """The human form of a number. Raises `ValueError` for a year without four digits or a sequence out of range."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"a year of four digits, not {year}")
    if not 1 <= sequence <= LAST_SEQUENCE:
        raise ValueError(f"a sequence from 1 to {LAST_SEQUENCE}, not {sequence}")
    digits = f"{sequence:06d}"
    return f"{PREFIXES[book]}-{year}-{digits}-{check_digit(f'{year}{digits}')}"


def check_digit(digits: str) -> str:
    """The check digit of ASCII digits by ISO/IEC 7064 MOD 11,10 (the hybrid system with one digit)."""
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def parse_number(text: str) -> TransactionNumber | None:
    """The number that a text is, written as loosely as `find_numbers` allows; None when it is none, or mistyped."""
    match = _NUMBER.fullmatch(_plain(text).strip())
    return None if match is None else _checked(match)


def find_numbers(text: str) -> tuple[str, ...]:
    """The numbers in a text such as a subject, in their human form, each once, in order.

    Digits of any script, small letters, other hyphens, spaces around hyphens and bidi controls (a number copied out of
    an Arabic line has them) do not hide a number. One whose check digit is wrong is left out.
    """
    checked = (_checked(match) for match in _NUMBER.finditer(_plain(text)))
    return tuple(dict.fromkeys(str(number) for number in checked if number is not None))


def _checked(match: re.Match[str]) -> TransactionNumber | None:
    prefix, year, digits, check = match.groups()
    sequence = int(digits)
    if sequence == 0 or len(digits) != len(f"{sequence:06d}") or check_digit(year + digits) != check:
        return None
    return TransactionNumber(book=_BOOKS[prefix], year=int(year), sequence=sequence)


def _plain(text: str) -> str:
    compatible = unicodedata.normalize("NFKC", text).upper()
    kept = "".join(_digit(character) for character in compatible if unicodedata.category(character) not in ("Cf", "Mn"))
    return _HYPHENS.sub("-", _SPACES.sub(" ", kept))


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character
