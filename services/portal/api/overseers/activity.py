"""Who saw and did what: by person, by matter, by document; on a page, and as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from services.portal.api.overseers import tables
from services.portal.api.overseers.asking import AskedDays, Days, Overseers
from services.portal.api.overseers.files import at_once, download
from services.portal.api.staff.answering import Asking
from services.portal.auditing import AT_ONCE, MOST, Gathered
from services.portal.model.numbers import CHOICES
from services.portal.rendering import Place
from services.portal.rendering.sheets import FileKind
from shared.errors import NotFoundError, TransientError
from shared.language import OneLanguage, Text
from shared.transaction_number import parse_number

MOST_SHOWN = 200
"""Lines that a page shows; a file has all that were gathered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for: a person, or else a transaction, or else a document."""

    person: str
    number: str
    document: str

    @property
    def query(self) -> dict[str, str]:
        """The part of an address that asks the same."""
        asked = {"person": self.person, "number": self.number, "document": self.document}
        return {name: value for name, value in asked.items() if value}


async def _question(
    person: Annotated[str, Query(max_length=100)] = "",
    number: Annotated[str, Query(max_length=100)] = "",
    document: Annotated[str, Query(max_length=40)] = "",
) -> Question:
    return Question(person=person.strip(), number=number.strip(), document=document.strip())


Asked = Annotated[Question, Depends(_question)]


def add(router: APIRouter, overseers: Overseers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/activity")
    async def activity(request: Request, days: AskedDays, asked: Asked) -> Response:
        asking = await overseers.staff.asking(request, "auditor")
        period = days.period(overseers.today(), "week")
        found, missing = None, False
        try:
            found = await _gathered(overseers, asking, asked, days)
        except NotFoundError:
            missing = True
        query = str(request.url.query)
        said = urlencode(asked.query) + (f"&{days.query}" if days.query else "")
        return overseers.staff.page(
            asking,
            "activity",
            Place(language, f"/activity?{query}" if query else "/activity"),
            found=found,
            missing=missing,
            asked=asked,
            days=days,
            period=period,
            choices=CHOICES,
            path="/activity",
            said=said,
            chosen=days.choice or ("" if days.query else "week"),
            names=await _names(overseers, asking),
            most=MOST_SHOWN,
            status=404 if missing else 200,
        )

    @router.get("/activity/lines.{kind}")
    async def lines(request: Request, kind: FileKind, days: AskedDays, asked: Asked) -> Response:
        asking = await overseers.staff.asking(request, "auditor")
        found = await _gathered(overseers, asking, asked, days, MOST)
        names = await _names(overseers, asking)
        words = tables.Words(
            pages=overseers.staff.desk.pages, language=language, zone=overseers.zone, units={}, types={}, names=names
        )
        sheet, rows = tables.happened(words, found.lines if found else ())
        return await download(sheet, at_once(rows), kind, "activity")


async def _gathered(
    overseers: Overseers, asking: Asking, asked: Question, days: Days, most: int = AT_ONCE
) -> Gathered | None:
    if asked.person:
        period = days.period(overseers.today(), "week")
        return await overseers.auditing.by_person(asking.token, asked.person, period.moments(overseers.zone), most)
    if asked.number:
        number = parse_number(asked.number)
        if number is None:
            raise NotFoundError(asked.number)
        return await overseers.auditing.by_matter(asking.token, str(number))
    if asked.document:
        try:
            document_id = UUID(asked.document)
        except ValueError as error:
            raise NotFoundError(asked.document) from error
        return await overseers.auditing.by_document(asking.token, document_id)
    return None


async def _names(overseers: Overseers, asking: Asking) -> Mapping[str, Text]:
    say = overseers.staff.desk.pages.say
    # Storage names whoever was given a document by the tracking link so.
    requester = {"requester": Text(ar=say("ar", "work-requester"), en=say("en", "work-requester"))}
    try:
        return {**requester, **await overseers.people.names(asking.token)}
    except TransientError:
        return requester
