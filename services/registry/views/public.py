"""What anybody may see: what can be handed in, and with a token, where a matter is."""

from datetime import date, datetime

from pydantic import AwareDatetime, BaseModel, Field

from services.registry.model import Matter
from services.registry.request_types import RequestType, RequestTypes
from shared.language import Text

_STATES = frozenset({"received", "undecided", "incomplete", "registered", "rejected", "voided"})
# Steps that change what the requester sees.


class Missing(BaseModel):
    """Something that is missing, and how to give it."""

    code: str
    title: Text
    help: Text


class Tracking(BaseModel):
    """What the holder of a tracking token may know: nothing about people, nothing of the content."""

    state: str = Field(description="incomplete, undecided (with a clerk), registered, rejected or void.")
    since: AwareDatetime = Field(description="Since when it is in this state, or with this unit.")
    number: str | None = Field(default=None, description="An upload without a mail address learns it here.")
    unit: Text | None = None
    telephone: str | None = None
    due: date | None = None
    missing: list[Missing] = []


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
    pattern: str | None


class RequestTypeView(BaseModel):
    """A kind of matter that can be handed in."""

    code: str
    title: Text
    help: Text
    mailbox: str | None
    fields: tuple[AskedField, ...]
    documents: tuple[AskedDocument, ...]
    days_to_answer: int = Field(description="Working days.")
    original_required: bool


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
