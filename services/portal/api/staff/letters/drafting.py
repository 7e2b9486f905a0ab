"""A letter is begun: a template is chosen, its fields are filled, and what comes of it is written and saved."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.answering import see
from services.portal.api.reading import new_key
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.clerks import viewer_of
from services.portal.api.staff.letters.forms import Handed, handed
from services.portal.api.staff.letters.letter import SPOKEN
from services.portal.api.staff.letters.writers import Writers
from services.portal.api.staff.words import Written, saying_of_letter
from services.portal.errors import RefusedError
from services.portal.lettering import Blank
from services.portal.model.colleagues import choices
from services.portal.model.letters import KINDS, Kind
from services.portal.model.papers import Paper
from services.portal.model.work import Work
from services.portal.model.writing import Typed, begun_from, body_of, empty, faults_of, offered
from services.portal.ports import Condition
from services.portal.rendering import Place
from services.portal.working import Around, Transaction
from shared.errors import NotFoundError
from shared.language import OneLanguage
from shared.transaction_number import parse_number

About = Annotated[str, Query(max_length=60)]
UnitId = Annotated[str, Query(max_length=100)]
Code = Annotated[str, Query(max_length=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A letter that somebody begins: of which kind, by which unit, about which transaction if any."""

    blank: Blank
    around: Around
    transaction: Transaction | None
    papers: tuple[Paper, ...]

    @property
    def work(self) -> Work | None:
        """The work on the transaction that it is about."""
        return self.transaction.work if self.transaction else None

    @property
    def query(self) -> str:
        """What names all of it in an address."""
        number = f"&number={self.blank.number}" if self.blank.number else ""
        return f"kind={self.blank.kind}&unit={self.blank.unit_id}{number}"


def add(router: APIRouter, writers: Writers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/letters/new")
    async def choose(request: Request, kind: Kind = "letter", number: About = "", unit: UnitId = "") -> Response:
        asking = await writers.officers.worker(request)
        begun = await _begun(writers, asking, kind, number, unit)
        matter = begun.transaction.matter if begun.transaction else None
        templates = await writers.lettering.templates(asking.token, kind, matter.request_type if matter else None)
        place = Place(language, f"/letters/new?{begun.query}")
        content: dict[str, Any] = {"begun": begun, "blank": begun.blank, "around": begun.around, "templates": templates}
        return writers.staff.page(asking, "letter-new", place, **content)

    @router.get("/letters/write")
    async def write(
        request: Request, kind: Kind = "letter", number: About = "", unit: UnitId = "", template: Code = ""
    ) -> Response:
        asking = await writers.officers.worker(request)
        begun = await _begun(writers, asking, kind, number, unit)
        filled = await writers.lettering.begun(asking.token, template, begun.blank)
        return _form(writers, asking, language, begun, empty(begun.work, filled, template))

    @router.post("/letters/write")
    async def save(request: Request) -> Response:
        asking = await writers.officers.worker(request)
        came = await handed(request, asking, writers)
        sent = came.sent
        kind: Kind = next((one for one in KINDS if one == sent.value("kind")), "letter")
        begun = await _begun(writers, asking, kind, sent.value("number"), sent.value("unit"))
        if faults := faults_of(kind, came.typed):
            return _form(writers, asking, language, begun, came.typed, faults=faults, key=sent.value("key"))
        try:
            letter_id = await _drafted(writers, asking, begun, came)
        except RefusedError as error:
            said = f"error-{error.because}" if error.because in SPOKEN else "error-invalid-request"
            return _form(writers, asking, language, begun, came.typed, said=said)
        return await saved(writers, asking, language, letter_id, came)


async def saved(
    writers: Writers, asking: Asking, language: OneLanguage, letter_id: UUID, came: Handed, *, version: int = 1
) -> Response:
    """Go on to the letter that was saved as this version; it is sent for approval first if that was wanted."""
    what: Written = "edit" if version > 1 else "draft"
    there = f"/letters/{letter_id}?"
    if came.sent.value("then") == "submit":
        # With a key that follows from the form's: pressed twice it is sent once.
        condition = Condition(key=f"{came.sent.value('key') or new_key()}-submit", version=str(version))
        try:
            await writers.lettering.act(asking.token, letter_id, "submit", {}, condition)
        except RefusedError as error:
            because = error.because if error.because in SPOKEN else "letter-state"
            return see(Place(language, "/letters"), f"{there}not={because}")
        return see(
            Place(language, "/letters"), there + saying_of_letter(writers.staff, asking, "submit", str(letter_id))
        )
    return see(Place(language, "/letters"), there + saying_of_letter(writers.staff, asking, what, str(letter_id)))


def form_content(kind: Kind, unit_id: str, around: Around, typed: Typed, papers: tuple[Paper, ...], raw: object) -> Any:
    """What the form of a letter shows, whether it is begun or edited."""
    return {
        "kind": kind,
        "unit_id": unit_id,
        "around": around,
        "typed": typed,
        "choices": [one for one in choices(around.units, ()) if one.unit.unit_id != unit_id],
        "offered": offered(papers, raw, typed.enclosed),
        "enclosed": {one.sha256 for one in typed.enclosed},
    }


def _form(
    writers: Writers,
    asking: Asking,
    language: OneLanguage,
    begun: Begun,
    typed: Typed,
    *,
    faults: dict[str, str] | None = None,
    said: str = "",
    key: str = "",
) -> Response:
    blank, raw = begun.blank, begun.work.submission_id if begun.work else None
    content = form_content(blank.kind, blank.unit_id, begun.around, typed, begun.papers, raw)
    place = Place(language, f"/letters/write?{begun.query}")
    return writers.staff.page(
        asking,
        "letter-form",
        place,
        status=422 if faults or said else 200,
        action="/letters/write",
        blank=blank,
        letter=None,
        faults=faults or {},
        said=said,
        changes=(),
        key=key or new_key(),
        version="",
        **content,
    )


async def _drafted(writers: Writers, asking: Asking, begun: Begun, came: Handed) -> UUID:
    blank = begun.blank
    body = {
        "kind": blank.kind,
        "number": blank.number,
        "unit_id": blank.unit_id,
        "content": body_of(blank.kind, came.typed),
        "begun_from": begun_from(came.typed),
    }
    return await writers.lettering.draft(asking.token, body, came.sent.value("key") or new_key())


async def _begun(writers: Writers, asking: Asking, kind: Kind, number: str, unit: str) -> Begun:
    """What a letter is begun with. Raises `NotFoundError` for what is not the person's to write."""
    working, person = writers.officers.working, asking.session.person
    parsed = parse_number(number) if number else None
    if (number and parsed is None) or (kind == "answer" and parsed is None):
        raise NotFoundError(number)
    papers: tuple[Paper, ...] = ()
    if parsed is None:
        around, transaction = await working.who_is_who(asking.token), None
    else:
        transaction = await working.transaction(asking.token, str(parsed))
        around = transaction.around
        viewer = viewer_of(asking)
        papers = tuple(await writers.officers.viewing.enclosable(viewer, transaction.work.submission_id))
    own = sorted(person.units)
    unit_id = unit if unit in own else next(iter(own), "")
    if kind == "answer" and transaction:
        held = next((one for one in transaction.work.held if one.is_work), None)
        if held is None:
            raise NotFoundError(number)
        unit_id = held.unit_id
    blank = Blank(kind=kind, unit_id=unit_id, number=str(parsed) if parsed else None)
    return Begun(blank=blank, around=around, transaction=transaction, papers=papers)
