"""One letter: what it says and how it will look, who has it, what became of it, and the forms by which one acts."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.answering import Late
from services.portal.api.reading import new_key
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.clerks import viewer_of
from services.portal.api.staff.item import Tried
from services.portal.api.staff.letters.writers import Looking, Writers
from services.portal.api.staff.words import LetterDone, Said, done_before
from services.portal.model.editions import differences
from services.portal.model.letters import Act, Edition, Enclosed, Letter, LetterStep
from services.portal.model.papers import Paper
from services.portal.model.shelves import ShelfLook, after_this, before_this
from services.portal.rendering import Place
from shared.language import OneLanguage

SPOKEN: Final = frozenset(
    {"already-void", "unknown-unit", "impossible-letter", "unknown-attachment", "letter-full", "letter-state"}
)
"""Refusals that have words of their own."""
NotDone = Annotated[str, Query(alias="not", max_length=40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedLetter(Tried):
    """What was not done with a letter; `news` is what others did meanwhile, `kept` what was typed for what is no more."""

    act: Act | None = None
    news: Sequence[LetterStep] = ()
    kept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLetter:
    """How a letter is looked at: on which shelf, with which document open, with what an edition changed."""

    look: ShelfLook
    paper: UUID | None = None
    edition: int | None = None
    said: Said | None = None


async def show(
    writers: Writers,
    asking: Asking,
    language: OneLanguage,
    letter: Letter,
    shown: ShownLetter,
    tried: TriedLetter | None = None,
) -> Response:
    """The page of one letter."""
    viewer, viewing = viewer_of(asking), writers.officers.viewing
    papers = issued(letter)
    around, lines = await asyncio.gather(
        writers.officers.working.who_is_who(asking.token),
        writers.lettering.to_approve(asking.token) if shown.look.shelf == "to-approve" else _nothing(),
    )
    edition = _compared(letter, shown.edition)
    content: dict[str, Any] = {
        "letter": letter,
        "around": around,
        "papers": papers,
        "opened": await viewing.open(viewer, papers, shown.paper),
        "edition": edition,
        "changes": differences(letter.editions[edition.round - 2], edition) if edition else (),
        "look": shown.look,
        "next": after_this(lines, letter.letter_id),
        "previous": before_this(lines, letter.letter_id),
        "done": shown.said,
        "tried": tried or TriedLetter(),
        "key": (tried.key if tried else "") or new_key(),
    }
    place = Place(language, address(letter.letter_id, shown.look))

    async def preview() -> Mapping[str, Any]:
        return {"preview": await writers.previewing.look(viewer, letter.letter_id, letter.version)}

    late, status = Late(template="letter-preview", content=preview), tried.status if tried else 200
    return writers.staff.page(asking, "letter", place, status=status, late=late, **content)


def issued(letter: Letter) -> tuple[Paper, ...]:
    """The documents of a letter that was issued, the letter itself first; none before."""
    if letter.document is None or letter.issued_at is None:
        return ()
    return tuple(_paper(one, letter) for one in (letter.document, *letter.content.attachments))


def address(letter_id: UUID, look: ShelfLook) -> str:
    """Where a letter is, looked at as one of a shelf."""
    return f"/letters/{letter_id}?{look.query}"


def add(router: APIRouter, writers: Writers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/letters/{letter_id}")
    async def look_at(
        request: Request,
        letter_id: UUID,
        look: Looking,
        done: LetterDone,
        paper: UUID | None = None,
        edition: int | None = None,
        not_done: NotDone = "",
    ) -> Response:
        asking = await writers.officers.reader(request)
        letter = await writers.lettering.letter(asking.token, letter_id)
        said = done_before(writers.staff, asking, done)
        shown = ShownLetter(look=look, paper=paper, edition=edition, said=said)
        # It was saved, and could not be sent for approval.
        tried = TriedLetter(said=f"error-{not_done}", status=200) if not_done in SPOKEN else None
        return await show(writers, asking, language, letter, shown, tried)


def _paper(one: Enclosed, letter: Letter) -> Paper:
    return Paper.model_validate({**one.model_dump(), "received_at": letter.issued_at})


def _compared(letter: Letter, wanted: int | None) -> Edition | None:
    """The edition whose changes are shown: the one that is wanted, or the last; the first one changed nothing."""
    round_ = wanted if wanted is not None and 1 < wanted <= len(letter.editions) else len(letter.editions)
    return letter.editions[round_ - 1] if round_ > 1 else None


async def _nothing() -> tuple[()]:
    return ()
