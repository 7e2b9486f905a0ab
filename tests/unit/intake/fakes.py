"""What intake needs from outside, in memory; it keeps the same contract as the real thing (contract.py)."""

import hashlib
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from services.intake.mailboxes import Mailboxes, given_types
from services.intake.model import READING_TIME, Held, Piece, StartedFile, Submission, Unread
from services.intake.reading import read_mail
from services.intake.reading.model import Limits, ReadMail
from services.intake.resuming import Allowed, Resuming
from services.intake.service import Intake
from services.intake.space import Space
from services.intake.unpacking import Unpacking
from services.intake.urgency import load_urgency_rules
from shared.contracts import Event
from shared.contracts.base import Document
from shared.errors import NotFoundError, StoreFullError, TransientError
from shared.tracking import thread_id, token_hash
from shared.vault import Blob, ChecksumMismatchError, Peek

CONFIG = Path(__file__).resolve().parents[3] / "config"
# Read once: they are frozen, and many tests build a world.
MAILBOXES = Mailboxes.of(given_types(CONFIG), general="documents", domain="diwan.example")
RULES = load_urgency_rules(CONFIG / "urgency.yaml")
FLOOR = 1000
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    """A clock that stands where it is set."""

    time: datetime = NOW

    def now(self) -> datetime:
        return self.time


@dataclass
class FakeSubmissions:
    """Submissions in memory."""

    by_key: dict[str, Submission] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    due: dict[UUID, datetime] = field(default_factory=dict)
    down: bool = False
    broken: bool = False

    async def add(self, submission: Submission, events: Sequence[Event]) -> Submission:
        self._check()
        if submission.key in self.by_key:
            return self.by_key[submission.key]
        self.by_key[submission.key] = submission
        self.events += events
        if submission.state == "received":
            self.due[submission.submission_id] = submission.received_at + READING_TIME
        return submission

    async def get(self, submission_id: UUID) -> Submission | None:
        self._check()
        return next((one for one in self.by_key.values() if one.submission_id == submission_id), None)

    async def by_token_hash(self, hashed: str) -> Submission | None:
        return next((one for one in self.by_key.values() if token_hash(one.token) == hashed), None)

    async def by_thread(self, threads: Sequence[str]) -> Submission | None:
        known = {thread_id(one.token): one for one in self.by_key.values()}
        return next((known[thread] for thread in threads if thread in known), None)

    async def mark_read(self, submission_id: UUID, documents: Sequence[Document], events: Sequence[Event]) -> None:
        self._check()
        for event in events:
            event.model_dump_json()  # raises what cannot be written
        found = await self.get(submission_id)
        if found is not None and found.state == "received":
            self.by_key[found.key] = replace(found, state="read", documents=tuple(documents))
            self.events += events
            del self.due[submission_id]

    async def claim_unread(self, *, urgent: bool, now: datetime, most: int) -> Sequence[Unread]:
        self._check()
        over = {one for one, due in self.due.items() if due <= now or due > now + 2 * READING_TIME}
        found = [
            one for one in self.by_key.values() if one.submission_id in over and bool(one.urgent_because) == urgent
        ]
        found.sort(key=lambda one: self.due[one.submission_id])
        for one in found[:most]:
            self.due[one.submission_id] = now + READING_TIME
        return [Unread(submission=one, traceparent="") for one in found[:most]]

    def _check(self) -> None:
        if self.down:
            raise TransientError("down")
        if self.broken:
            raise RuntimeError("internal words")


@dataclass
class FakeVault:
    """Blobs in memory."""

    blobs: dict[str, bytes] = field(default_factory=dict)
    down: bool = False
    full: bool = False

    async def put(self, content: bytes) -> Blob:
        if self.down:
            raise TransientError("down")
        if self.full:
            raise StoreFullError("full")
        sha256 = hashlib.sha256(content).hexdigest()
        self.blobs[sha256] = content
        return Blob(sha256=sha256, size=len(content))

    async def put_stream(self, content: AsyncIterable[bytes], *, sha256: str, size: int) -> Blob:
        whole = b"".join([chunk async for chunk in content])
        if hashlib.sha256(whole).hexdigest() != sha256 or len(whole) != size:
            raise ChecksumMismatchError(sha256)
        return await self.put(whole)

    async def open(self, sha256: str, *, first: int | None = None) -> AsyncGenerator[bytes, None]:
        yield (await self.read(sha256))[:first]

    async def peek(self, sha256: str, first: int) -> Peek:
        content = await self.read(sha256)
        return Peek(head=content[:first], size=len(content))

    async def read(self, sha256: str) -> bytes:
        if self.down:
            raise TransientError("down")
        if sha256 not in self.blobs:
            raise NotFoundError(sha256)
        return self.blobs[sha256]

    async def is_alive(self) -> bool:
        return not self.down


@dataclass
class FakeStartedFiles:
    """Files that are sent in parts, in memory."""

    files: dict[str, StartedFile] = field(default_factory=dict)
    pieces: dict[UUID, bytes] = field(default_factory=dict)
    down: bool = False
    cannot_end: bool = False

    async def add(self, started: StartedFile) -> None:
        self._check()
        self.files[started.key] = started

    async def get(self, key: str) -> StartedFile | None:
        self._check()
        return self.files.get(key)

    async def held(self, client: str, now: datetime) -> tuple[Held, Held]:
        there = [one for one in self.files.values() if one.ends_at > now]
        own = [one for one in there if one.client == client]
        mine, all_ = (Held(files=len(some), size=sum(one.size for one in some)) for some in (own, there))
        return mine, all_

    async def append(self, started: StartedFile, content: bytes) -> StartedFile | None:
        self._check()
        there = self.files.get(started.key)
        if there is None or there.received != started.received:
            return None
        piece = Piece(piece_id=uuid4(), size=len(content))
        self.pieces[piece.piece_id] = content
        self.files[started.key] = there.with_piece(piece)
        return self.files[started.key]

    async def read(self, pieces: Sequence[UUID]) -> AsyncIterator[bytes]:
        for one in pieces:
            if one in self.pieces:
                yield self.pieces[one]

    async def end(self, key: str, ends_at: datetime) -> None:
        if self.cannot_end:
            raise TransientError("down")
        if (there := self.files.get(key)) and there.ends_at > ends_at:
            self.files[key] = replace(there, ends_at=ends_at)

    async def remove(self, key: str) -> None:
        if there := self.files.pop(key, None):
            for piece in there.pieces:
                del self.pieces[piece.piece_id]

    def _check(self) -> None:
        if self.down:
            raise TransientError("down")


class InProcessReader:
    """The real reader, without a process of its own."""

    async def read(self, raw: bytes) -> ReadMail:
        return read_mail(raw, Limits())


@dataclass
class World:
    """Intake with everything around it in memory."""

    free: int = FLOOR
    submissions: FakeSubmissions = field(default_factory=FakeSubmissions)
    vault: FakeVault = field(default_factory=FakeVault)
    started_files: FakeStartedFiles = field(default_factory=FakeStartedFiles)
    clock: FakeClock = field(default_factory=FakeClock)
    in_hand: list[tuple[Submission, bytes]] = field(default_factory=list)
    """What was accepted and is to be read."""

    def __post_init__(self) -> None:
        self.mailboxes = lambda: MAILBOXES
        self.space = Space(self._free_bytes, floor=FLOOR)
        self.intake = Intake(
            submissions=self.submissions,
            vault=self.vault,
            mailboxes=self.mailboxes,
            urgency_rules=RULES,
            space=self.space,
            clock=FakeClock(),
            read_soon=lambda submission, raw: self.in_hand.append((submission, raw)),
        )
        self.resuming = Resuming(
            files=self.started_files,
            space=self.space,
            allowed=Allowed(
                file=1000, pieces=20, files_per_client=5, size_per_client=3000, size=6000, time=timedelta(hours=6)
            ),
            clock=self.clock,
        )
        self.unpacking = Unpacking(
            submissions=self.submissions,
            vault=self.vault,
            reader=InProcessReader(),
            urgent_reader=InProcessReader(),
            mailboxes=self.mailboxes,
            urgency_rules=RULES,
            clock=FakeClock(),
        )

    async def _free_bytes(self) -> int:
        if self.submissions.down:
            raise TransientError("down")
        return self.free
