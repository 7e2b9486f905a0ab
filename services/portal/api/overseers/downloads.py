"""Every report, and the books themselves, as files."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request, Response

from services.portal.api.overseers import tables
from services.portal.api.overseers.asking import AskedDays, AskedFilters, Overseers
from services.portal.api.overseers.files import Batch, at_once, download
from services.portal.api.staff.answering import Asking
from services.portal.model.numbers import By, fitting_step
from services.portal.model.registers import Book
from services.portal.ports.numbers import Filters
from services.portal.rendering.sheets import FileKind, Sheet
from shared.language import OneLanguage
from shared.reports import Period

What = Literal["lines", "arrived", "to-register", "to-answer", "open", "holders"]
PAGE = 1000
"""Lines of a book that are asked for at a time."""


def add(router: APIRouter, overseers: Overseers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/reports/{what}.{kind}")
    async def report(
        request: Request, what: What, kind: FileKind, days: AskedDays, filters: AskedFilters, by: By | None = None
    ) -> Response:
        asking = await overseers.asking(request)
        period = days.period(overseers.today(), "month")
        sheet, rows = await _made(overseers, asking, language, what, period, by or fitting_step(period), filters)
        name = f"{what}-{period.first.isoformat()}-{period.last.isoformat()}"
        return await download(sheet, at_once(rows), kind, name)

    @router.get("/registers/{book}/{year}/lines.{kind}")
    async def lines(
        request: Request, book: Book, year: Annotated[int, Path(ge=1900, le=9999)], kind: FileKind
    ) -> Response:
        asking = await overseers.staff.asking(request, "clerk", "auditor")
        words = await _words(overseers, asking, language)
        sheet = words.sheet(words.say(f"numbers-{book}"), *tables.line_headings(words, book))
        return await download(sheet, _book(overseers, asking.token, words, book, year), kind, f"{book}-{year}")


async def _made(
    overseers: Overseers,
    asking: Asking,
    language: OneLanguage,
    what: What,
    period: Period,
    by: By,
    filters: Filters,
) -> tuple[Sheet, tables.Rows]:
    words, numbers, token = await _words(overseers, asking, language), overseers.overseeing, asking.token
    name = words.say(f"numbers-file-{what}")
    match what:
        case "lines":
            return tables.counts(words, await numbers.lines(token, period, by, filters), by, name)
        case "arrived":
            return tables.counts(words, await numbers.books.arrived(token, period, by), by, name)
        case "to-register":
            of: By = by if by in ("request-type", "channel") else "unit"
            told = await numbers.books.times_to_register(token, period, of, filters)
            return tables.times(words, told, of, "minutes", name)
        case "to-answer":
            return tables.times(words, await numbers.work.times_to_answer(token, period), "unit", "working-days", name)
        case "open":
            return tables.held(words, await numbers.work.open_work(token), name)
        case "holders":
            return tables.held(words, await numbers.work.holders(token), name)


async def _words(overseers: Overseers, asking: Asking, language: OneLanguage) -> tables.Words:
    units, types, names = await overseers.overseeing.words(asking.token)
    return tables.Words(
        pages=overseers.staff.desk.pages, language=language, zone=overseers.zone, units=units, types=types, names=names
    )


async def _book(overseers: Overseers, token: str, words: tables.Words, book: Book, year: int) -> AsyncIterator[Batch]:
    after = ""
    while True:
        page = await overseers.registers.lines(token, book, year, after, PAGE)
        yield [tables.line(words, book, one) for one in page.lines]
        after = page.after
        if not after:
            return
