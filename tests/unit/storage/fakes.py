"""Stand-ins for MongoDB and S3 that keep the same contract (contract.py), and examples to work with."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI

from services.storage.api import routes
from services.storage.model import Classification, Grant, Letter, StoredDocument, View
from services.storage.service import Storage
from shared.contracts import (
    LetterIssuedV1,
    MatterClassifiedV1,
    SubmissionReadV1,
    SubmissionSupplementedV1,
    TransactionRoutedV1,
)
from shared.contracts.base import Document, Requester, Unit
from shared.errors import NotFoundError, TransientError, UnauthorisedError
from shared.language import Text
from shared.vault import Blob, ChecksumMismatchError, Peek
from shared.web import problems
from shared.web.auth import Principal
from tests.unit.late import Late

MAX_FILE_BYTES = 100_000
NOW = datetime(2026, 9, 2, 8, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + b"0" * 500
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 500
MAIL = b"From: sender@example.org\r\nTo: documents@diwan.example\r\nSubject: work permit\r\n\r\nAttached.\r\n"


class FakeDocuments:
    def __init__(self) -> None:
        self.kept: dict[UUID, tuple[datetime, UUID, int, StoredDocument]] = {}

    async def record(self, documents: Sequence[StoredDocument], *, urgent: bool = False) -> None:
        del urgent
        for position, one in enumerate(documents):
            known = self.kept.get(one.document_id)
            placed = one
            if known:
                there = known[3]
                stays = {name: getattr(there, name) for name in ("submission_id", "disposed_at", "disposal_id")}
                placed = replace(one, **stays)
            self.kept[one.document_id] = (one.received_at, one.brought_by, position, placed)

    async def add(self, documents: Sequence[StoredDocument], *, urgent: bool = False) -> None:
        await self.record([one for one in documents if one.document_id not in self.kept], urgent=urgent)

    async def move(self, brought_by: UUID, submission_id: UUID) -> None:
        for document_id, (received_at, came_with, position, one) in self.kept.items():
            if brought_by in (came_with, one.submission_id):
                moved = replace(one, submission_id=submission_id)
                self.kept[document_id] = (received_at, came_with, position, moved)

    async def get(self, document_id: UUID) -> StoredDocument | None:
        found = self.kept.get(document_id)
        return found[3] if found else None

    async def of_submission(self, submission_id: UUID) -> Sequence[StoredDocument]:
        mine = [entry for entry in self.kept.values() if entry[3].submission_id == submission_id]
        return [entry[3] for entry in sorted(mine, key=lambda entry: entry[:3])]


class FakeGrants:
    def __init__(self) -> None:
        self.kept: dict[UUID, Grant] = {}

    async def grant(self, grant: Grant, *, urgent: bool = False) -> None:
        del urgent
        known = self.kept.get(grant.submission_id)
        if known is None or known.version < grant.version:
            self.kept[grant.submission_id] = grant

    async def get(self, submission_id: UUID) -> Grant | None:
        return self.kept.get(submission_id)


class FakeClassifications:
    def __init__(self) -> None:
        self.kept: dict[UUID, Classification] = {}

    async def note(self, said: Classification, *, urgent: bool = False) -> None:
        del urgent
        known = self.kept.get(said.submission_id)
        if known is None or known.version < said.version:
            self.kept[said.submission_id] = said

    async def get(self, submission_id: UUID) -> Classification | None:
        return self.kept.get(submission_id)


class FakeHomes:
    def __init__(self) -> None:
        self.kept: dict[UUID, UUID] = {}

    async def settle(self, supplement_id: UUID, submission_id: UUID, *, urgent: bool = False) -> None:
        del urgent
        self.kept.setdefault(supplement_id, submission_id)

    async def get(self, supplement_id: UUID, *, urgent: bool = False) -> UUID | None:
        del urgent
        return self.kept.get(supplement_id)


class FakeLetters:
    def __init__(self) -> None:
        self.kept: dict[UUID, Letter] = {}

    async def record(self, letter: Letter) -> None:
        self.kept.setdefault(letter.letter_id, letter)

    async def was_sent(self, token_hash: str, document_id: UUID) -> bool:
        return any(one.token_hash == token_hash and document_id in one.documents for one in self.kept.values())

    async def carrying(self, document_id: UUID) -> Sequence[UUID]:
        return [one.letter_id for one in self.kept.values() if document_id in one.documents]

    async def confidential_of(self, letter_ids: Collection[UUID]) -> frozenset[UUID]:
        return frozenset(one for one in letter_ids if one in self.kept and self.kept[one].confidential)


class FakeBrought:
    def __init__(self) -> None:
        self.kept: set[str] = set()

    async def note(self, sha256: str, at: datetime) -> None:
        assert at.tzinfo
        self.kept.add(sha256)

    async def among(self, hashes: Collection[str]) -> frozenset[str]:
        return frozenset(self.kept & set(hashes))


class FakeViews:
    def __init__(self) -> None:
        self.kept: list[View] = []
        self.down = False

    async def add(self, view: View) -> None:
        if self.down:
            raise TransientError("views are down")
        self.kept.append(view)

    async def of_document(self, document_id: UUID, limit: int) -> Sequence[View]:
        mine = [view for view in self.kept if view.document_id == document_id]
        return sorted(mine, key=lambda view: view.at, reverse=True)[:limit]


class FakeBlobs:
    """`piece` is how many bytes are read at a time, `reading` how many streams are open, `arrived` what came in."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.down = False
        self.breaks_after: int | None = None
        self.reading = 0
        self.piece = 1000
        self.arrived: list[bytes] = []
        self.something_arrived = asyncio.Event()

    def put(self, content: bytes) -> str:
        name = sha256(content).hexdigest()
        self.kept[name] = content
        return name

    async def peek(self, sha256: str, first: int) -> Peek:
        content = self._blob(sha256)
        return Peek(head=content[:first], size=len(content))

    async def open(self, sha256: str) -> AsyncGenerator[bytes, None]:
        self.reading += 1
        try:
            content = self._blob(sha256)
            for start in range(0, len(content), self.piece):
                if self.breaks_after is not None and start >= self.breaks_after:
                    raise TransientError("the vault broke off")
                yield content[start : start + self.piece]
        finally:
            self.reading -= 1

    async def put_stream(self, content: AsyncIterable[bytes], *, sha256: str, size: int) -> Blob:
        if self.down:
            raise TransientError("the vault is down")
        if sha256 in self.kept:
            # As S3 does: a conditional PUT that fails may be answered before its body was read.
            return Blob(sha256=sha256, size=size)
        received = b""
        async for chunk in content:
            self.arrived.append(chunk)
            self.something_arrived.set()
            received += chunk
        if _hash(received) != sha256:
            raise ChecksumMismatchError(sha256)
        self.kept[sha256] = received
        return Blob(sha256=sha256, size=size)

    def _blob(self, name: str) -> bytes:
        if self.down:
            raise TransientError("the vault is down")
        if name not in self.kept:
            raise NotFoundError(name)
        return self.kept[name]


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


@dataclass
class World:
    """Everything that storage stands on."""

    documents: FakeDocuments = field(default_factory=FakeDocuments)
    grants: FakeGrants = field(default_factory=FakeGrants)
    classifications: FakeClassifications = field(default_factory=FakeClassifications)
    homes: FakeHomes = field(default_factory=FakeHomes)
    letters: FakeLetters = field(default_factory=FakeLetters)
    views: FakeViews = field(default_factory=FakeViews)
    blobs: FakeBlobs = field(default_factory=FakeBlobs)
    brought: FakeBrought = field(default_factory=FakeBrought)

    def attachment(self, name: str, content: bytes, media_type: str, **changes: Any) -> Document:
        """A document as intake states it, with its bytes in the vault."""
        return Document(
            **{
                "document_id": uuid4(),
                "name": name,
                "sha256": self.blobs.put(content),
                "size": len(content),
                "media_type": media_type,
                "agrees": True,
            }
            | changes
        )

    def read(self, *attachments: Document, **changes: Any) -> SubmissionReadV1:
        """What intake says of a mail, with its raw bytes in the vault."""
        facts: dict[str, Any] = {
            "occurred_at": NOW,
            "submission_id": uuid4(),
            "channel": "mail",
            "received_at": NOW,
            "sha256": self.blobs.put(MAIL),
            "size": len(MAIL),
            "requester": Requester(token="0" * 32),
            "documents": attachments,
        }
        return SubmissionReadV1(**(facts | changes))


class TickingClock:
    """Every look at it is a second later."""

    def __init__(self) -> None:
        self._now = NOW

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


class Tokens:
    """Takes `role,role@unit,unit` for a token of a person of that name; with `!` behind it, of one with clearance.

    Behind a `+` follows whom the person acts for, in the same form.
    """

    async def principal(self, token: str) -> Principal:
        if "@" not in token:
            raise UnauthorisedError(token)
        own, _, other = token.partition("+")
        return replace(_somebody(own), acts_for=(_somebody(other),) if other else ())


def _somebody(token: str) -> Principal:
    person_id = token.removesuffix("!")
    roles, _, units = person_id.partition("@")
    return Principal(
        person_id=person_id,
        name=f"Person {roles}",
        roles=frozenset(filter(None, roles.split(","))),
        units=frozenset(filter(None, units.split(","))),
        clearance="confidential" if token.endswith("!") else "ordinary",
    )


def as_(roles: str, units: str = "") -> dict[str, str]:
    """The header of a person with these roles and units."""
    return {"Authorization": f"Bearer {roles}@{units}"}


def cleared(roles: str, units: str = "") -> dict[str, str]:
    """The header of a person with these roles and units, and with clearance."""
    return as_(roles, f"{units}!")


def classified(submission_id: UUID, version: int = 1, *, confidential: bool = False) -> MatterClassifiedV1:
    """What registry says of a matter; by default that it is ordinary."""
    return MatterClassifiedV1(occurred_at=NOW, submission_id=submission_id, version=version, confidential=confidential)


_STORAGE: Any = Late()


@cache
def _app() -> FastAPI:
    app = FastAPI()
    app.state.authenticator = Tokens()
    problems.install(app)
    app.include_router(routes(_STORAGE))
    return app


def app_of(storage: Storage) -> FastAPI:
    """Storage's routes as the service has them, with tokens that tests can write; always of the last storage."""
    _STORAGE.brought_by_the_test = storage
    return _app()


def routed(submission_id: UUID, unit_id: str, version: int = 1, also_with: tuple[str, ...] = ()) -> TransactionRoutedV1:
    return TransactionRoutedV1(
        also_with=also_with,
        occurred_at=NOW,
        submission_id=submission_id,
        number="IN-2026-000001-X",
        version=version,
        received_at=NOW,
        registered_at=NOW,
        requester=Requester(token="0" * 32),
        unit=Unit(unit_id=unit_id, name=Text(ar="دائرة", en="Department"), telephone="+968 24 000 000"),
        since=NOW,
        due_on=NOW.date(),
        days_to_answer=5,
        because="request-type",
        certainty="certain",
    )


def supplemented(submission_id: UUID, supplement_id: UUID, *, urgent: bool = False) -> SubmissionSupplementedV1:
    """That registry added a submission to a matter."""
    return SubmissionSupplementedV1(
        occurred_at=NOW,
        urgent=urgent,
        submission_id=submission_id,
        received_at=NOW,
        requester=Requester(token="0" * 32),
        supplement_id=str(supplement_id),
        supplement_received_at=NOW,
        documents=1,
        leads_to="nothing",
    )


def stored(**changes: Any) -> StoredDocument:
    submission_id = uuid4()
    facts: dict[str, Any] = {
        "document_id": uuid4(),
        "submission_id": submission_id,
        "brought_by": submission_id,
        "received_at": NOW,
        "name": "تصريح عمل.pdf",
        "sha256": _hash(PDF),
        "size": len(PDF),
        "media_type": "application/pdf",
        "agrees": True,
    }
    return StoredDocument(**(facts | changes))


def letter(**changes: Any) -> Letter:
    facts: dict[str, Any] = {"letter_id": uuid4(), "documents": (uuid4(), uuid4()), "confidential": False}
    return Letter(**(facts | changes))


def issued(*documents: Document, **changes: Any) -> LetterIssuedV1:
    """A letter of the unit `permits`: the first document is the letter itself."""
    facts: dict[str, Any] = {
        "occurred_at": NOW,
        "letter_id": uuid4(),
        "book": "outgoing",
        "number": "OUT-2026-000001-3",
        "issued_at": NOW,
        "unit": Unit(unit_id="permits", name=Text(ar="دائرة", en="Department"), telephone="+968 24 000 000"),
        "by": "mail",
        "document": documents[0],
        "attachments": documents[1:],
    }
    return LetterIssuedV1(**(facts | changes))


def view(document_id: UUID, at: datetime, person_id: str = "person-1") -> View:
    return View(
        view_id=uuid4(), document_id=document_id, submission_id=uuid4(), person_id=person_id, name="سالم", at=at
    )
