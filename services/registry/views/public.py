"""What anybody may see: what can be handed in."""

from pydantic import BaseModel, Field

from services.registry.request_types import RequestType
from shared.language import Text


class AskedDocument(BaseModel):
    """A document that a request type asks for, or takes."""

    code: str
    title: Text
    help: Text
    required: bool
    media_types: tuple[str, ...] = Field(default=(), description="What the file may be, any of these.")


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
    version: int = Field(default=0, description="The number of the version in force.")
    active: bool = Field(
        default=True, description="Whether it is offered; a retired type is that of older matters only."
    )


def type_view(request_type: RequestType) -> RequestTypeView:
    """A request type as the public may see it: how it is recognised is nobody's business but ours."""
    return RequestTypeView.model_validate(request_type, from_attributes=True)
