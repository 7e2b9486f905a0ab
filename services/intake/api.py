"""HTTP door: uploads become submissions (RFC 7578 multipart, Idempotency-Key per IETF httpapi draft)."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.security import HTTPAuthorizationCredentials
from pydantic import EmailStr

from services.intake.errors import SubmissionTooLargeError
from services.intake.forms import MOST_FIELDS, MOST_FILES, form_route, no_other_files
from services.intake.model import Statement, Submission, Upload
from services.intake.parameters import (
    MAX_CODE,
    MAX_LINE,
    Codes,
    Files,
    FormFields,
    IdempotencyKey,
    Line,
    Message,
    Sent,
    SentCodes,
    Token,
)
from services.intake.reading.cleaning import lines, one_line
from services.intake.reading.text import guess_language
from services.intake.resuming import Resuming
from services.intake.service import Intake
from services.intake.uploads import File as UploadedFile
from services.intake.uploads import Uploads, codes_for
from services.intake.views import Accepted, SubmissionView, SupplementAccepted
from shared.contracts.base import Document
from shared.errors import NotFoundError
from shared.language import Language
from shared.tracking import tracking_url
from shared.web.auth import Principal, bearer, require, signed_in
from shared.web.forms import LARGEST_FIELD


async def _sender(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Principal | None:
    """Who uploads; nobody has to sign in, but a token that is shown must be right."""
    return None if credentials is None else await signed_in(request, credentials)


Sender = Annotated[Principal | None, Depends(_sender)]


def routes(intake: Intake, uploads: Uploads, resuming: Resuming, *, public_url: str) -> APIRouter:
    """The routes of intake."""
    router = APIRouter(
        prefix="/api/v1",
        tags=["intake"],
        route_class=form_route(intake.admit),
        form_limits={
            "max_fields": MOST_FIELDS
            + 3 * uploads.max_files,  # a code, or an id and a code, for each file that is taken
            "max_files": MOST_FILES,
            "max_part_size": LARGEST_FIELD,
        },
        dependencies=[Depends(no_other_files)],
    )

    @router.post(
        "/submissions",
        status_code=202,
        openapi_extra={"security": [{}]},  # a token is not needed, but one that is shown must be right
    )
    async def submit(
        sender: Sender,
        idempotency_key: IdempotencyKey = None,
        request_type: Annotated[
            str, Form(max_length=100, description="Code of a request type; a clerk decides when it is absent.")
        ] = "",
        subject: Annotated[Line, Form(description="What it is about, in a line.")] = "",
        message: Message = "",
        sender_name: Annotated[Line, Form(description="The requester's name.")] = "",
        sender_email: Annotated[
            EmailStr | None, Form(description="Where notices go; without it, none are sent.")
        ] = None,
        sender_phone: Annotated[str, Form(max_length=50, description="The requester's telephone.")] = "",
        on_behalf_of: Annotated[Line, Form(description="Whom the sender acts for.")] = "",
        language: Annotated[Language | None, Form(description="Of the notices; guessed when absent.")] = None,
        fields: FormFields = None,
        files: Files = [],  # noqa: B006 - FastAPI copies the default
        document_codes: Codes = [],  # noqa: B006 - FastAPI copies the default
        sent: Sent = [],  # noqa: B006 - FastAPI copies the default
        sent_codes: SentCodes = [],  # noqa: B006 - FastAPI copies the default
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
                documents=await into_vault(files, document_codes, sent, sent_codes),
                fields=fields,
                idempotency_key=idempotency_key,
                client=sender.person_id if sender else "",
            )
        )
        await resuming.handed_in(sent)
        return Accepted(
            submission_id=kept.submission_id,
            received_at=kept.received_at,
            tracking_token=kept.token,
            tracking_url=tracking_url(public_url, kept.token),
        )

    @router.post("/tracking/{token}/supplements", status_code=202)
    async def supplement(
        token: Token,
        idempotency_key: IdempotencyKey = None,
        message: Message = "",
        fields: FormFields = None,
        files: Files = [],  # noqa: B006 - FastAPI copies the default
        document_codes: Codes = [],  # noqa: B006 - FastAPI copies the default
        sent: Sent = [],  # noqa: B006 - FastAPI copies the default
        sent_codes: SentCodes = [],  # noqa: B006 - FastAPI copies the default
    ) -> SupplementAccepted:
        """Add what is missing to a submission; its tracking token is the right to do so.

        Fields take the place of those given before under the same names; others stay.
        """
        owner = await intake.owner_of(token)
        supplements = owner.supplements or owner.submission_id
        kept = await intake.accept_upload(
            Upload(
                channel="portal",
                statement=Statement(message=lines(message), language=guess_language(message)),
                documents=await into_vault(files, document_codes, sent, sent_codes),
                fields=fields,
                idempotency_key=idempotency_key,
                client=str(supplements),
                supplements=supplements,
            )
        )
        await resuming.handed_in(sent)
        return SupplementAccepted(
            submission_id=kept.submission_id, supplements=supplements, received_at=kept.received_at
        )

    @router.get("/submissions/{submission_id}")
    async def show_submission(
        submission_id: Annotated[UUID, Path(description="The submission's id.")],
        staff: Annotated[Principal, Depends(require("clerk", "auditor"))],
    ) -> SubmissionView:
        """One submission as it arrived, for those with clearance: the door is never told what is confidential."""
        found: Submission | None = await intake.find(submission_id)
        if found is None or not any(one.cleared for one in staff.as_whom("clerk", "auditor")):
            raise NotFoundError(str(submission_id))
        return SubmissionView.model_validate(found, from_attributes=True)

    async def into_vault(
        files: Sequence[UploadedFile], codes: Sequence[str], sent: Sequence[str], sent_codes: Sequence[str]
    ) -> tuple[Document, ...]:
        if len(sent) > uploads.max_files:
            raise SubmissionTooLargeError(f"{len(sent)} files")
        said = [one_line(code, MAX_CODE) for code in (*codes_for(files, codes), *codes_for(sent, sent_codes))]
        return await uploads.keep([*files, *await resuming.chosen(sent)], said)

    return router
