"""Uploads of requesters, and of staff for them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Path
from pydantic import EmailStr

from services.intake.api.asking import HandedPapers, Keeping, Sender, handed_in_by, upload_router
from services.intake.api.parameters import (
    MAX_LINE,
    FormFields,
    IdempotencyKey,
    Line,
    Message,
    RequestType,
    Subject,
    Token,
)
from services.intake.model import Statement, Submission, Upload
from services.intake.reading.cleaning import lines, one_line
from services.intake.reading.text import guess_language
from services.intake.service import Intake
from services.intake.views import Accepted, SubmissionView, SupplementAccepted, accepted_view
from shared.errors import NotFoundError
from shared.language import Language
from shared.telephone import normalised
from shared.web.auth import Principal, require


def routes(intake: Intake, keeping: Keeping, *, public_url: str, region: str) -> APIRouter:
    """The routes of requesters; `region` is where telephone numbers without a country code belong."""
    router = upload_router(intake, keeping, "/api/v1")

    @router.post(
        "/submissions",
        status_code=202,
        openapi_extra={"security": [{}]},  # a token is not needed, but one that is shown must be right
    )
    async def submit(
        sender: Sender,
        papers: HandedPapers,
        idempotency_key: IdempotencyKey = None,
        request_type: RequestType = "",
        subject: Subject = "",
        message: Message = "",
        sender_name: Annotated[Line, Form(description="The requester's name.")] = "",
        sender_email: Annotated[
            EmailStr | None, Form(description="Where notices go; without it, none are sent.")
        ] = None,
        sender_phone: Annotated[str, Form(max_length=50, description="The requester's telephone.")] = "",
        on_behalf_of: Annotated[Line, Form(description="Whom the sender acts for.")] = "",
        language: Annotated[Language | None, Form(description="Of the notices; guessed when absent.")] = None,
        fields: FormFields = None,
    ) -> Accepted:
        """Hand in documents. The answer comes once everything is durable; registration follows by itself."""
        statement = Statement(
            request_type=one_line(request_type, 100) or None,
            subject=one_line(subject, MAX_LINE),
            message=lines(message),
            sender_name=one_line(sender_name, MAX_LINE),
            sender_email=sender_email,
            # What is no number that exists stays as it was written: somebody may still read it.
            sender_phone=normalised(sender_phone, region) or one_line(sender_phone, 50),
            on_behalf_of=one_line(on_behalf_of, MAX_LINE),
            language=language or guess_language(f"{subject}\n{message}"),
        )
        kept = await intake.accept_upload(
            Upload(
                channel="counter" if sender and sender.has("agent", "clerk") else "portal",
                statement=statement,
                documents=await keeping.keep(papers),
                fields=fields,
                idempotency_key=idempotency_key,
                client=sender.person_id if sender else "",
                handed_in=handed_in_by(sender) if sender and sender.has("agent") and len(sender.units) == 1 else None,
            )
        )
        await keeping.handed_in(papers)
        return accepted_view(kept, public_url)

    @router.post("/tracking/{token}/supplements", status_code=202)
    async def supplement(
        token: Token,
        papers: HandedPapers,
        idempotency_key: IdempotencyKey = None,
        message: Message = "",
        fields: FormFields = None,
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
                documents=await keeping.keep(papers),
                fields=fields,
                idempotency_key=idempotency_key,
                client=str(supplements),
                supplements=supplements,
            )
        )
        await keeping.handed_in(papers)
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

    return router
