"""What administrators see of request types."""

from typing import Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.registry.previewing import Difference, Preview


class JudgedView(BaseModel):
    """What becomes of a submission by some request types."""

    model_config = ConfigDict(from_attributes=True)

    request_type: str | None = Field(description="Code of the type that it is taken for; null where none is certain.")
    outcome: Literal["registered", "incomplete", "clerk"]
    missing: tuple[str, ...] = Field(description="Codes of the documents that its sender is asked for.")
    wrong_fields: tuple[str, ...] = Field(description="Names of the form's fields that are asked for again.")
    unit: str | None = Field(description="Code of the unit that handles the type.")


class ExampleView(BaseModel):
    """A submission that would have fared differently."""

    model_config = ConfigDict(from_attributes=True)

    submission_id: UUID
    number: str | None
    received_at: AwareDatetime
    subject: str
    differences: tuple[Difference, ...]
    before: JudgedView = Field(description="By the types in force.")
    after: JudgedView = Field(description="With the draft in force.")


class PreviewView(BaseModel):
    """What a draft would have made of what came."""

    since: AwareDatetime
    until: AwareDatetime
    looked_at: int = Field(description="How many submissions were compared, the latest first.")
    whole: bool = Field(description="Whether these are all of the period.")
    differing: int = Field(description="How many would have fared differently.")
    counts: dict[Difference, int] = Field(description="In which ways; one may differ in several.")
    hidden: int = Field(description="How many of them the asker may not see.")
    examples: list[ExampleView]

    @classmethod
    def of(cls, found: Preview, since: AwareDatetime, until: AwareDatetime) -> Self:
        """What is shown of a preview."""
        return cls(
            since=since,
            until=until,
            looked_at=found.looked_at,
            whole=found.whole,
            differing=found.differing,
            counts=dict(found.counts),
            hidden=found.hidden,
            examples=[ExampleView.model_validate(one) for one in found.examples],
        )
