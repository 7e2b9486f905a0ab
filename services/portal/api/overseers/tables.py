"""Numbers as rows of a file, in the words of one language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from services.portal.model.activity import Happened
from services.portal.model.deeds import DEEDS
from services.portal.model.numbers import HeldPageTold, SpreadsTold, TableTold
from services.portal.model.registers import Line
from services.portal.rendering import Pages
from services.portal.rendering.sheets import Cell, Sheet
from shared.language import OneLanguage, Text

Rows = list[list[Cell]]
_OF_LETTERS = ("numbers-by-unit", "numbers-line-recipient", "numbers-line-subject", "numbers-line-answers")
_STATES = frozenset({"standing", "void", "registered", "undecided", "incomplete", "rejected", "joined"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What things are called in one language."""

    pages: Pages
    language: OneLanguage
    zone: ZoneInfo
    units: Mapping[str, Text]
    types: Mapping[str, Text]
    names: Mapping[str, Text]

    @property
    def say(self) -> Callable[..., str]:
        """A message of the catalogue."""
        return partial(self.pages.say, self.language)

    def sheet(self, name: str, *headings: str) -> Sheet:
        """A sheet with these headings, which are in the language already."""
        return Sheet(name=name, headings=headings, language=self.language, zone=self.zone)

    def named(self, names: Mapping[str, Text], code: str) -> str:
        """What a code stands for; the code where that is not known."""
        return names[code].in_(self.language) if code in names else code

    def key(self, key: str | None, by: str) -> Cell:
        """What a row is about."""
        if key is None:
            return self.say("numbers-unknown")
        if by in ("day", "week", "month"):
            return date.fromisoformat(key)
        if by == "channel" and key in ("mail", "portal", "counter"):
            return self.say(f"desk-channel-{key}")
        if by == "state" and key in _STATES:
            return self.say(f"numbers-state-{key}")
        return self.named(self.units if by == "unit" else self.types, key)


def counts(words: Words, table: TableTold, by: str, name: str) -> tuple[Sheet, Rows]:
    """A table of counts with its sums."""
    headings = (words.say(f"numbers-by-{by}"), *(words.say(f"numbers-{column}") for column in table.columns))
    rows: Rows = [[words.key(row.key, by), *(row.counts[column] for column in table.columns)] for row in table.rows]
    rows.append([words.say("numbers-all"), *(table.totals[column] for column in table.columns)])
    return words.sheet(name, *headings), rows


def times(words: Words, told: SpreadsTold, by: str, unit: str, name: str) -> tuple[Sheet, Rows]:
    """How long something takes, in `unit`s."""
    say = words.say
    in_unit = say(f"numbers-in-{unit}")
    headings = [
        *(say(f"numbers-by-{by}"), say("numbers-count")),
        *(f"{say('numbers-median')} ({in_unit})", f"{say('numbers-p90')} ({in_unit})"),
    ]
    rows: Rows = [[words.key(row.key, by), row.count, row.median, row.p90] for row in told.rows]
    if told.all:
        rows.append([say("numbers-all"), told.all.count, told.all.median, told.all.p90])
    if told.in_time:
        headings.append(say("numbers-in-time"))
        for row, cells in zip(told.rows, rows, strict=False):
            cells.append(told.in_time.get(row.key or "", 0))
        if told.all:
            rows[-1].append(sum(told.in_time.values()))
    return words.sheet(name, *headings), rows


def held(words: Words, page: HeldPageTold, name: str) -> tuple[Sheet, Rows]:
    """What is open, and with whom."""
    keys = ("numbers-by-unit", "numbers-holder", "numbers-held", "numbers-late", "numbers-waiting", "numbers-since")
    rows: Rows = [
        [
            words.named(words.units, one.unit_id),
            words.named(words.names, one.person_id) if one.person_id else None,
            one.held,
            one.late,
            one.waiting,
            one.oldest,
        ]
        for one in page.rows
    ]
    return words.sheet(name, *(words.say(key) for key in keys)), rows


def line_headings(words: Words, book: str) -> tuple[str, ...]:
    """What the columns of a book are called."""
    keys = ["numbers-line-sequence", "numbers-line-number", "numbers-line-registered"]
    keys += ["numbers-line-hash", "numbers-line-answered"] if book == "incoming" else list(_OF_LETTERS)
    return tuple(words.say(key) for key in (*keys, "numbers-line-voided", "numbers-line-because"))


def line(words: Words, book: str, one: Line) -> list[Cell]:
    """A line of a book."""
    cells: list[Cell] = [one.sequence, one.number, one.registered_at]
    if book == "incoming":
        cells += [one.sha256, words.say("portal-comma").join(one.answered_by)]
    elif one.letter is None:
        cells += [None] * len(_OF_LETTERS)
    else:
        letter = one.letter
        cells += [words.named(words.units, letter.unit_id), letter.recipient, letter.subject, letter.answers]
    return [*cells, one.voided_at, one.voided_because]


def happened(words: Words, lines: Iterable[Happened]) -> tuple[Sheet, Rows]:
    """Who saw and did what."""
    keys = ("at", "who", "person", "source", "what", "number", "document", "about", "why")
    rows: Rows = [
        [
            one.at,
            words.named(words.names, one.who),
            one.who,
            words.say(f"audit-source-{one.source}"),
            words.say(f"audit-did-{one.what}") if one.what in DEEDS else one.what,
            one.number,
            str(one.document_id or ""),
            words.named(words.names, one.about),
            one.why,
        ]
        for one in lines
    ]
    return words.sheet(words.say("audit-activity"), *(words.say(f"audit-{key}") for key in keys)), rows
