"""What people are told of a request's fields, in their language."""

import re
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from pydantic import AwareDatetime, BaseModel, ConfigDict, EmailStr, Field, ValidationError, field_validator

from shared.language import OneLanguage
from shared.web.invalid_fields import field_errors


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")

    needed: str = ""
    email: EmailStr | None = None
    choice: Literal["portal", "counter"] | None = None
    name: Annotated[str, Field(min_length=2, max_length=3)] = "ab"
    files: Annotated[list[str], Field(max_length=2)] = []
    limit: Annotated[int, Field(ge=1, le=11)] = 1
    day: date | None = None
    moment: AwareDatetime | None = None
    id: UUID | None = None
    code: Annotated[str, Field(pattern="^[a-z]+$")] = "a"
    odd: str = ""

    @field_validator("odd")
    @classmethod
    def _refused(cls, value: str) -> str:
        raise ValueError(f"this repeats {value}")


def told(language: OneLanguage, **values: Any) -> dict[str, str]:
    with pytest.raises(ValidationError) as caught:
        Form.model_validate(values)
    located = [{**error, "loc": ("body", *error["loc"])} for error in caught.value.errors()]
    return {error.field: _plain(error.message) for error in field_errors(located, language)}


def _plain(text: str) -> str:
    return re.sub("[\u2068\u2069]", "", text)


@pytest.mark.parametrize(
    ("field", "value", "english", "arabic"),
    [
        ("email", "ahmed", "e-mail address", "عنوان البريد الإلكتروني"),
        ("choice", "fax", "one of: portal, counter", "الآتية: portal، counter"),
        ("name", "abcd", "3 characters at most", "وهو 3 أحرف"),
        ("name", "a", "at least 2 characters", "وأقله حرفان"),
        ("files", ["a", "b", "c"], "which is 2", "وهو 2"),
        ("files", "a", "list", "قائمة"),
        ("limit", 0, "1 or more", "عن 1"),
        ("limit", 12, "11 or less", "على 11"),
        ("limit", "many", "whole number", "عدد صحيح"),
        ("day", "tomorrow", "valid date", "تاريخ صحيح"),
        ("moment", "2026-11-21T14:05:00", "time zone", "المنطقة الزمنية"),
        ("id", "7", "identifier", "معرّف"),
        ("code", "A", "right form", "الصيغة"),
        ("needed", 7, "text", "نص"),
        ("fax", "1", "not known", "غير معروف"),
        ("odd", "hunter2", "not accepted", "غير مقبولة"),
    ],
)
def test_the_kind_of_error_is_said_in_the_askers_language(field: str, value: object, english: str, arabic: str) -> None:
    assert english in told("en", **{field: value})[field]
    assert arabic in told("ar", **{field: value})[field]
    assert not re.search("[\u0600-\u06ff]", told("en", **{field: value})[field])
    assert "hunter2" not in told("en", **{field: value})[field]


def test_a_field_that_is_not_there_is_called_required() -> None:
    errors = [{"type": "missing", "loc": ("body", "unit", "name"), "msg": "Field required"}]
    (error,) = field_errors(errors, "ar")
    assert (error.field, error.message) == ("unit.name", "هذا الحقل مطلوب.")


def test_a_body_that_is_no_json_is_not_called_by_the_place_where_it_breaks() -> None:
    errors = [{"type": "json_invalid", "loc": ("body", 17), "msg": "JSON decode error", "ctx": {"error": "Expecting"}}]
    (error,) = field_errors(errors, "en")
    assert error.field == ""
    assert "JSON" in error.message
