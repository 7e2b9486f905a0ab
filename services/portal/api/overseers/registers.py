"""The books: how many lines each has, its lines, its void ones, and whether its numbers are without a gap."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from services.portal.api.overseers.asking import Overseers
from services.portal.model.registers import Book
from services.portal.rendering import Place
from shared.errors import TransientError
from shared.language import OneLanguage

PAGE = 50
Year = Annotated[int, Path(ge=1900, le=9999)]
After = Annotated[str, Query(max_length=20, pattern="^[0-9]*$")]


def add(router: APIRouter, overseers: Overseers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/registers")
    async def registers(request: Request) -> Response:
        asking = await overseers.staff.asking(request, "auditor", "clerk")
        books = await overseers.registers.books(asking.token)
        return overseers.staff.page(asking, "registers", Place(language, "/registers"), books=books)

    @router.get("/registers/{book}/{year}")
    async def one_register(
        request: Request,
        book: Book,
        year: Year,
        after: After = "",
        check: Annotated[bool, Query()] = False,  # noqa: FBT002 - a query parameter has a name
    ) -> Response:
        asking = await overseers.staff.asking(request, "auditor", "clerk")
        page = await overseers.registers.lines(asking.token, book, year, after, PAGE)
        place = Place(language, f"/registers/{book}/{year}" + (f"?after={after}" if after else ""))
        found = await overseers.registers.check(asking.token, book, year) if check else None
        return overseers.staff.page(
            asking,
            "book",
            place,
            book=book,
            year=year,
            page=page,
            after=after,
            check=found,
            voids=False,
            names={},
        )

    @router.get("/registers/{book}/{year}/voids")
    async def voids(request: Request, book: Book, year: Year, after: After = "") -> Response:
        asking = await overseers.staff.asking(request, "auditor", "clerk")
        page = await overseers.registers.voids(asking.token, book, year, after, PAGE)
        place = Place(language, f"/registers/{book}/{year}/voids" + (f"?after={after}" if after else ""))
        try:
            names = await overseers.people.names(asking.token)
        except TransientError:
            names = {}
        return overseers.staff.page(
            asking,
            "book",
            place,
            book=book,
            year=year,
            page=page,
            after=after,
            check=None,
            voids=True,
            names=names,
        )
