"""What is wrong with the fields of a request, in the asker's language.

Pydantic's own sentences are English and may repeat a value, so only the kind of an error and its limits are taken over.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field

from shared.faults import fault_of
from shared.language import OneLanguage


class FieldError(BaseModel):
    """What is wrong with one field of a request."""

    field: str = Field(description="Its name, with a dot before each part inside; empty for the request as a whole.")
    message: str = Field(description="A sentence in the asker's language; the value itself is not repeated.")


def field_errors(errors: Sequence[Any], language: OneLanguage) -> list[FieldError]:
    """What people are told of Pydantic's errors."""
    faults = [fault_of(error, _name(error)) for error in errors]
    return [FieldError(field=fault.field, message=fault.sentence(language)) for fault in faults]


def _name(error: Mapping[str, Any]) -> str:
    # The first part is where it was looked for: body, query, path or header. Broken JSON is located by a number.
    return "" if error["type"] == "json_invalid" else ".".join(map(str, error["loc"][1:]))
