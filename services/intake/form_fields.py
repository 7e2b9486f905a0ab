"""What was filled in in a form: named values, as one JSON object in a field of the upload."""

import json
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from services.intake.reading.cleaning import one_line

MOST: Final = 50
LONGEST_NAME: Final = 100
LONGEST_VALUE: Final = 1_000
"""Characters, before and after cleaning."""


def _read(given: object) -> object:
    """The object, its names cleaned. Raises errors that name no part of it: a name may be anything, of any length."""
    try:
        pairs = json.loads(given, object_pairs_hook=_Pairs) if isinstance(given, str) else None
    except (ValueError, RecursionError) as error:
        raise _not_fields() from error
    if not isinstance(pairs, _Pairs):
        raise _not_fields()
    if len(pairs) > MOST:
        raise PydanticKnownError("too_long", {"field_type": "Object", "max_length": MOST, "actual_length": len(pairs)})
    if any(len(name) > LONGEST_NAME for name, _ in pairs):
        raise _not_fields()
    fields = {one_line(name, LONGEST_NAME): value for name, value in pairs}
    # One of two values under one name would be lost without a word.
    if "" in fields or len(fields) < len(pairs):
        raise _not_fields()
    return fields


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON, with every name as often as it stands there."""


def _not_fields() -> PydanticCustomError:
    return PydanticCustomError("fields_object", "not an object of named texts", {"max_length": LONGEST_NAME})


Value = Annotated[
    str, StringConstraints(max_length=LONGEST_VALUE), AfterValidator(lambda value: one_line(value, LONGEST_VALUE))
]
"""A value on one line; '' when nothing was filled in."""

Fields = Annotated[
    dict[str, Value],
    BeforeValidator(_read),
    WithJsonSchema(
        {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {
                "type": "object",
                "maxProperties": MOST,
                "propertyNames": {"minLength": 1, "maxLength": LONGEST_NAME},
                "additionalProperties": {"type": "string", "maxLength": LONGEST_VALUE},
            },
        }
    ),
]
"""Values by name, read from a JSON object; the order is the sender's."""
