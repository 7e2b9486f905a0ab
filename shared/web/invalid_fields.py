"""What is wrong with the fields of a request, in the asker's language.

Pydantic's own sentences are English and may repeat a value, so only the kind of an error and its limits are taken over.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, Field

from shared.language import OneLanguage, catalogue

_SENTENCES: Final[Mapping[str, str]] = {
    "missing": "missing",
    "extra_forbidden": "unexpected",
    "literal_error": "choice",
    "enum": "choice",
    "string_too_long": "too-long",
    "string_too_short": "too-short",
    "too_long": "too-many",
    "too_short": "too-few",
    "string_pattern_mismatch": "pattern",
    "greater_than_equal": "at-least",
    "less_than_equal": "at-most",
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float", "int_parsing_size"), "whole-number"),
    **dict.fromkeys(("float_parsing", "float_type"), "number"),
    **dict.fromkeys(("bool_parsing", "bool_type"), "true-or-false"),
    **dict.fromkeys(("uuid_parsing", "uuid_type"), "identifier"),
    **dict.fromkeys(("date_parsing", "date_from_datetime_parsing", "date_type"), "date"),
    **dict.fromkeys(("datetime_parsing", "datetime_from_date_parsing", "timezone_aware"), "moment"),
    **dict.fromkeys(("string_type", "string_unicode"), "text"),
    **dict.fromkeys(("list_type", "tuple_type", "set_type"), "list"),
    "json_invalid": "json",
    "fields_object": "fields-object",
}
"""Kind of error (Pydantic's `type`) → the catalogue's `field-<key>`; other kinds get the general sentence."""

_LIMITS: Final = ("max_length", "min_length", "ge", "le")
_QUOTED: Final = re.compile(r"'([^']*)'")
_BETWEEN_CHOICES: Final[Mapping[OneLanguage, str]] = {"ar": "، ", "en": ", "}


class FieldError(BaseModel):
    """What is wrong with one field of a request."""

    field: str = Field(description="Its name, with a dot before each part inside; empty for the request as a whole.")
    message: str = Field(description="A sentence in the asker's language; the value itself is not repeated.")


def field_errors(errors: Sequence[Any], language: OneLanguage) -> list[FieldError]:
    """What people are told of Pydantic's errors."""
    return [FieldError(field=_name(error), message=_sentence(error, language)) for error in errors]


def _name(error: Mapping[str, Any]) -> str:
    # The first part is where it was looked for: body, query, path or header. Broken JSON is located by a number.
    return "" if error["type"] == "json_invalid" else ".".join(map(str, error["loc"][1:]))


def _sentence(error: Mapping[str, Any], language: OneLanguage) -> str:
    context: Mapping[str, Any] = error.get("ctx") or {}
    key = _SENTENCES.get(error["type"], "invalid")
    # email-validator's errors have no type of their own.
    if key == "invalid" and "email address" in error["msg"]:
        key = "e-mail"
    arguments: dict[str, str | float] = {}
    if limits := [context[name] for name in _LIMITS if name in context]:
        arguments["limit"] = limits[0]
    if key == "choice":
        arguments["choices"] = _BETWEEN_CHOICES[language].join(_QUOTED.findall(str(context["expected"])))
    return catalogue().text(language, f"field-{key}", **arguments)
