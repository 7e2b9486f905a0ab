"""What service offices look for among what they handed in: the words that people come with."""

import re
from dataclasses import dataclass
from typing import Final

from shared.arabic import ascii_digits, fold
from shared.contracts.base import Requester
from shared.telephone import searched_by
from shared.transaction_number import parse_number

MOST_WORDS: Final = 6
"""Of what is looked for; whoever types more means a letter, not a name."""
_TELEPHONE: Final = re.compile(r"\+?[\d\s()./-]{5,30}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: words that all begin words of a matter (`words_of`), or a number. Nothing means everything."""

    words: tuple[str, ...] = ()
    number: str | None = None


def words_of(requester: Requester) -> tuple[str, ...]:
    """The words by which a matter that was handed in at a counter is found: names, and the telephone's digits."""
    names = fold(f"{requester.name} {requester.on_behalf_of}").split()
    return tuple(dict.fromkeys([*names, *searched_by(requester.phone)]))


def wanted(typed: str) -> Wanted:
    """What somebody looks for who typed this: a transaction number, a telephone number, or parts of a name."""
    if number := parse_number(typed):
        return Wanted(number=str(number))
    plain = ascii_digits(typed.strip())
    if _TELEPHONE.fullmatch(plain):
        digits = re.sub(r"\D", "", plain)
        return Wanted(words=(digits.removeprefix("00"),))
    return Wanted(words=tuple(fold(typed).split()[:MOST_WORDS]))
