"""By which words a matter is found, what staff ask for, and what they may find. Pure rules.

Words are folded as people compare them (`shared.arabic`): alef, hamza, ta marbuta, tashkeel, digits and the article make
no difference. What is asked for is the beginning of a word; a matter has to have them all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Final
from uuid import UUID

from services.registry.model import Matter, State
from services.registry.rights import READERS
from shared.arabic import stem
from shared.contracts.base import Channel
from shared.principal import Principal
from shared.transaction_number import parse_number

MOST_WORDS: Final = 48
"""Of one matter: number, people and subject first, then the beginning of the text. Each costs a line of an index."""
MOST_ASKED: Final = 8
_LONGEST: Final = 24
_SHORTEST: Final = 2
# Letters of a word: less says nothing.
_TEXT: Final = 600
# Characters of the text in which words are looked for.
_FIRST_WEEK: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The units whose matters somebody may find, and those whose confidential ones; None for all that there are."""

    units: frozenset[str] | None
    confidential: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: matters that have words with all of these beginnings, or that one number."""

    words: tuple[str, ...]
    number: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    unit: str | None = None
    request_type: str | None = None
    state: State | None = None
    channel: Channel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page of what was found ends, newest first."""

    received_at: datetime
    submission_id: UUID


def asked(query: str) -> tuple[tuple[str, ...], str | None]:
    """The beginnings of words that somebody asks for, and the number if it is one."""
    number = parse_number(query)
    words = dict.fromkeys(word[:_LONGEST] for word in stem(query).split())
    return tuple(islice(words, MOST_ASKED)), str(number) if number else None


def words_of(matter: Matter) -> list[str]:
    """The words by which a matter is found."""
    return list(islice(dict.fromkeys(_words(matter)), MOST_WORDS))


def week_of(moment: datetime) -> int:
    """The number of a moment's week: a search goes back week by week until it has enough."""
    return (moment.astimezone(UTC).date() - _FIRST_WEEK).days // 7


def scope(asker: Principal) -> Scope:
    """What somebody may find, in his own right and in those of whom he acts for."""
    selves = asker.as_whom(*READERS)
    return Scope(units=_units(selves), confidential=_units(tuple(one for one in selves if one.cleared)))


def _units(selves: tuple[Principal, ...]) -> frozenset[str] | None:
    if any(one.has("clerk", "auditor") for one in selves):
        return None
    return frozenset(unit for one in selves for unit in one.units)


def _words(matter: Matter) -> Iterator[str]:
    requester = matter.requester
    if matter.sequence is not None:
        yield str(matter.sequence)
    texts = (requester.name, requester.on_behalf_of, requester.address or "", matter.subject, matter.text[:_TEXT])
    for text in texts:
        yield from (word[:_LONGEST] for word in stem(text).split() if len(word) >= _SHORTEST)
