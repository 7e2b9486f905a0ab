"""Letters to work with."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from services.routing.letters.model import (
    Content,
    Kind,
    Letter,
    Matter,
    Numbered,
    Wording,
    approve,
    draft,
    issued,
    numbered,
    submit,
)
from services.routing.letters.requesting import Request
from services.routing.model import By
from services.routing.rights import Person
from shared.contracts import LetterNumberedV1
from shared.contracts.base import Document
from shared.contracts.routing import Recipient
from tests.unit.routing.examples import NOW, person, registered

ID = UUID(int=9)
BY = By(person_id="p-0003", name="أحمد")
MANAGER = person("p-0004", "manager", "permits")
NUMBER = "OUT-2026-000001-5"
ADDRESS = Recipient(name="فاطمة", address="fatma@company.example", postal_address="ص.ب 100\nمسقط")
PDF = Document(
    document_id=UUID(int=3), name="x.pdf", sha256="a" * 64, size=5, media_type="application/pdf", agrees=True
)
MATTER = Matter(
    submission_id=registered().submission_id,
    number=registered().number,
    received_at=NOW,
    requester=registered().requester,
    subject="طلب",
    request_type="work-permit",
    urgent=True,
)


def content(body: str = "نفيدكم بالموافقة.", **changes: Any) -> Content:
    facts: dict[str, Any] = {
        "ar": Wording(subject="الموافقة", body=body),
        "recipient": ADDRESS,
        "by": "mail",
    }
    return Content(**(facts | changes))


def memo_to(*units: str) -> Content:
    return content(by="units", to_units=units, recipient=Recipient())


def a_draft(kind: Kind = "answer", what: Content | None = None, letter_id: UUID = ID, **changes: Any) -> Letter:
    matter = MATTER if kind == "answer" else None
    what = what or (memo_to("legal") if kind == "memo" else content())
    return replace(draft(letter_id, kind, "permits", what, BY, NOW, matter=matter), **changes)


def submitted(letter: Letter | None = None, *chain: str, own: bool = True) -> Letter:
    return submit(letter or a_draft(), chain or ("permits",), BY, NOW, own_allowed=own)


def approved(letter: Letter | None = None) -> Letter:
    letter = letter or a_draft()
    return approve(submitted(letter), letter.edition.round, MANAGER.by, NOW)


def a_number(number: str = NUMBER) -> Numbered:
    return Numbered(number=number, year=2026, sequence=1, at=NOW)


def with_number(letter: Letter | None = None) -> Letter:
    return numbered(approved(letter), a_number(), NOW)


def an_issued(letter: Letter | None = None) -> Letter:
    return issued(with_number(letter), PDF, NOW)


def letter_numbered(number: str = NUMBER, letter_id: UUID = ID, at: datetime = NOW) -> LetterNumberedV1:
    return LetterNumberedV1(
        occurred_at=at,
        letter_id=letter_id,
        book="outgoing",
        number=number,
        year=2026,
        sequence=1,
        numbered_at=at,
    )


def asks(who: Person, version: int | None, letter_id: UUID = ID, *, key: str | None = None, body: str = "") -> Request:
    versions = None if version is None else frozenset({version})
    return Request(person=who, letter_id=letter_id, versions=versions, key=key, fingerprint=body)
