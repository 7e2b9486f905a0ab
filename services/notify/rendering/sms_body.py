"""The body of a request to whoever sends short messages, as the operator's template has it."""

import json
from string import Template
from typing import Any, Literal
from urllib.parse import urlencode

Form = Literal["json", "form"]


class SmsBody:
    """A JSON object with `$to`, `$text` and `$id` in its texts, sent as it is or as the fields of a form.

    The template is read before it is filled in, so nothing that stands in a text can change the object's shape.
    """

    def __init__(self, template: str, form: Form) -> None:
        """Raises ValueError for what is no such template."""
        self._form = form
        self._shape = json.loads(template)
        if not isinstance(self._shape, dict):
            raise ValueError("is not a JSON object")  # noqa: TRY004 - settings tell of ValueErrors
        if form == "form" and not all(isinstance(value, str) for value in self._shape.values()):
            raise ValueError("a form has texts alone")
        used = {name for text in _texts(self._shape) for name in Template(text).get_identifiers()}
        if not {"to", "text"} <= used <= {"to", "text", "id"}:
            raise ValueError("has to have $to and $text, may have $id, and nothing else")

    def fill(self, *, to: str, text: str, id_: str) -> bytes:
        """The bytes of one request."""
        filled = _filled(self._shape, {"to": to, "text": text, "id": id_})
        return (urlencode(filled) if self._form == "form" else json.dumps(filled, ensure_ascii=False)).encode()

    @property
    def media_type(self) -> str:
        """What the bytes are."""
        return "application/x-www-form-urlencoded" if self._form == "form" else "application/json"


def _texts(shape: object) -> list[str]:
    match shape:
        case str():
            return [shape]
        case dict():
            return [text for value in shape.values() for text in _texts(value)]
        case list():
            return [text for value in shape for text in _texts(value)]
        case _:
            return []


def _filled(shape: Any, values: dict[str, str]) -> Any:
    match shape:
        case str():
            return Template(shape).substitute(values)
        case dict():
            return {name: _filled(value, values) for name, value in shape.items()}
        case list():
            return [_filled(value, values) for value in shape]
        case _:
            return shape
