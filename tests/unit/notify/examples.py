"""One matter told in every way."""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from shared.contracts.base import Document, Requester, Unit
from shared.contracts.registry import (
    MissingFieldV1,
    MissingV1,
    SubmissionIncompleteV1,
    SubmissionOpenedV1,
    SubmissionRejectedV1,
    SubmissionSupplementedV1,
)
from shared.contracts.routing import (
    LetterIssuedV1,
    QuestionAskedV1,
    Recipient,
    TransactionClosedV1,
    TransactionRoutedV1,
)
from shared.language import Text

MOMENT = datetime(2026, 11, 21, 10, 5, tzinfo=UTC)
TOKEN = "0123456789abcdef" * 2

UNIT = Unit(
    unit_id="labour-licensing",
    name=Text(ar="قسم تراخيص القوى العاملة", en="Workforce Licensing Section"),
    telephone="+968 2434 4000",
)

MISSING = (
    MissingV1(
        code="commercial-registration",
        title=Text(ar="السجل التجاري", en="Commercial registration"),
        help=Text(ar="صورة سارية المفعول بصيغة PDF.", en="A valid copy, as PDF."),
    ),
    MissingV1(
        code="signatory-card",
        title=Text(ar="بطاقة المفوض بالتوقيع", en="Identity card of the authorised signatory"),
        help=Text(ar="الوجهان معًا.", en="Both sides."),
    ),
)

FIELDS = (
    MissingFieldV1(name="civil_number", title=Text(ar="الرقم المدني لصاحب العمل", en="Civil number of the employer")),
    MissingFieldV1(name="occupation", title=Text(ar="المهنة المطلوبة", en="Occupation asked for")),
)


def requester(**changes: Any) -> Requester:
    """A person who can be answered."""
    facts = {"address": "ahmed@example.com", "language": "ar", "token": TOKEN, "message_id": "<a1@example.com>"}
    return Requester.model_validate(facts | changes)


def base(**changes: Any) -> dict[str, Any]:
    """What every event about the matter says."""
    return {
        "submission_id": UUID("0193a5c2-7c1e-7a30-9c55-3f0a5f9e2b11"),
        "occurred_at": MOMENT,
        "received_at": MOMENT,
        "requester": requester(),
        "subject": "طلب ترخيص لعدد 12 عاملًا – Al Noor LLC",
    } | changes


def opened(**changes: Any) -> SubmissionOpenedV1:
    return SubmissionOpenedV1(**base(**changes))


def incomplete(**changes: Any) -> SubmissionIncompleteV1:
    said = {
        "round": 1,
        "request_type_title": Text(ar="ترخيص استقدام قوى عاملة", en="Permit to recruit workers"),
        "missing": MISSING,
        "remark": "يُرجى التأكد من تاريخ الصلاحية.",
    }
    return SubmissionIncompleteV1(**base(**(said | changes)))


def routed(**changes: Any) -> TransactionRoutedV1:
    said = {
        "number": "IN-2026-000123-7",
        "version": 1,
        "registered_at": MOMENT,
        "unit": UNIT,
        "since": MOMENT,
        "due_on": date(2026, 12, 6),
        "days_to_answer": 10,
        "because": "type",
        "certainty": "certain",
        "original_required": True,
    }
    return TransactionRoutedV1(**base(**(said | changes)))


def asked(**changes: Any) -> QuestionAskedV1:
    said = {
        "number": "IN-2026-000123-7",
        "version": 3,
        "unit": UNIT,
        "round": 1,
        "question": "كم عدد العمال في الموقع الثاني؟\nومتى يبدأ العمل فيه؟",
    }
    return QuestionAskedV1(**base(**(said | changes)))


def rejected(**changes: Any) -> SubmissionRejectedV1:
    return SubmissionRejectedV1(**base(**({"reason": "الطلب من اختصاص جهة أخرى."} | changes)))


def supplemented(**changes: Any) -> SubmissionSupplementedV1:
    said = {"supplement_id": "s-2", "supplement_received_at": MOMENT, "documents": 2, "leads_to": "nothing"}
    return SubmissionSupplementedV1(**base(**(said | changes)))


LETTER_ID = UUID("0193a5c2-9999-7a30-9c55-3f0a5f9e2b11")
PDF, PLAN = b"%PDF-1.7 the letter" * 40, bytes(range(256)) * 400


def document(name: str, content: bytes, **changes: Any) -> Document:
    """A document whose bytes are these."""
    facts: dict[str, Any] = {
        "document_id": UUID(int=len(name)),
        "name": name,
        "sha256": sha256(content).hexdigest(),
        "size": len(content),
        "media_type": "application/pdf",
        "agrees": True,
    }
    return Document(**(facts | changes))


def answered(**changes: Any) -> LetterIssuedV1:
    """A letter that answers the requester, with one attachment."""
    said = {
        "letter_id": LETTER_ID,
        "book": "outgoing",
        "number": "OUT-2026-000045-1",
        "issued_at": MOMENT,
        "answers": "IN-2026-000123-7",
        "unit": UNIT,
        "by": "mail",
        "document": document("OUT-2026-000045-1.pdf", PDF),
        "attachments": (document("مخطط الموقع.pdf", PLAN),),
        "subject": "الموافقة على طلب الترخيص",
    }
    return LetterIssuedV1(**base(**(said | changes)))


def own_letter(**changes: Any) -> LetterIssuedV1:
    """A letter of a unit's own initiative to somebody who asked for nothing."""
    said = {
        "requester": None,
        "submission_id": None,
        "answers": None,
        "recipient": Recipient(name="شركة النور", address="office@noor.example"),
        "language": "ar",
    }
    return answered(**(said | changes))


def closed(**changes: Any) -> TransactionClosedV1:
    said = {
        "number": "IN-2026-000123-7",
        "version": 5,
        "closed_at": MOMENT,
        "unit": UNIT,
        "because": "سحب صاحب الطلب طلبه.",
    }
    return TransactionClosedV1(**base(**(said | changes)))
