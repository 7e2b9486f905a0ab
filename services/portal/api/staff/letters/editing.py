"""A draft is written anew: what it was is kept, and what somebody else wrote meanwhile is shown and not overwritten."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.api.reading import new_key
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.clerks import viewer_of
from services.portal.api.staff.letters.acting import again, refused
from services.portal.api.staff.letters.drafting import form_content, saved
from services.portal.api.staff.letters.forms import Handed, handed
from services.portal.api.staff.letters.writers import Writers
from services.portal.errors import RefusedError
from services.portal.model.editions import differences
from services.portal.model.letters import Letter
from services.portal.model.papers import Paper
from services.portal.model.writing import Typed, body_of, faults_of, typed
from services.portal.ports import Condition
from services.portal.rendering import Place
from shared.errors import NotFoundError, TransientError
from shared.language import OneLanguage

_CONFLICT = 409


def add(router: APIRouter, writers: Writers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/letters/{letter_id}/edit")
    async def edit(request: Request, letter_id: UUID) -> Response:
        asking = await writers.officers.worker(request)
        letter = await writers.lettering.letter(asking.token, letter_id)
        if not letter.offers("edit"):
            raise NotFoundError(str(letter_id))
        return await _form(writers, asking, language, letter, typed(letter.content))

    @router.post("/letters/{letter_id}/edit")
    async def save(request: Request, letter_id: UUID) -> Response:
        asking = await writers.officers.worker(request)
        came = await handed(request, asking, writers)
        letter = await writers.lettering.letter(asking.token, letter_id)
        if faults := faults_of(letter.kind, came.typed):
            return await _form(writers, asking, language, letter, came.typed, faults=faults, sent=came)
        condition = Condition(key=came.sent.value("key") or new_key(), version=came.sent.value("version"))
        body = body_of(letter.kind, came.typed)
        try:
            version = await writers.lettering.edit(asking.token, letter_id, body, condition)
        except (RefusedError, NotFoundError) as error:
            because = error.because if isinstance(error, RefusedError) else "letter-state"
            return await _instead(writers, asking, language, letter_id, came, because)
        return await saved(writers, asking, language, letter_id, came, version=version)


async def _instead(
    writers: Writers, asking: Asking, language: OneLanguage, letter_id: UUID, came: Handed, because: str
) -> Response:
    """The form again where it can still be written; the letter with the words that were typed where it cannot."""
    tried = refused(None, came.sent, because, kept=_words(came.typed))
    letter = await writers.lettering.letter(asking.token, letter_id)
    if not letter.offers("edit"):
        return await again(writers, asking, language, letter_id, came.sent, tried)
    return await _form(writers, asking, language, letter, came.typed, said=tried.said, sent=came, status=tried.status)


async def _form(
    writers: Writers,
    asking: Asking,
    language: OneLanguage,
    letter: Letter,
    stands: Typed,
    *,
    faults: dict[str, str] | None = None,
    said: str = "",
    sent: Handed | None = None,
    status: int = 422,
) -> Response:
    around = await writers.officers.working.who_is_who(asking.token)
    raw, papers = await _papers(writers, asking, letter)
    seen = _edition(sent, letter)
    meanwhile = status == _CONFLICT and seen < letter.edition
    content = form_content(letter.kind, letter.unit_id, around, stands, papers, raw)
    return writers.staff.page(
        asking,
        "letter-form",
        Place(language, f"/letters/{letter.letter_id}/edit"),
        status=status if faults or said else 200,
        action=f"/letters/{letter.letter_id}/edit",
        blank=None,
        letter=letter,
        faults=faults or {},
        said=said,
        changes=differences(letter.editions[seen - 1], letter.editions[-1]) if meanwhile else (),
        key=new_key(),
        # Of what was seen, unless somebody else was faster: then of what is shown now.
        version=sent.sent.value("version") if sent and status != _CONFLICT else str(letter.version),
        **content,
    )


async def _papers(writers: Writers, asking: Asking, letter: Letter) -> tuple[object, tuple[Paper, ...]]:
    """The documents of the letter's transaction; none where it has none, or they are not the asker's to see."""
    if letter.belongs_to is None:
        return None, ()
    try:
        transaction = await writers.officers.working.transaction(asking.token, letter.belongs_to)
    except (NotFoundError, TransientError):
        return None, ()
    submission_id = transaction.work.submission_id
    return submission_id, tuple(await writers.officers.viewing.enclosable(viewer_of(asking), submission_id))


def _edition(sent: Handed | None, letter: Letter) -> int:
    """The edition that the form was given out with."""
    said = sent.sent.value("edition") if sent else ""
    seen = int(said[:6]) if said.isascii() and said.isdecimal() else letter.edition
    return min(max(seen, 1), letter.edition)


def _words(stands: Typed) -> str:
    """All that was typed, to be copied from the page."""
    controls = ("ar-subject", "ar-body", "en-subject", "en-body")
    return "\n\n".join(stands.value(control) for control in controls if stands.value(control))
