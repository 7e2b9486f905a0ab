"""What the forms of all uploads have in common, and who sends them."""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Header, Path, Request, UploadFile
from fastapi.security import HTTPAuthorizationCredentials
from pydantic import StringConstraints

from services.intake.errors import OfficeUnknownError
from services.intake.form_fields import Fields
from services.intake.forms import MOST_FIELDS, MOST_FILES, form_route, no_other_files
from services.intake.reading.cleaning import one_line
from services.intake.service import Intake
from services.intake.uploads import Uploads
from shared.contracts.base import HandedIn
from shared.web.auth import Principal, bearer, signed_in
from shared.web.forms import LARGEST_FIELD

MAX_LINE = 500
MAX_MESSAGE = 100_000
MAX_CODE = 100

Line = Annotated[str, Form(max_length=MAX_LINE)]
Message = Annotated[str, Form(max_length=MAX_MESSAGE, description="What is written, plain text.")]
Files = Annotated[list[UploadFile], File(description="The documents.")]
Codes = Annotated[
    list[Annotated[str, StringConstraints(max_length=MAX_CODE)]],
    Form(
        description="What each file is: one code of the request type's documents for each of `files`, in their order, "
        "empty where nothing is said; or none at all."
    ),
]
FormFields = Annotated[
    Fields | None,
    Form(description="What was filled in in the request type's form: a JSON object of texts by the fields' names."),
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="A key of the sender's own: the same key and body again gives the same answer.",
    ),
]
Token = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The tracking token.")]


async def _sender(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Principal | None:
    """Who uploads; nobody has to sign in, but a token that is shown must be right."""
    return None if credentials is None else await signed_in(request, credentials)


Sender = Annotated[Principal | None, Depends(_sender)]


def upload_router(intake: Intake, uploads: Uploads, prefix: str) -> APIRouter:
    """A router for forms with files."""
    return APIRouter(
        prefix=prefix,
        tags=["intake"],
        route_class=form_route(intake.admit),
        form_limits={
            "max_fields": MOST_FIELDS + uploads.max_files,  # a code for each file that is taken
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


def codes(given: list[str]) -> list[str]:
    """What each file is, each on a line."""
    return [one_line(code, MAX_CODE) for code in given]
