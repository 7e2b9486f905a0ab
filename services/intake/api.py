"""HTTP door: uploads become submissions (RFC 7578 multipart, Idempotency-Key per IETF httpapi draft)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, Header, Path, Request, UploadFile
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AwareDatetime, BaseModel, EmailStr, Field

from services.intake.model import Statement, Submission, Upload
from services.intake.reading.cleaning import lines, one_line
from services.intake.reading.text import guess_language
from services.intake.service import Intake
from services.intake.uploads import Uploads
from shared.contracts.base import Channel, Document
from shared.errors import NotFoundError
from shared.language import Language
from shared.tracking import tracking_url
from shared.web.auth import Principal, require, signed_in
from shared.web.problems import documented

MAX_LINE = 500
MAX_MESSAGE = 100_000

Line = Annotated[str, Form(max_length=MAX_LINE)]
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


class Accepted(BaseModel):
    """The submission is durable. The token opens tracking and lets its holder add documents: keep it."""

    submission_id: UUID
    received_at: AwareDatetime
    tracking_token: str
    tracking_url: str


class SupplementAccepted(BaseModel):
    """The documents are durable and on their way to the submission that they complete."""

    submission_id: UUID = Field(description="Of this supplement.")
    supplements: UUID = Field(description="The submission that it completes.")
    received_at: AwareDatetime


class SubmissionView(BaseModel):
    """A submission as staff see it."""

    submission_id: UUID
    channel: Channel
    received_at: AwareDatetime
    sha256: str
    size: int
    mailbox: str
    envelope_sender: str
    state: str
    urgent_because: str
    supplements: UUID | None
    documents: tuple[Document, ...]


async def _sender(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))],
) -> Principal | None:
    """Who uploads; nobody has to sign in, but a token that is shown must be right."""
    return None if credentials is None else await signed_in(request, credentials)


Sender = Annotated[Principal | None, Depends(_sender)]


def routes(intake: Intake, uploads: Uploads, *, public_url: str) -> APIRouter:
    """The routes of intake."""
    router = APIRouter(prefix="/api/v1", tags=["intake"])

    @router.post("/submissions", status_code=202, responses=documented(413))
    async def submit(
        sender: Sender,
        idempotency_key: IdempotencyKey = None,
        request_type: Annotated[str, Form(max_length=100)] = "",
        subject: Line = "",
        message: Annotated[str, Form(max_length=MAX_MESSAGE)] = "",
        sender_name: Line = "",
        sender_email: Annotated[EmailStr | None, Form()] = None,
        sender_phone: Annotated[str, Form(max_length=50)] = "",
        on_behalf_of: Line = "",
        language: Annotated[Language | None, Form(description="Of the notices; guessed when absent.")] = None,
        files: Annotated[list[UploadFile], File()] = [],  # noqa: B006 - FastAPI copies the default
    ) -> Accepted:
        """Hand in documents. The answer comes once everything is durable; registration follows by itself."""
        statement = Statement(
            request_type=one_line(request_type, 100) or None,
            subject=one_line(subject, MAX_LINE),
            message=lines(message),
            sender_name=one_line(sender_name, MAX_LINE),
            sender_email=sender_email,
            sender_phone=one_line(sender_phone, 50),
            on_behalf_of=one_line(on_behalf_of, MAX_LINE),
            language=language or guess_language(f"{subject}\n{message}"),
        )
        kept = await intake.accept_upload(
            Upload(
                channel="counter" if sender and sender.has("agent", "clerk") else "portal",
                statement=statement,
                documents=await uploads.keep(files),
                idempotency_key=idempotency_key,
                client=sender.person_id if sender else "",
            )
        )
        return Accepted(
            submission_id=kept.submission_id,
            received_at=kept.received_at,
            tracking_token=kept.token,
            tracking_url=tracking_url(public_url, kept.token),
        )

    @router.post("/tracking/{token}/supplements", status_code=202, responses=documented(413))
    async def supplement(
        token: Token,
        idempotency_key: IdempotencyKey = None,
        message: Annotated[str, Form(max_length=MAX_MESSAGE)] = "",
        files: Annotated[list[UploadFile], File()] = [],  # noqa: B006 - FastAPI copies the default
    ) -> SupplementAccepted:
        """Add what is missing to a submission; its tracking token is the right to do so."""
        owner = await intake.owner_of(token)
        supplements = owner.supplements or owner.submission_id
        kept = await intake.accept_upload(
            Upload(
                channel="portal",
                statement=Statement(message=lines(message), language=guess_language(message)),
                documents=await uploads.keep(files),
                idempotency_key=idempotency_key,
                client=str(supplements),
                supplements=supplements,
            )
        )
        return SupplementAccepted(
            submission_id=kept.submission_id, supplements=supplements, received_at=kept.received_at
        )

    @router.get("/submissions/{submission_id}")
    async def show(
        submission_id: UUID, _staff: Annotated[Principal, Depends(require("clerk", "auditor"))]
    ) -> SubmissionView:
        """One submission as it arrived."""
        found: Submission | None = await intake.find(submission_id)
        if found is None:
            raise NotFoundError(str(submission_id))
        return SubmissionView.model_validate(found, from_attributes=True)

    return router
