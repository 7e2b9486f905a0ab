"""The services behind the portal, in memory."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from services.portal.errors import RefusedError, UnknownTrackingCodeError
from services.portal.model import Accepted, ChosenFile, Handover, Matter, RequestType, SentFile
from services.portal.model.handed import Added
from shared.errors import DiwanError, TransientError
from shared.media import sniff
from tests.unit.portal.examples import RECEIVED, TOKEN, TYPES


@dataclass
class FakeRegistry:
    """Tells what it was given; away when told to be."""

    types: tuple[RequestType, ...] = TYPES
    matters: dict[str, Matter] = field(default_factory=dict)
    away: bool = False

    async def request_types(self) -> tuple[RequestType, ...]:
        if self.away:
            raise TransientError("away")
        return self.types

    async def matter(self, token: str) -> Matter:
        if self.away:
            raise TransientError("away")
        if token not in self.matters:
            raise UnknownTrackingCodeError
        return self.matters[token]


@dataclass
class Kept:
    """What the fake door has taken: the words, and every file with its bytes."""

    to: str
    values: dict[str, str]
    files: list[tuple[str, str, bytes]]
    key: str


class FakeAnswerFiles:
    """`gone` are documents that were deleted; `asked` is how often somebody looked."""

    def __init__(self) -> None:
        self.gone: set[UUID] = set()
        self.asked = 0

    async def disposed(self, token: str, document_ids: Collection[UUID]) -> frozenset[UUID]:
        assert token
        self.asked += 1
        return frozenset(self.gone & set(document_ids))


@dataclass
class FakeIntake:
    """Takes everything once per key; refuses with `error` when told to."""

    taken: list[Kept] = field(default_factory=list)
    owned: set[str] = field(default_factory=lambda: {TOKEN})
    error: DiwanError | None = None
    uploads: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Id → name and bytes of a file that was sent in parts."""

    async def sent(self, document: str, upload_id: str) -> SentFile | None:
        if self.error:
            raise self.error
        if upload_id not in self.uploads:
            return None
        name, content = self.uploads[upload_id]
        sniffed = sniff(content, name)
        return SentFile(document=document, upload_id=upload_id, name=name, size=len(content), sniffed=sniffed)

    async def submit(self, request_type: str, handover: Handover) -> Accepted:
        self._take(request_type, handover)
        return Accepted(received_at=RECEIVED, tracking_token=TOKEN)

    async def supplement(self, token: str, handover: Handover) -> Added:
        if token not in self.owned:
            raise UnknownTrackingCodeError
        self._take(token, handover)
        return Added(received_at=RECEIVED)

    def _take(self, to: str, handover: Handover) -> None:
        if self.error:
            raise self.error
        files = [
            (
                file.document,
                file.name,
                file.content.read() if isinstance(file, ChosenFile) else self.uploads[file.upload_id][1],
            )
            for file in handover.files
        ]
        kept = Kept(to=to, values=dict(handover.values), files=files, key=handover.key)
        before = next((one for one in self.taken if one.key == handover.key), None)
        if before and before.files != kept.files:
            raise RefusedError("idempotency-key-reused")
        if not before:
            self.taken.append(kept)
