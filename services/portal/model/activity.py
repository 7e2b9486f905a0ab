"""What people did and saw, as the services tell it to auditors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from services.portal.model.related import LinkStep

Source = Literal["registry", "routing", "storage", "directory", "notify"]
SOURCES: Final[tuple[Source, ...]] = get_args(Source)
KEEPING: Final[tuple[Source, ...]] = ("registry", "routing", "storage", "directory")
"""Services that know what a person did in them."""


class DeedTold(Told):
    """That somebody did something."""

    at: AwareDatetime
    what: str
    number: str | None = None
    submission_id: UUID | None = None
    document_id: UUID | None = None
    letter_id: UUID | None = None
    letter: str | None = None
    about: str | None = None

    @property
    def names(self) -> str:
        """What it was about besides a transaction or a document: a letter, a person, a unit, a matter without a number."""
        matter = None if self.number else self.submission_id
        return self.about or self.letter or str(self.letter_id or matter or "")


class ViewTold(Told):
    """That somebody was given a document."""

    person_id: str
    name: str
    at: AwareDatetime


class StepTold(Told):
    """A step of a matter in registry."""

    at: AwareDatetime
    what: str
    who: str
    why: str = ""


class MatterTold(Told):
    """A matter with its history, as registry tells it."""

    submission_id: UUID
    number: str | None = None
    history: tuple[StepTold, ...] = ()


class WorkStepTold(Told):
    """A step of the work on a matter, as routing tells it."""

    when: AwareDatetime
    who: str
    kind: str
    because: str = ""


class WorkTold(Told):
    """The work on a matter with its history."""

    history: tuple[WorkStepTold, ...] = ()


class LinkedTold(Told):
    """A transaction that another one is linked with, or was, with how that came."""

    number: str
    history: tuple[LinkStep, ...] = ()


class LinksTold(Told):
    """All that a transaction is linked with, or was."""

    related: tuple[LinkedTold, ...] = ()

    @property
    def steps(self) -> tuple[WorkStepTold, ...]:
        """The same as steps of the work; each names the other transaction, then the reason."""
        return tuple(
            WorkStepTold(
                when=step.at,
                who=step.by.person_id,
                kind=step.kind,
                because=" ".join(filter(None, (one.number, step.because))),
            )
            for one in self.related
            for step in one.history
        )


class NoticeTold(Told):
    """A notice about a matter."""

    kind: str
    recipient: str
    state: str
    created_at: AwareDatetime
    sent_at: AwareDatetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of what happened: where, when, by whom (a person's id, or nobody), what, and about what."""

    source: Source
    at: AwareDatetime
    what: str
    who: str = ""
    why: str = ""
    number: str = ""
    document_id: UUID | None = None
    about: str = ""


def of_person(source: Source, person_id: str, deeds: Iterable[DeedTold]) -> list[Happened]:
    """What a person did in one service."""
    return [
        Happened(
            source=source,
            at=deed.at,
            what=deed.what,
            who=person_id,
            number=deed.number or "",
            document_id=deed.document_id,
            about=deed.names,
        )
        for deed in deeds
    ]


def of_matter(matter: MatterTold, work: WorkTold | None, notices: Sequence[NoticeTold]) -> list[Happened]:
    """What happened to a matter, but for who saw its documents."""
    number = matter.number or ""
    found = [
        Happened(source="registry", at=step.at, what=step.what, who=step.who, why=step.why, number=number)
        for step in matter.history
    ]
    for step in work.history if work else ():
        line = Happened(source="routing", at=step.when, what=step.kind, who=step.who, why=step.because, number=number)
        found.append(line)
    for notice in notices:
        at = notice.sent_at or notice.created_at
        what = f"notice-{notice.state}"
        line = Happened(source="notify", at=at, what=what, why=notice.kind, about=notice.recipient, number=number)
        found.append(line)
    return found


def of_document(document_id: UUID, views: Iterable[ViewTold], number: str = "") -> list[Happened]:
    """Who was given a document."""
    return [
        Happened(source="storage", at=view.at, what="seen", who=view.person_id, document_id=document_id, number=number)
        for view in views
    ]
