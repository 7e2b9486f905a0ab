"""Examples to work with: units, and a registered transaction."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from services.routing.model import Route, first_route
from services.routing.requesting import Request
from services.routing.rights import Person
from services.routing.rules import Decision
from shared.contracts import (
    MatterClassifiedV1,
    SubmissionSupplementedV1,
    TransactionRegisteredV1,
    TransactionVoidedV1,
    UnitChangedV1,
)
from shared.contracts.base import Requester, Unit
from shared.language import Text
from shared.transaction_number import transaction_number

NOW = datetime(2026, 9, 2, 8, 0, tzinfo=UTC)  # a Wednesday
NAME = Text(ar="دائرة", en="Department")
NUMBER = transaction_number("incoming", 2026, 1)


def person(person_id: str, role: str, *units: str) -> Person:
    return Person(person_id=person_id, name=person_id, roles=frozenset({role}), units=frozenset(units))


CLERK = person("p-0002", "clerk", "documents")
OFFICER = person("p-0003", "officer", "permits")
LAWYER = person("p-0009", "officer", "legal")


def asks(who: Person, version: int | None, number: str = NUMBER, *, key: str | None = None, body: str = "") -> Request:
    """A request of somebody who has seen that version."""
    versions = None if version is None else frozenset({version})
    return Request(person=who, number=number, versions=versions, key=key, fingerprint=body)


def unit(
    unit_id: str, time_zone: str = "Asia/Muscat", weekend: tuple[int, ...] = (5, 6), **changes: Any
) -> UnitChangedV1:
    facts: dict[str, Any] = {
        "occurred_at": NOW,
        "unit": Unit(unit_id=unit_id, name=NAME, telephone="+968 24 000 000"),
        "version": 1,
        "time_zone": time_zone,
        "weekend": weekend,
        "documents_department": unit_id == "documents",
    }
    return UnitChangedV1(**(facts | changes))


def registered(**changes: Any) -> TransactionRegisteredV1:
    facts: dict[str, Any] = {
        "occurred_at": NOW,
        "submission_id": UUID(int=7),
        "received_at": NOW,
        "requester": Requester(name="فاطمة", address="fatma@company.example", token="t" * 22),
        "subject": "طلب",
        "number": NUMBER,
        "book": "incoming",
        "year": 2026,
        "sequence": 1,
        "registered_at": NOW,
        "sha256": "0" * 64,
        "request_type": "work-permit",
        "request_type_title": NAME,
        "unit_id": "permits",
        "days_to_answer": 2,
        "urgent": True,
        "original_required": True,
    }
    return TransactionRegisteredV1(**(facts | changes))


def numbered(sequence: int, **changes: Any) -> TransactionRegisteredV1:
    """The transaction with that sequence in its book; not urgent unless said."""
    facts = {
        "submission_id": UUID(int=sequence),
        "number": transaction_number("incoming", 2026, sequence),
        "sequence": sequence,
        "urgent": False,
    }
    return registered(**(facts | changes))


def voided(event: TransactionRegisteredV1, reason: str = "sent twice") -> TransactionVoidedV1:
    return TransactionVoidedV1(
        occurred_at=NOW, submission_id=event.submission_id, number=event.number, reason=reason, voided_by="p-0003"
    )


def classified(
    version: int, *, confidential: bool, event: TransactionRegisteredV1 | None = None, number: str | None = NUMBER
) -> MatterClassifiedV1:
    """What registry says of a transaction; `version` is the matter's."""
    event = event or registered()
    return MatterClassifiedV1(
        occurred_at=NOW,
        submission_id=event.submission_id,
        version=version,
        confidential=confidential,
        number=number,
        by="p-0002",
        because="تحقيق",
    )


def supplement(
    event: TransactionRegisteredV1, supplement_id: str = "s-2", received_at: datetime = NOW
) -> SubmissionSupplementedV1:
    """What the requester of a transaction sent later."""
    return SubmissionSupplementedV1(
        occurred_at=received_at,
        submission_id=event.submission_id,
        received_at=event.received_at,
        requester=event.requester,
        supplement_id=supplement_id,
        supplement_received_at=received_at,
        documents=1,
        number=event.number,
        leads_to="nothing",
    )


def decision(unit_id: str = "permits", **changes: Any) -> Decision:
    facts: dict[str, Any] = {"unit_id": unit_id, "because": "request-type", "certainty": "certain", "score": 0.7}
    return Decision(**(facts | changes))


def route(event: TransactionRegisteredV1 | None = None, decided: Decision | None = None) -> Route:
    decided = decided or decision()
    return first_route(event or registered(), decided, unit(decided.unit_id), NOW)
