"""The form of a request type, read and added to: rows come and go by buttons, so that it works without a script."""

import re
from collections.abc import Mapping
from typing import Any, Final

from services.portal.api.staff.answering import Sent
from services.portal.model.configuration import FLAGS, Content

MOST_ROWS: Final = 30
MOST_FIELDS: Final = 1500
"""Of one form: thirty documents have a thousand controls."""
MEDIA_TYPES: Final = (
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/heic",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
LABELS: Final = (
    *(f"{part}-{language}" for part in ("title", "help", "keywords", "names") for language in ("ar", "en")),
    *("code", "unit", "days-to-answer", "mailbox", "registration", "original-required", "urgent", "confidential"),
    *("confidential-mailbox", "retention", "retired", "required", "media", "pattern", "why"),
)
"""Controls that have a label of their own."""
NEW_TYPE: Final[Content] = {
    "code": "",
    "title": {"ar": "", "en": ""},
    "help": {"ar": "", "en": ""},
    "unit": "",
    "days_to_answer": 5,
}
_NEW_FIELD: Final[Content] = {"name": "", "title": {"ar": "", "en": ""}, "required": False}
_NEW_DOCUMENT: Final[Content] = {
    "code": "",
    "title": {"ar": "", "en": ""},
    "help": {"ar": "", "en": ""},
    "required": True,
    "recognise": {"names": {"ar": [], "en": []}, "media_types": ["application/pdf", "image/jpeg", "image/png"]},
}
_INSIDE: Final = re.compile(r"(keywords\.(?:ar|en)|names\.(?:ar|en)|media)\.\d+$")
_WHOLE: Final = re.compile(r"\d{1,4}")


def content_of(sent: Sent) -> Content:
    """A type as the form says it, whole or not, right or wrong."""
    content: Content = {
        "code": sent.value("code"),
        "title": _words(sent, "title"),
        "help": _words(sent, "help"),
        "unit": sent.value("unit"),
        "keywords": {"ar": _lines(sent, "keywords.ar"), "en": _lines(sent, "keywords.en")},
        "days_to_answer": _number(sent.value("days_to_answer")),
        "registration": sent.value("registration") or "automatic",
        **{flag: sent.value(flag) == "yes" for flag in FLAGS},
        "active": sent.value("retired") != "yes",
        "fields": [_field(sent, f"fields.{row}") for row in _rows(sent, "fields")],
        "documents": [_document(sent, f"documents.{row}") for row in _rows(sent, "documents")],
    }
    if retention := sent.value("retention"):
        content["retention"] = retention
    if mailbox := sent.value("mailbox"):
        content["mailbox"] = mailbox.lower()
    _name_rows(content["fields"], "name", "_", "field")
    _name_rows(content["documents"], "code", "-", "document")
    return content


def stepped(content: Content, step: str) -> Content:
    """The form with a row more or less, as its button says; the same where it says nothing of rows."""
    what, _, row = step.partition(":")
    added: Mapping[str, tuple[str, Content]] = {
        "add-field": ("fields", _NEW_FIELD),
        "add-document": ("documents", _NEW_DOCUMENT),
    }
    if what in added:
        name, new = added[what]
        return {**content, name: [*content.get(name, ()), new][:MOST_ROWS]}
    removed = {"remove-field": "fields", "remove-document": "documents"}.get(what)
    if removed is None or not _WHOLE.fullmatch(row):
        return content
    return {**content, removed: [one for place, one in enumerate(content.get(removed, ())) if place != int(row)]}


def control_of(field: str) -> str:
    """The control that a field's fault is shown at: what is told of one of several lines is shown at all of them."""
    control = field.replace(".recognise.media_types", ".media").replace(".recognise", "")
    control = _INSIDE.sub(r"\1", control)
    # Codes and names are made of the English title.
    return re.sub(r"^((?:fields|documents)\.\d+)\.(?:code|name)$", r"\1.title.en", control)


def label_of(control: str) -> tuple[str, int, str]:
    """What a control is called: of which rows (none for the type's own), the number of its row, and its label's name."""
    rows, _, rest = control.partition(".")
    number, _, inside = rest.partition(".")
    if rows in ("fields", "documents") and _WHOLE.fullmatch(number):
        return rows, int(number) + 1, _dashed(inside)
    return "", 0, "retired" if control == "active" else _dashed(control)


def _dashed(name: str) -> str:
    label = name.replace(".", "-").replace("_", "-")
    return label if label in LABELS else ""


def _rows(sent: Sent, what: str) -> range:
    count = sent.value(f"rows.{what}")
    return range(min(int(count), MOST_ROWS) if _WHOLE.fullmatch(count) else 0)


def _field(sent: Sent, at: str) -> Content:
    found: Content = {
        "name": sent.value(f"{at}.name"),
        "title": _words(sent, f"{at}.title"),
        "required": sent.value(f"{at}.required") == "yes",
    }
    return found | ({"pattern": pattern} if (pattern := sent.value(f"{at}.pattern")) else {})


def _document(sent: Sent, at: str) -> Content:
    return {
        "code": sent.value(f"{at}.code"),
        "title": _words(sent, f"{at}.title"),
        "help": _words(sent, f"{at}.help"),
        "required": sent.value(f"{at}.required") == "yes",
        "recognise": {
            "names": {"ar": _lines(sent, f"{at}.names.ar"), "en": _lines(sent, f"{at}.names.en")},
            "media_types": [one for one in MEDIA_TYPES if one in sent.values(f"{at}.media")],
        },
    }


def _words(sent: Sent, name: str) -> dict[str, str]:
    return {"ar": sent.value(f"{name}.ar"), "en": sent.value(f"{name}.en")}


def _lines(sent: Sent, name: str) -> list[str]:
    return [line.strip() for line in sent.value(name).splitlines() if line.strip()]


def _number(text: str) -> Any:
    return int(text) if _WHOLE.fullmatch(text) and text.isascii() else text


def _name_rows(rows: list[Content], key: str, between: str, otherwise: str) -> None:
    """Name what has no code yet after its English title: codes are for programs, and nobody has to think of them."""
    taken = {one[key] for one in rows}
    for one in rows:
        if not one[key] and one["title"]["en"]:
            words = re.findall(r"[a-z0-9]+", one["title"]["en"].lower())
            begun = between.join(words)[:50].strip(between)
            name = begun if begun[:1].isalpha() else f"{otherwise}{between}{begun}".strip(between)
            count = 2
            while name in taken:
                name, count = f"{name.rstrip('0123456789').rstrip(between)}{between}{count}", count + 1
            one[key] = name
            taken.add(name)
