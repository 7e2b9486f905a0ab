"""What is wrong with single fields of what somebody stated, before it is said in a language."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared.language import OneLanguage, catalogue

SENTENCES: Final[Mapping[str, str]] = {
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
"""Kind of error (Pydantic's `type`) → the catalogue's `field-<key>`; other kinds get the general sentence.

A `PydanticCustomError` whose type is `field-<key>` has a sentence of its own, and its context is that sentence's arguments.
"""

_LIMITS: Final = ("max_length", "min_length", "ge", "le")
_QUOTED: Final = re.compile(r"'([^']*)'")
_BETWEEN: Final[Mapping[OneLanguage, str]] = {"ar": "، ", "en": ", "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one field: its name, and the catalogue's sentence with its arguments.

    `field` has a dot before each part inside and is empty for the whole. Several words are joined as a language does it.
    """

    field: str
    key: str = "field-invalid"
    arguments: Mapping[str, str | float | tuple[str, ...]] = dataclasses.field(default_factory=dict)

    def sentence(self, language: OneLanguage) -> str:
        """What people are told; the value itself is not repeated."""
        arguments = {
            name: _BETWEEN[language].join(value) if isinstance(value, tuple) else value
            for name, value in self.arguments.items()
        }
        return catalogue().text(language, self.key, **arguments)


def fault_of(error: Mapping[str, Any], field: str) -> Fault:
    """What one of Pydantic's errors says; only its kind and its limits are taken over."""
    context: Mapping[str, Any] = error.get("ctx") or {}
    if error["type"].startswith("field-"):
        return Fault(field=field, key=error["type"], arguments=context)
    kind = SENTENCES.get(error["type"], "invalid")
    # email-validator's errors have no type of their own.
    if kind == "invalid" and "email address" in error["msg"]:
        kind = "e-mail"
    arguments: dict[str, str | float | tuple[str, ...]] = {}
    if limits := [context[name] for name in _LIMITS if name in context]:
        arguments["limit"] = limits[0]
    if kind == "choice":
        arguments["choices"] = tuple(_QUOTED.findall(str(context["expected"])))
    return Fault(field=field, key=f"field-{kind}", arguments=arguments)
