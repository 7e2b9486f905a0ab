"""What requests to the registry say."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Register(BaseModel):
    """Register a submission as a type; the unit is the type's own unless another one is named."""

    request_type: Annotated[str, Field(max_length=100, description="Its code.", examples=["work-permit"])]
    unit: Annotated[str | None, Field(max_length=100, description="Code of the unit, when not the type's own.")] = None
    confidential: Annotated[bool, Field(description="Also where its type is not.")] = False

    model_config = ConfigDict(json_schema_extra={"examples": [{"request_type": "work-permit"}]})


class Return(BaseModel):
    """Return a submission to its sender for completion, in the clerk's own words."""

    remark: Annotated[Reason, Field(description="What the requester is told.", examples=["الصورة غير واضحة."])]
    request_type: Annotated[str | None, Field(max_length=100, description="Its code, when it is known by now.")] = None
    missing: Annotated[list[str], Field(max_length=50, description="Codes of the type's documents.")] = []
    fields: Annotated[list[str], Field(max_length=50, description="Names of the type's fields.")] = []


class Join(BaseModel):
    """Make a submission a supplement of a transaction that there is."""

    number: Annotated[
        str, Field(max_length=100, description="The transaction's number.", examples=["IN-2026-000123-7"])
    ]


class AddNote(BaseModel):
    """Write something down."""

    text: Annotated[Reason, Field(description="For staff alone.", examples=["اتصلت بالمرسل وسيرسل نسخة أوضح."])]


class Retype(BaseModel):
    """Say that a registered matter is of another type; the unit stays unless another one is named."""

    request_type: Annotated[str, Field(max_length=100, description="Its code.", examples=["work-permit"])]
    reason: Annotated[Reason, Field(description="Kept in the history.", examples=["الطلب تجديد وليس إصدارًا."])]
    unit: Annotated[str | None, Field(max_length=100, description="Code of the unit that is to have it.")] = None


class Classify(BaseModel):
    """Make a matter confidential, or ordinary again."""

    confidential: Annotated[bool, Field(description="Seen by clearance only (سري).")]
    reason: Annotated[Reason, Field(description="Kept in the history.", examples=["يتعلق بتحقيق جار."])]


class Because(BaseModel):
    """Why."""

    reason: Annotated[Reason, Field(description="Kept in the history.", examples=["الطلب من اختصاص جهة أخرى."])]
