"""One matter on the desk: what arrived, what was thought of it, and the forms by which a clerk decides."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.reading import new_key
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.clerks import Clerks, viewer_of
from services.portal.api.staff.words import Done, Said, done_before
from services.portal.clerking import Item
from services.portal.model.clerks import Kind
from services.portal.model.rows import Row, before, following, row_of_matter
from services.portal.rendering import Place
from shared.language import OneLanguage

As = Annotated[str, Query(alias="as", max_length=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What was not done: what was typed, what is wrong with it by control, and what to say above it all."""

    values: Mapping[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    status: int = 422
    key: str = ""


async def show(
    clerks: Clerks,
    asking: Asking,
    place: Place,
    item: Item,
    kind: Kind,
    *,
    as_: str = "",
    paper: UUID | None = None,
    said: Said | None = None,
    tried: Tried | None = None,
) -> Response:
    """The page of one matter."""
    viewer = viewer_of(asking)
    rows, papers = await asyncio.gather(
        clerks.clerking.around(asking.token, kind), clerks.viewing.papers_of(viewer, item.matter.submission_id)
    )
    here = row_in(rows, item, kind)
    content: dict[str, Any] = {
        "item": item,
        "matter": item.matter,
        "kind": kind,
        "papers": papers,
        "opened": await clerks.viewing.open(viewer, papers, paper),
        "chosen": item.type_(as_ or item.matter.likely_type),
        "next": following(rows, here),
        "previous": before(rows, here),
        "done": said,
        "tried": tried or Tried(),
        "key": (tried.key if tried else "") or new_key(),
    }
    return clerks.staff.page(asking, "item", place, status=tried.status if tried else 200, **content)


def row_in(rows: tuple[Row, ...], item: Item, kind: Kind) -> Row:
    """The matter's line on a list, or where it would stand if it still were on it."""
    mine = item.matter.submission_id
    return next((row for row in rows if row.submission_id == mine and row.kind == kind), row_of_matter(item.matter))


def address(submission_id: UUID, kind: Kind) -> str:
    """Where a matter is, looked at as one of a list."""
    return f"/desk/{submission_id}?kind={kind}"


def add(router: APIRouter, clerks: Clerks, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/desk/{submission_id}")
    async def look(
        request: Request,
        submission_id: UUID,
        done: Done,
        kind: Kind = "undecided",
        as_: As = "",
        paper: UUID | None = None,
    ) -> Response:
        asking = await clerks.asking(request)
        item = await clerks.clerking.item(asking.token, submission_id)
        place = Place(language, address(submission_id, kind))
        said = done_before(clerks.staff, asking, done)
        return await show(clerks, asking, place, item, kind, as_=as_, paper=paper, said=said)

    @router.get("/desk/{submission_id}/label")
    async def label(request: Request, submission_id: UUID) -> Response:
        asking = await clerks.asking(request)
        item = await clerks.clerking.item(asking.token, submission_id)
        return clerks.staff.page(asking, "label", Place(language, f"/desk/{submission_id}/label"), matter=item.matter)
