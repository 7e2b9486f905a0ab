"""Templates of letters as administrators change them. Pure; whether one can be in force is routing's to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from services.portal.model.asked import Told

KINDS: Final = ("answer", "letter", "memo")
FIELDS: Final = (
    *("title-ar", "title-en", "kinds", "request-types", "active"),
    *("subject-ar", "body-ar", "subject-en", "body-en"),
)
"""What of a template can change, in the order in which people read it."""
CONTROLS: Final = ("code", *FIELDS)
MERGED: Final = (
    *("number", "subject", "requester", "received_on", "due_on", "today"),
    *("unit", "telephone", "organisation"),
)
"""Fields that a letter's words may name, of which there are words for people."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Both(_Part):
    """The same in both languages."""

    ar: str = ""
    en: str = ""


class Words(_Part):
    """What the letter begins with in one language."""

    subject: str = ""
    body: str = ""


class LetterTemplate(_Part):
    """A beginning for letters of some kinds."""

    code: str = ""
    title: Both = Both()
    kinds: tuple[str, ...] = ()
    request_types: tuple[str, ...] = ()
    ar: Words = Words()
    en: Words = Words()
    active: bool = True

    @property
    def content(self) -> dict[str, Any]:
        """The same as its file would say it."""
        told = self.model_dump(mode="json")
        return {name: value for name, value in told.items() if value not in ([], True) or name == "kinds"}

    @property
    def flat(self) -> dict[str, Any]:
        """Its fields by the names of their controls."""
        return {
            "title-ar": self.title.ar,
            "title-en": self.title.en,
            "kinds": self.kinds,
            "request-types": self.request_types,
            "active": self.active,
            "subject-ar": self.ar.subject,
            "body-ar": self.ar.body,
            "subject-en": self.en.subject,
            "body-en": self.en.body,
        }


class ListedTemplate(Told):
    """A template in the list of all."""

    code: str
    title: Both
    kinds: tuple[str, ...] = ()
    request_types: tuple[str, ...] = ()
    version: int = 1
    active: bool = True


class TemplateShelf(Told):
    """All templates, and the fields that their words may name in braces."""

    templates: tuple[ListedTemplate, ...]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChange:
    """What a field was and is."""

    field: str
    before: Any
    after: Any


def template_differences(before: LetterTemplate, after: LetterTemplate) -> Sequence[TemplateChange]:
    """What was changed from one version to another."""
    was, now = before.flat, after.flat
    return [TemplateChange(field=name, before=was[name], after=now[name]) for name in FIELDS if was[name] != now[name]]


def control_of(field: str) -> str:
    """The control of the form for a field as routing names it, such as `ar.body`; empty for the whole."""
    part, _, rest = field.partition(".")
    if part in ("ar", "en"):
        return f"{rest.partition('.')[0] or 'body'}-{part}"
    if part == "title":
        return f"title-{rest or 'ar'}"
    return part.replace("_", "-")
