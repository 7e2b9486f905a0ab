"""Request types as administrators see and state them: what is in force, who stated it, and what a draft would do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from shared.language import Text

Content = dict[str, Any]
"""A request type as its file would say it."""

Difference = Literal["recognised", "lost", "asked", "spared", "clerk", "automatic", "moved"]
DIFFERENCES: Final[tuple[Difference, ...]] = get_args(Difference)

FLAGS: Final = ("original_required", "urgent", "confidential", "confidential_mailbox")
PLAIN: Final = (
    "title",
    "help",
    "unit",
    "mailbox",
    "keywords",
    "days_to_answer",
    "retention",
    "registration",
    *FLAGS,
    "active",
)
_GIVEN: Final[Mapping[str, Any]] = {**dict.fromkeys(FLAGS, False), "active": True, "registration": "automatic"}


class TypeLine(Told):
    """A type in the list of all of them."""

    code: str
    title: Text
    mailbox: str | None = None
    days_to_answer: int
    version: int = 0
    active: bool = True


class ToldVersion(Told):
    """That somebody stated a type; its content only where it was asked for."""

    number: int
    at: AwareDatetime
    by: str | None = None
    by_name: str = ""
    why: str = ""
    restores: int | None = None
    content: Content | None = None


class JudgedTold(Told):
    """What becomes of a submission."""

    request_type: str | None = None
    outcome: Literal["registered", "incomplete", "clerk"]
    missing: tuple[str, ...] = ()
    wrong_fields: tuple[str, ...] = ()
    unit: str | None = None


class ExampleTold(Told):
    """A submission that would have fared differently."""

    submission_id: UUID
    number: str | None = None
    received_at: AwareDatetime
    subject: str = ""
    differences: tuple[Difference, ...]
    before: JudgedTold
    after: JudgedTold


class PreviewTold(Told):
    """What a draft would have made of what came."""

    since: AwareDatetime
    until: AwareDatetime
    looked_at: int
    whole: bool
    differing: int
    counts: dict[Difference, int]
    hidden: int
    examples: tuple[ExampleTold, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One thing that a version says otherwise than the one before: of the type, or of one of its documents or fields.

    `item` is what that document or field is called; None before or after means that it was not there, or is not any more.
    """

    what: str
    item: Text | None
    before: Any
    after: Any


def changes(before: Content | None, after: Content | None) -> tuple[Changed, ...]:
    """What one content says otherwise than another, in the order of the form."""
    before, after = before or {}, after or {}
    return (
        *_of_type(before, after),
        *_of_items(before, after, "fields", "name"),
        *_of_items(before, after, "documents", "code"),
    )


def _of_type(before: Content, after: Content) -> Iterator[Changed]:
    for what in PLAIN:
        was, now = (_plain(what, content.get(what, _GIVEN.get(what))) for content in (before, after))
        if was != now:
            yield Changed(what=what, item=None, before=was, after=now)


def _of_items(before: Content, after: Content, what: str, key: str) -> Iterator[Changed]:
    was, now = ({one[key]: one for one in content.get(what, ())} for content in (before, after))
    for name in {**was, **now}:
        one = now.get(name) or was[name]
        item = Text.model_validate(one["title"])
        if name not in was or name not in now:
            yield Changed(
                what=what, item=item, before=None if name in now else True, after=True if name in now else None
            )
            continue
        for part in {**was[name], **now[name]}:
            one_was, one_now = (_plain(part, each[name].get(part)) for each in (was, now))
            if one_was != one_now:
                yield Changed(what=part, item=item, before=one_was, after=one_now)


def _plain(what: str, value: Any) -> Any:
    """What is said, however it is written: kinds of files have no order, and no phrases are none in either language."""
    if what == "keywords":
        return {language: list((value or {}).get(language, ())) for language in ("ar", "en")}
    if what == "recognise":
        return {**value, "media_types": sorted(value["media_types"])}
    return value
