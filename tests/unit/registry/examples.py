"""Submissions, matters and people to write tests about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from services.registry import entering
from services.registry.lifecycle import opened
from services.registry.model import Entry, LetterBook, Matter, Numbers, Registration, Write
from services.registry.request_types import load_request_types
from services.registry.requesting import Request
from shared.contracts import (
    LetterApprovedV1,
    LetterIssuedV1,
    QuestionAskedV1,
    QuestionSettledV1,
    SubmissionReadV1,
    TransactionClosedV1,
    TransactionRoutedV1,
)
from shared.contracts.base import Channel, Document, Requester, Unit
from shared.language import Text
from shared.principal import Principal

TYPES = load_request_types(Path(__file__).parents[3] / "config" / "request-types")
NOW = datetime(2026, 11, 5, 8, 0, tzinfo=UTC)
DUE_ON = NOW.date() + timedelta(days=10)
PERMIT_MAILBOX = "work-permits@diwan.example"
PERMIT_FIELDS = {"civil_number": "1234567", "commercial_registration": "7654321", "occupation": "نجار"}
PERMIT_PAPERS = ("passport.pdf", "employment-contract.pdf", "commercial-registration.pdf")
UNIT = Unit(unit_id="work-permits", name=Text(ar="تراخيص العمل", en="Work permits"), telephone="+968 2400 0000")


def papers(*names: str) -> tuple[Document, ...]:
    return tuple(
        Document(
            document_id=uuid4(), name=name, sha256="d" * 64, size=200_000, media_type="application/pdf", agrees=True
        )
        for name in names
    )


def sender(*, address: str | None = "salim@example.om", answerable: bool = True) -> Requester:
    return Requester(name="سالم", address=address, language="ar", answerable=answerable, token=uuid4().hex)


def read(
    *names: str,
    submission_id: UUID | None = None,
    mailbox: str = PERMIT_MAILBOX,
    subject: str = "طلب",
    text: str = "",
    readable: bool = True,
    supplements: UUID | None = None,
    mentions: tuple[str, ...] = (),
    requester: Requester | None = None,
    urgent_because: str = "",
    received_at: datetime = NOW,
    channel: Channel = "mail",
    fields: dict[str, str] | None = None,
) -> SubmissionReadV1:
    """A submission as intake read it, by default to the work permits' own address, with documents of these names."""
    return SubmissionReadV1(
        occurred_at=received_at,
        urgent=bool(urgent_because),
        submission_id=submission_id or uuid4(),
        channel=channel,
        received_at=received_at,
        sha256="a" * 64,
        readable=readable,
        unreadable_because="" if readable else "too-deep",
        mailbox=mailbox,
        subject=subject,
        text=text,
        requester=requester or sender(),
        documents=papers(*names),
        supplements=supplements,
        mentions=mentions,
        urgent_because=urgent_because,
        fields=fields,
    )


def incomplete_matter() -> Matter:
    """A work permit that lacks everything but the passport; asked for once."""
    return opened(TYPES, read("passport.pdf"), NOW).matter


def undecided_matter(*, received_at: datetime = NOW, urgent_because: str = "") -> Matter:
    """A mail that nobody but a clerk can understand."""
    unreadable = read(readable=False, received_at=received_at, urgent_because=urgent_because)
    return opened(TYPES, unreadable, received_at).matter


def registered_write(numbers: Numbers, sequence: int, matter: Matter | None = None) -> Write:
    """The write that gives a matter, or a new one, its number."""
    outcome = opened(TYPES, read(*PERMIT_PAPERS), NOW)
    if matter is not None:
        outcome = replace(outcome, matter=replace(matter, version=matter.version + 1))
    registration = Registration(
        request_type=TYPES["work-permit"], unit_id="work-permits", chosen_by_clerk=False, by="diwan"
    )
    written, events, entry = entering.registered(outcome, registration, numbers, sequence)
    return Write(matter=written, before=matter, events=events, entry=entry)


def registered_matter(sequence: int = 1) -> Matter:
    return registered_write(Numbers(book="incoming", year=2026, first=1, registered_at=NOW), sequence).matter


def cancelled(entry: Entry, reason: str) -> Entry:
    return replace(entry, voided_at=NOW + timedelta(hours=1), voided_by="clerk-1", voided_because=reason)


def asking(person_id: str = "clerk-1", *, seen: Matter | None = None, key: str | None = None) -> Request:
    """A clerk's request about a matter as it was `seen`, or whatever it is."""
    versions = frozenset(range(100)) if seen is None else frozenset({seen.version})
    clerk = Principal(person_id=person_id, name="", roles=frozenset({"clerk"}), units=frozenset())
    return Request(asker=clerk, versions=versions, key=key, fingerprint="f")


def asked_event(matter: Matter, *, version: int, round_: int = 1) -> QuestionAskedV1:
    return QuestionAskedV1(
        occurred_at=NOW,
        submission_id=matter.submission_id,
        number=matter.number or "",
        version=version,
        requester=matter.requester,
        unit=UNIT,
        round=round_,
        question="متى يبدأ العمل؟",
    )


def settled_event(matter: Matter, *, version: int, round_: int = 1) -> QuestionSettledV1:
    return QuestionSettledV1(
        occurred_at=NOW, submission_id=matter.submission_id, number=matter.number or "", version=version, round=round_
    )


def routed_event(
    matter: Matter,
    *,
    version: int = 1,
    unit: Unit = UNIT,
    due_on: date = DUE_ON,
    also_with: tuple[str, ...] = (),
) -> TransactionRoutedV1:
    return TransactionRoutedV1(
        also_with=also_with,
        occurred_at=NOW,
        submission_id=matter.submission_id,
        number=matter.number or "",
        version=version,
        received_at=matter.received_at,
        registered_at=NOW,
        requester=matter.requester,
        unit=unit,
        since=NOW + timedelta(seconds=version),
        due_on=due_on,
        days_to_answer=5,
        because="type",
        certainty="certain",
    )


def approved(
    *,
    letter_id: UUID | None = None,
    book: LetterBook = "outgoing",
    submission_id: UUID | None = None,
    answers: str | None = None,
    recipient: str = "سالم",
    confidential: bool = False,
) -> LetterApprovedV1:
    """A letter of the work permits that needs its number."""
    return LetterApprovedV1(
        occurred_at=NOW,
        letter_id=letter_id or uuid4(),
        book=book,
        submission_id=submission_id,
        answers=answers,
        unit_id=UNIT.unit_id,
        recipient=recipient,
        subject="الرد على طلبكم",
        confidential=confidential,
        approved_by="manager-1",
        approved_at=NOW,
    )


def issued(matter: Matter, *, letter_id: UUID | None = None, after: timedelta = timedelta(days=1)) -> LetterIssuedV1:
    """A letter that answers a matter so long after it was registered."""
    letter, attachment = papers("answer.pdf", "مخطط.pdf")
    return LetterIssuedV1(
        occurred_at=NOW + after,
        letter_id=letter_id or uuid4(),
        book="outgoing",
        number=f"OUT-2026-{after.days:06d}-1",
        issued_at=NOW + after,
        submission_id=matter.submission_id,
        answers=matter.number,
        received_at=matter.received_at,
        requester=matter.requester,
        unit=UNIT,
        by="mail",
        document=letter,
        attachments=(attachment,),
    )


def closed_event(
    matter: Matter, *, version: int, after: timedelta = timedelta(days=2), because: str = ""
) -> TransactionClosedV1:
    return TransactionClosedV1(
        occurred_at=NOW + after,
        submission_id=matter.submission_id,
        number=matter.number or "",
        version=version,
        received_at=matter.received_at,
        closed_at=NOW + after,
        requester=matter.requester,
        unit=UNIT,
        because=because,
    )
