"""The form of a letter as it is sent: what was typed and ticked, and the files that came with it."""

import re
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from starlette.datastructures import UploadFile

from services.portal.api.staff.answering import Asking, Sent
from services.portal.api.staff.letters.writers import Writers
from services.portal.errors import FormExpiredError
from services.portal.model.writing import CONTROLS, MOST_ENCLOSED, Enclosure, Typed
from shared.web.forms import LARGEST_FIELD

_FIELDS: Final = 400
_ENCLOSED: Final = re.compile(r"([0-9a-f]{64})/(.+)", re.DOTALL)
_NO_NAME: Final = re.compile(r"[\x00-\x1f\x7f/\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A form that was sent, with the letter in it."""

    sent: Sent
    typed: Typed


async def handed(request: Request, asking: Asking, writers: Writers) -> Handed:
    """What was sent. Its files lie in the vault by now, so that a form that comes back has them.

    Raises `FormExpiredError`, `RefusedError`, `TransientError`, `InvalidRequestError`.
    """
    # One more than there may be: then the page can say that there are too many.
    form = await request.form(max_files=MOST_ENCLOSED + 1, max_fields=_FIELDS, max_part_size=LARGEST_FIELD)
    try:
        texts = tuple((name, value) for name, value in form.multi_items() if isinstance(value, str))
        sent = Sent(fields=texts)
        if not writers.staff.desk.seals.fits_session(asking.session_id, sent.value("seal")):
            raise FormExpiredError
        files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
        hashes = await writers.lettering.keep(asking.token, [one.file for one in files])
    finally:
        await form.close()
    brought = (Enclosure(sha256, _name(one.filename)) for sha256, one in zip(hashes, files, strict=True))
    ticked = (Enclosure(*found.groups()) for one in sent.values("enclosed") if (found := _ENCLOSED.fullmatch(one)))
    # A file is enclosed once, by the name that it was enclosed under first.
    enclosed = {one.sha256: one for one in reversed((*ticked, *brought))}
    values = {name: sent.value(name).replace("\r\n", "\n") for name in CONTROLS}
    typed = Typed(
        values=values,
        to=sent.values("to"),
        enclosed=tuple(reversed(enclosed.values())),
        template=sent.value("template"),
        template_version=sent.value("template-version"),
    )
    return Handed(sent=sent, typed=typed)


def _name(given: str | None) -> str:
    """A file's name as it can be enclosed: without folders and what nobody sees."""
    return _NO_NAME.sub("_", given or "").strip()[-255:] or "document"
