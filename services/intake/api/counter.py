"""HTTP edge of the counter."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Path

from services.intake.api.asking import HandedPapers, Keeping, handed_in_by, upload_router
from services.intake.api.parameters import MAX_LINE, FormFields, IdempotencyKey, Message, RequestType, Subject
from services.intake.counter import Counter
from services.intake.form_fields import Fields
from services.intake.model import Statement
from services.intake.reading.cleaning import lines, one_line
from services.intake.reading.text import guess_language
from services.intake.service import Intake
from services.intake.views import (
    Accepted,
    AskedOfPerson,
    CounterFormView,
    HandedInView,
    SupplementAccepted,
    accepted_view,
    handed_in_view,
)
from shared.language import Language
from shared.web.auth import Principal, require

Agent = Annotated[Principal, Depends(require("agent"))]
Office = Annotated[
    str,
    Form(max_length=100, description="Code of the office that hands it in, for an agent who belongs to several."),
]
Identity = Annotated[
    Fields,
    Form(description="What was filled in about the person: a JSON object of texts by the names of the counter's form."),
]
SubmissionId = Annotated[UUID, Path(description="A submission that the agent's office handed in.")]


def counter_routes(intake: Intake, counter: Counter, keeping: Keeping, *, public_url: str) -> APIRouter:
    """The routes of the counter."""
    router = upload_router(intake, keeping, "/api/v1/counter")

    @router.post("/submissions", status_code=202)
    async def hand_in_at_counter(
        agent: Agent,
        identity: Identity,
        papers: HandedPapers,
        office: Office = "",
        idempotency_key: IdempotencyKey = None,
        request_type: RequestType = "",
        subject: Subject = "",
        message: Message = "",
        language: Annotated[Language | None, Form(description="Of the person; guessed when absent.")] = None,
        fields: FormFields = None,
    ) -> Accepted:
        """Hand in documents for somebody. The answer comes once everything is durable."""
        handed_in, person = handed_in_by(agent, office), counter.person(identity)
        kept = await counter.hand_in(
            handed_in=handed_in,
            person=person,
            said=Statement(
                request_type=one_line(request_type, 100) or None,
                subject=one_line(subject, MAX_LINE),
                message=lines(message),
                language=language or guess_language(f"{subject}\n{message}"),
            ),
            documents=await keeping.keep(papers),
            fields=fields,
            key=idempotency_key,
        )
        await keeping.handed_in(papers)
        return accepted_view(kept, public_url)

    @router.post("/submissions/{submission_id}/supplements", status_code=202)
    async def complete_at_counter(
        submission_id: SubmissionId,
        agent: Agent,
        papers: HandedPapers,
        idempotency_key: IdempotencyKey = None,
        message: Message = "",
        fields: FormFields = None,
    ) -> SupplementAccepted:
        """Add what is missing to a submission of the agent's own office, for the person."""
        owner = await counter.of_offices(submission_id, agent.units)
        kept = await counter.complete(
            owner,
            handed_in=handed_in_by(agent, owner.handed_in.unit_id if owner.handed_in else ""),
            said=Statement(message=lines(message), language=guess_language(message)),
            documents=await keeping.keep(papers),
            fields=fields,
            key=idempotency_key,
        )
        await keeping.handed_in(papers)
        return SupplementAccepted(
            submission_id=kept.submission_id, supplements=owner.submission_id, received_at=kept.received_at
        )

    @router.get("/submissions/{submission_id}")
    async def show_handed_in(submission_id: SubmissionId, agent: Agent) -> HandedInView:
        """What the agent's own office handed in, with the tracking code: the receipt can be printed once more."""
        return handed_in_view(await counter.of_offices(submission_id, agent.units), public_url)

    @router.get("/form")
    async def show_counter_form(_agent: Agent) -> CounterFormView:
        """What is asked at the counter about the person."""
        asked = [AskedOfPerson.model_validate(one, from_attributes=True) for one in counter.form.identity]
        return CounterFormView(identity=tuple(asked), telephone_region=counter.region)

    return router
