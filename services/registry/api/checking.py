"""HTTP edge of the registry for those who check the books."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.registry.api.asking import Reader
from services.registry.model import VoidLine
from services.registry.ports import Checks
from services.registry.rights import READERS_OF_BOOKS, is_cleared
from services.registry.service import Registry
from shared.contracts.base import Book
from shared.principal import Principal

LAST = 2**63 - 1

OfBook = Annotated[Book, Path(description="Which book: incoming (وارد), outgoing (صادر), internal (داخلي).")]
OfYear = Annotated[int, Path(ge=1900, le=9999, description="The book's year.", examples=[2026])]


class BookView(BaseModel):
    """A book of a year."""

    model_config = ConfigDict(from_attributes=True)

    book: Book
    year: int
    lines: int
    voids: int = Field(description="How many of the lines are void.")
    last: int = Field(description="Its highest sequence.")


class CheckView(BaseModel):
    """What was found when a book was read from its first line to its last."""

    model_config = ConfigDict(from_attributes=True)

    whole: bool = Field(description="Whether its numbers are 1..n, each once, ascending with time.")
    lines: int
    last: int = Field(description="Its highest sequence.")
    voids: int
    missing: tuple[int, ...] = Field(description="Sequences that are not there, the first of them.")
    backwards: tuple[int, ...] = Field(description="Sequences with a time before that of the line before.")
    counter: int | None = Field(description="How far the counter has come; null for a year that is over.")
    first_at: AwareDatetime | None
    last_at: AwareDatetime | None


class VoidView(BaseModel):
    """A line that was cancelled. Of what is confidential, those without clearance see its number and the times."""

    model_config = ConfigDict(from_attributes=True)

    number: str
    sequence: int
    registered_at: AwareDatetime
    voided_at: AwareDatetime
    voided_by: str = Field(description="A person's id.")
    voided_because: str


class VoidPage(BaseModel):
    """Void lines, in order; `next` is the `after` of the following page."""

    voids: list[VoidView]
    next: int | None


def checking_routes(checks: Checks, registry: Registry) -> APIRouter:
    """The routes for checking."""
    router = APIRouter(prefix="/api/v1/books", tags=["registry"])

    async def shown(lines: Sequence[VoidLine], reader: Principal) -> list[VoidView]:
        if is_cleared(reader, *READERS_OF_BOOKS):
            return [VoidView.model_validate(line) for line in lines]
        matters = await registry.confidential_of({line.submission_id for line in lines if line.submission_id})
        return [
            VoidView.model_validate(
                replace(line, voided_by="", voided_because="")
                if line.confidential or line.submission_id in matters
                else line
            )
            for line in lines
        ]

    @router.get("")
    async def list_books(_reader: Reader) -> list[BookView]:
        """Every book of every year, with how many lines it has and how many of them are void."""
        return [BookView.model_validate(one) for one in await checks.books()]

    @router.get("/{book}/{year}/check")
    async def check_book(_reader: Reader, book: OfBook, year: OfYear) -> CheckView:
        """Read a book from its first line to its last, now, and say whether its numbers are 1..n without a gap."""
        return CheckView.model_validate(await checks.check(book, year))

    @router.get("/{book}/{year}/voids")
    async def list_voids(
        reader: Reader,
        book: OfBook,
        year: OfYear,
        after: Annotated[int, Query(ge=0, le=LAST, description="Only lines with a higher sequence.")] = 0,
        limit: Annotated[int, Query(ge=1, le=1000, description="Most entries of a page.")] = 100,
    ) -> VoidPage:
        """The void lines of a book, with who cancelled them and why."""
        found = await checks.voids(book, year, after=after, limit=limit)
        return VoidPage(
            voids=await shown(found, reader),
            next=found[-1].sequence if len(found) == limit else None,
        )

    return router
