"""What the holder of a tracking token may see: where a matter is, and what became of it."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from shared.contracts.base import Channel
from shared.language import Text

StepCode = Literal[
    "received",
    "incomplete",
    "supplemented",
    "registered",
    "moved",
    "asked",
    "settled",
    "rescheduled",
    "rejected",
    "void",
    "joined",
    "answered",
    "closed",
    "reopened",
]
"""What a requester is told that happened; the words for it are the portal's."""


class Missing(BaseModel):
    """Something that is missing, and how to give it."""

    code: str = Field(description="Code of the document among those the request type asks for.")
    title: Text
    help: Text


class WrongField(BaseModel):
    """A field of the form that has no value, or one that does not fit."""

    name: str = Field(description="Its name among the fields of the request type.")
    title: Text


class TrackedType(BaseModel):
    """The kind of matter that it is."""

    code: str
    title: Text


class TrackedStep(BaseModel):
    """One step of a matter that its requester is told of."""

    at: AwareDatetime
    what: StepCode = Field(
        description="What happened; `moved`: a unit has it that did not have it before; `asked` and `settled`: of a question to the "
        "requester; `rescheduled`: the last day to answer is another one; `reopened`: work on what was closed began again."
    )
    reason: str = Field(
        default="", description="Why it was rejected, or closed without an answer; empty for every other step."
    )


class TrackedDocument(BaseModel):
    """A document that was received."""

    name: str
    sha256: str = Field(description="Of its bytes.")
    size: int = Field(description="Bytes.")
    submission_id: UUID | None = Field(
        default=None, description="The submission that brought it: the first one or a supplement, when that is known."
    )


class TrackedFile(BaseModel):
    """A document of an answer: `GET /api/v1/tracking/{token}/documents/{document_id}` gives it."""

    document_id: UUID
    name: str
    sha256: str = Field(description="Of its bytes.")
    size: int = Field(description="Bytes.")
    media_type: str


class TrackedAnswer(BaseModel):
    """A letter that answers it."""

    number: str = Field(description="Its number in the outgoing book.")
    issued_at: AwareDatetime
    documents: list[TrackedFile] = Field(description="The letter itself, then what came with it.")


class Tracking(BaseModel):
    """What the holder of a tracking token may know: nothing about people, nothing that the sender did not send."""

    state: str = Field(
        description="incomplete, undecided (with a clerk), registered, answered, closed, rejected, void, or "
        "joined (to another one of that number)."
    )
    since: AwareDatetime = Field(description="Since when it is in this state, or with this unit.")
    received_at: AwareDatetime
    channel: Channel
    subject: str = ""
    request_type: TrackedType | None = Field(default=None, description="Once it is known.")
    number: str | None = Field(default=None, description="An upload without a mail address learns it here.")
    unit: Text | None = Field(default=None, description="The name of the unit that has it.")
    telephone: str | None = Field(default=None, description="That unit's telephone.")
    due: date | None = Field(default=None, description="Until when that unit is to answer.")
    days_to_answer: int | None = Field(
        default=None, description="Working days from registration that an answer may take, once the type is known."
    )
    round: int = Field(default=0, description="How often completion was asked for.")
    remark: str = Field(default="", description="What a clerk asks for in words of his own, while it is incomplete.")
    missing: list[Missing] = Field(default=[], description="What is still to be given, while it is incomplete.")
    wrong_fields: list[WrongField] = Field(
        default=[], description="What is to be filled in or corrected in the form, while it is incomplete."
    )
    question: str | None = Field(
        default=None,
        description="What the unit asks, in an officer's words, while it waits for an answer; the term stands still then.",
    )
    answers: list[TrackedAnswer] = Field(default=[], description="The letters that answered it, in order.")
    steps: list[TrackedStep] = Field(default=[], description="What happened, in order.")
    documents: list[TrackedDocument] = Field(default=[], description="What was received, in order.")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "state": "registered",
                    "since": "2026-11-21T10:05:07Z",
                    "received_at": "2026-11-21T10:05:00Z",
                    "channel": "portal",
                    "subject": "تصريح عمل لنجار",
                    "request_type": {
                        "code": "work-permit",
                        "title": {"ar": "إصدار تصريح عمل", "en": "Issue of a work permit"},
                    },
                    "number": "IN-2026-000123-7",
                    "unit": {"ar": "دائرة تصاريح العمل", "en": "Labour Permits Department"},
                    "telephone": "+968 24 000 310",
                    "due": "2026-12-06",
                    "days_to_answer": 10,
                    "round": 0,
                    "remark": "",
                    "missing": [],
                    "wrong_fields": [],
                    "steps": [
                        {"at": "2026-11-21T10:05:00Z", "what": "received", "reason": ""},
                        {"at": "2026-11-21T10:05:01Z", "what": "registered", "reason": ""},
                        {"at": "2026-11-21T10:05:07Z", "what": "moved", "reason": ""},
                    ],
                    "documents": [
                        {
                            "name": "جواز السفر.pdf",
                            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                            "size": 48213,
                            "submission_id": "0193a5c2-7c1e-7a30-9c55-3f0a5f9e2b11",
                        }
                    ],
                }
            ]
        }
    )
