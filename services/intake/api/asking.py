"""Who sends a form, and what becomes of its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, UploadFile
from fastapi.security import HTTPAuthorizationCredentials

from services.intake.api.parameters import MAX_CODE, Codes, Files, Sent, SentCodes
from services.intake.errors import OfficeUnknownError, SubmissionTooLargeError
from services.intake.forms import MOST_FIELDS, MOST_FILES, form_route, no_other_files
from services.intake.reading.cleaning import one_line
from services.intake.resuming import Resuming
from services.intake.service import Intake
from services.intake.uploads import Uploads, codes_for
from shared.contracts.base import Document, HandedIn
from shared.web.auth import Principal, bearer, signed_in
from shared.web.forms import LARGEST_FIELD


async def _sender(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Principal | None:
    """Who uploads; nobody has to sign in, but a token that is shown must be right."""
    return None if credentials is None else await signed_in(request, credentials)


Sender = Annotated[Principal | None, Depends(_sender)]


@dataclass(frozen=True, slots=True)
class Papers:
    """The files of a form: those in it, and those that were sent before in parts; each with what it is said to be."""

    files: Sequence[UploadFile]
    codes: Sequence[str]
    sent: Sequence[str]
    sent_codes: Sequence[str]


def _papers(
    files: Files = [],  # noqa: B006 - FastAPI copies the default
    document_codes: Codes = [],  # noqa: B006 - FastAPI copies the default
    sent: Sent = [],  # noqa: B006 - FastAPI copies the default
    sent_codes: SentCodes = [],  # noqa: B006 - FastAPI copies the default
) -> Papers:
    return Papers(files, document_codes, sent, sent_codes)


HandedPapers = Annotated[Papers, Depends(_papers)]


class Keeping:
    """Puts the files of a form into the vault."""

    def __init__(self, uploads: Uploads, resuming: Resuming) -> None:
        self.most = uploads.max_files
        self._uploads = uploads
        self._resuming = resuming

    async def keep(self, papers: Papers) -> tuple[Document, ...]:
        """All of them, those of the form first. Raises as `Uploads.keep` and `Resuming.chosen` do."""
        if len(papers.sent) > self.most:
            raise SubmissionTooLargeError(f"{len(papers.sent)} files")
        said = (*codes_for(papers.files, papers.codes), *codes_for(papers.sent, papers.sent_codes))
        sent = await self._resuming.chosen(papers.sent)
        return await self._uploads.keep([*papers.files, *sent], [one_line(code, MAX_CODE) for code in said])

    async def handed_in(self, papers: Papers) -> None:
        """What was sent in parts is in a submission now."""
        await self._resuming.handed_in(papers.sent)


def upload_router(intake: Intake, keeping: Keeping, prefix: str) -> APIRouter:
    """A router for forms with files."""
    return APIRouter(
        prefix=prefix,
        tags=["intake"],
        route_class=form_route(intake.admit),
        form_limits={
            "max_fields": MOST_FIELDS + 3 * keeping.most,  # a code, or an id and a code, for each file that is taken
            "max_files": MOST_FILES,
            "max_part_size": LARGEST_FIELD,
        },
        dependencies=[Depends(no_other_files)],
    )


def handed_in_by(agent: Principal, office: str = "") -> HandedIn:
    """Who hands something in for somebody, and for which of his offices. Raises `OfficeUnknownError`."""
    offices = agent.units & {office} if office else agent.units
    if len(offices) != 1:
        raise OfficeUnknownError(f"{len(offices)} offices")
    (unit_id,) = offices
    return HandedIn(unit_id=unit_id, person_id=agent.person_id, name=agent.name)
