"""What stands on a letter, in the words of its languages; how it looks is the printer's affair."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from services.routing.letters.model import Letter, Wording
from services.routing.model import Units
from shared.dates import date_text
from shared.language import Catalogue, OneLanguage, Text
from shared.tracking import tracking_url

_BULLET = re.compile(r"\s*[-–•*]\s+(.*)")
_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s+(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph (each line of it on its own), or a list."""

    kind: Literal["paragraph", "bullets", "numbers"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A letter in one language. `signature` is a name, a title, and whom it is signed for."""

    language: OneLanguage
    dated: str
    to: tuple[str, ...]
    answers: str
    subject: str
    body: tuple[Block, ...]
    signature: tuple[str, ...]
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole letter, under a letterhead in both languages.

    Without a `number` it is a draft, and says so. `code` is what its QR code says, if it has one; `tracked` whether that
    is the address of a tracking page.
    """

    identifier: str
    organisation: Text
    unit: Text
    telephone: str
    dated: datetime
    number: str | None
    title: str
    code: str
    tracked: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What is the same on all letters. `signs_as` has titles of those who sign for a unit."""

    organisation: Text
    public_url: str
    signs_as: Mapping[str, Text]
    catalogue: Catalogue

    def sheet(self, letter: Letter, units: Units, now: datetime) -> Sheet:
        """What stands on a letter: on an issued one the number and its date, on any other one today's and no number."""
        dated = letter.numbered.at if letter.numbered else now
        unit = units[letter.unit_id].unit
        return Sheet(
            identifier=str(letter.letter_id),
            organisation=self.organisation,
            unit=unit.name,
            telephone=unit.telephone,
            dated=dated,
            number=letter.numbered.number if letter.numbered else None,
            title=letter.content.subject,
            code=self._code(letter),
            tracked=_goes_to_requester(letter),
            parts=tuple(
                self._part(letter, units, language, words, dated) for language, words in letter.content.wordings
            ),
        )

    def _part(self, letter: Letter, units: Units, language: OneLanguage, words: Wording, dated: datetime) -> Part:
        unit = units[letter.unit_id]
        matter = letter.matter if letter.kind == "answer" else None
        return Part(
            language=language,
            dated=date_text(dated.astimezone(ZoneInfo(unit.time_zone)).date(), language),
            to=tuple(self._to(letter, units, language)),
            answers=matter.number if matter else "",
            subject=words.subject,
            body=tuple(blocks(words.body)),
            signature=tuple(self._signature(letter, units, language)),
            attachments=tuple(each.name for each in letter.content.attachments),
        )

    def _to(self, letter: Letter, units: Units, language: OneLanguage) -> Iterator[str]:
        recipient = letter.content.recipient
        yield from (units[each].unit.name.in_(language) for each in letter.content.to_units if each in units)
        yield from filter(None, (recipient.name, *recipient.postal_address.splitlines()))

    def _signature(self, letter: Letter, units: Units, language: OneLanguage) -> Iterator[str]:
        if not letter.approvals:
            return
        last = letter.approvals[-1]
        yield last.by.name
        if last.unit_id in self.signs_as:
            yield self.signs_as[last.unit_id].in_(language)
        elif last.unit_id in units:
            yield self.catalogue.text(language, "letter-manager-of", unit=units[last.unit_id].unit.name.in_(language))
        if last.by.on_behalf_of:
            yield self.catalogue.text(
                language, "letter-on-behalf-of", name=last.by.on_behalf_of_name or last.by.on_behalf_of
            )

    def _code(self, letter: Letter) -> str:
        if letter.numbered is None:
            return ""
        # The link is the requester's alone; any other letter has no page of its own.
        if letter.matter and _goes_to_requester(letter):
            return tracking_url(self.public_url, letter.matter.requester.token)
        return letter.numbered.number


def _goes_to_requester(letter: Letter) -> bool:
    """Whether an answer goes to whom it answers: to the same e-mail address, or on paper to the same name."""
    if letter.kind != "answer" or letter.matter is None:
        return False
    recipient, requester = letter.content.recipient, letter.matter.requester
    if letter.content.by == "mail":
        return (recipient.address or "").casefold() == (requester.address or "").casefold()
    return recipient.name.strip() == requester.name.strip() != ""


def blocks(body: str) -> Iterator[Block]:
    """The paragraphs and lists of plain text: an empty line ends each; lines that begin with a mark are a list's."""
    kind: Literal["paragraph", "bullets", "numbers"] = "paragraph"
    lines: list[str] = []
    for line in (*body.splitlines(), ""):
        marked = _marked(line)
        if lines and (not line.strip() or marked[0] != kind):
            yield Block(kind=kind, lines=tuple(lines))
            lines = []
        if line.strip():
            kind = marked[0]
            lines.append(marked[1].strip())


def _marked(line: str) -> tuple[Literal["paragraph", "bullets", "numbers"], str]:
    if found := _BULLET.fullmatch(line):
        return "bullets", found[1]
    if found := _NUMBER.fullmatch(line):
        return "numbers", found[1]
    return "paragraph", line
