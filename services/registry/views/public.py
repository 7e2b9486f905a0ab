"""What anybody may see: what can be handed in, and with a token, where a matter is."""

from datetime import date, datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.registry.model import Matter
from services.registry.request_types import RequestType, RequestTypes
from shared.language import Text

_STATES = frozenset({"received", "undecided", "incomplete", "registered", "rejected", "voided"})
# Steps that change what the requester sees.


class Missing(BaseModel):
    """Something that is missing, and how to give it."""

    code: str = Field(description="Code of the document among those the request type asks for.")
    title: Text
    help: Text


class Tracking(BaseModel):
    """What the holder of a tracking token may know: nothing about people, nothing of the content."""

    state: str = Field(description="incomplete, undecided (with a clerk), registered, rejected or void.")
    since: AwareDatetime = Field(description="Since when it is in this state, or with this unit.")
    number: str | None = Field(default=None, description="An upload without a mail address learns it here.")
    unit: Text | None = Field(default=None, description="The name of the unit that has it.")
    telephone: str | None = Field(default=None, description="That unit's telephone.")
    due: date | None = Field(default=None, description="Until when that unit is to answer.")
    missing: list[Missing] = Field(default=[], description="What is still to be given, while it is incomplete.")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "state": "registered",
                    "since": "2026-11-21T10:05:07Z",
                    "number": "IN-2026-000123-7",
                    "unit": {"ar": "دائرة تصاريح العمل", "en": "Labour Permits Department"},
                    "telephone": "+968 24 000 310",
                    "due": "2026-12-06",
                    "missing": [],
                }
            ]
        }
    )


class AskedDocument(BaseModel):
    """A document that a request type asks for, or takes."""

    code: str
    title: Text
    help: Text
    required: bool


class AskedField(BaseModel):
    """A field of the form."""

    name: str
    title: Text
    required: bool
    pattern: str | None = Field(description="Regular expression that its value must match.")


class RequestTypeView(BaseModel):
    """A kind of matter that can be handed in."""

    code: str
    title: Text
    help: Text
    mailbox: str | None = Field(description="The address for this kind alone, when it has one.")
    fields: tuple[AskedField, ...]
    documents: tuple[AskedDocument, ...]
    days_to_answer: int = Field(description="Working days.")
    original_required: bool = Field(description="Whether the paper originals must be handed in.")


def tracking(matter: Matter, types: RequestTypes) -> Tracking:
    """What the holder of the token may know."""
    routed = matter.routed
    return Tracking(
        state="void" if matter.voided_because else matter.state,
        since=routed.since if routed and not matter.voided_because else _since(matter),
        number=matter.number,
        unit=routed.unit.name if routed else None,
        telephone=routed.unit.telephone if routed else None,
        due=routed.due_on if routed else None,
        missing=_missing(matter, types) if matter.state == "incomplete" else [],
    )


def type_view(request_type: RequestType) -> RequestTypeView:
    """A request type as the public may see it: how it is recognised is nobody's business but ours."""
    return RequestTypeView.model_validate(request_type, from_attributes=True)


def _since(matter: Matter) -> datetime:
    """When it came into its state: a supplement, for one, leaves it where it was."""
    return next((step.at for step in reversed(matter.history) if step.what in _STATES), matter.received_at)


def _missing(matter: Matter, types: RequestTypes) -> list[Missing]:
    request_type = types.get(matter.request_type or "")
    documents = request_type.documents if request_type else ()
    return [Missing(code=one.code, title=one.title, help=one.help) for one in documents if one.code in matter.missing]
