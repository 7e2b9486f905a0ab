"""Forms as they come in: controls by name, files with what they were chosen for."""

import errno
import re
import uuid
from typing import Final

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from services.portal.api.answering import Desk
from services.portal.errors import FormExpiredError
from services.portal.model import ChosenFile, Handover
from services.portal.model.faults import DOCUMENT, OTHER_FILES, SENT
from shared.errors import InvalidRequestError, StoreFullError
from shared.media import HEAD
from shared.web.forms import LARGEST_FIELD

MOST_CONTROLS: Final = 150
MOST_FILES: Final = 200
_KEY: Final = re.compile(r"[0-9a-f]{32}")
_UPLOAD: Final = _KEY


def new_key() -> str:
    """A key for a form that is given out: what is sent with it once is not sent twice."""
    return uuid.uuid4().hex


async def read(request: Request) -> tuple[FormData, Handover]:
    """The form of a request; whoever asks has to close it. Raises `InvalidRequestError`, `StoreFullError`."""
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_CONTROLS, max_part_size=LARGEST_FIELD)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise StoreFullError("no room to lay the files down") from error
    values = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    key = values.get("key", "")
    files = [
        await _chosen(name, value)
        for name, value in form.multi_items()
        if isinstance(value, UploadFile) and value.filename
    ]
    sent = [
        (_document(name.removeprefix(SENT)), value)
        for name, value in form.multi_items()
        if isinstance(value, str) and name.startswith(SENT)
    ]
    if not all(_UPLOAD.fullmatch(upload_id) for _, upload_id in sent):
        raise InvalidRequestError("no id of an upload")
    return form, Handover(values=values, files=files, sent=sent, key=key if _KEY.fullmatch(key) else new_key())


def is_ours(request: Request, desk: Desk, handover: Handover) -> bool:
    """Whether the form was given out to this browser."""
    return desk.seals.fits_form(request.cookies.get(desk.cookie, ""), handover.values.get("seal", ""))


def require_ours(request: Request, desk: Desk, handover: Handover) -> None:
    """Raises `FormExpiredError` when the form was not given out to this browser."""
    if not is_ours(request, desk, handover):
        raise FormExpiredError


async def _chosen(control: str, file: UploadFile) -> ChosenFile:
    document = _document(control)
    head = await file.read(HEAD)
    await file.seek(0)
    return ChosenFile(
        document=document,
        name=file.filename or "",
        size=file.size or 0,
        head=head,
        content=file.file,
        media_type=file.content_type or "application/octet-stream",
    )


def _document(control: str) -> str:
    """The code of the document that a control is for, or nothing. Raises `InvalidRequestError`."""
    if control != OTHER_FILES and not control.startswith(DOCUMENT):
        raise InvalidRequestError("a file under another name")
    return control.removeprefix(DOCUMENT) if control != OTHER_FILES else ""
