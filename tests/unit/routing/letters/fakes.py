"""Stand-ins for MongoDB, the vault and the printer."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.routing.letters.model import Letter, shelves
from services.routing.letters.ports import Claimed
from services.routing.letters.sheet import Sheet
from shared.contracts import Event
from shared.errors import NotFoundError, TransientError
from shared.vault import Blob, Peek


class FakeLetters:
    """`told` are the events in the order of what they tell of."""

    def __init__(self) -> None:
        self.kept: dict[UUID, Letter] = {}
        self.told: list[Event] = []
        self.work: dict[UUID, tuple[datetime, int]] = {}

    async def add(self, letter: Letter, events: Sequence[Event]) -> bool:
        if letter.letter_id in self.kept:
            return False
        self.kept[letter.letter_id] = letter
        self.told += events
        return True

    async def replace(self, before: Letter, after: Letter, events: Sequence[Event]) -> bool:
        known = self.kept.get(before.letter_id)
        if known is None or known.version != before.version:
            return False
        self.kept[before.letter_id] = after
        self.work.pop(before.letter_id, None)
        if after.needs_work:
            self.work[before.letter_id] = (after.since, 0)
        self.told += events
        return True

    async def get(self, letter_id: UUID) -> Letter | None:
        return self.kept.get(letter_id)

    async def shelf(self, keys: Sequence[str], *, newest_first: bool, after: str, limit: int) -> Sequence[Letter]:
        found = {each.place: each for each in self.kept.values() if shelves(each) & set(keys)}
        places = sorted(
            (place for place in found if not after or (place > after) != newest_first), reverse=newest_first
        )
        return [found[place] for place in places if place != after][:limit]

    async def claim(self, now: datetime, until: datetime) -> Claimed | None:
        due = sorted((at, letter_id) for letter_id, (at, _) in self.work.items() if at <= now)
        if not due:
            return None
        letter_id = due[0][1]
        tries = self.work[letter_id][1] + 1
        self.work[letter_id] = (until, tries)
        return Claimed(letter=self.kept[letter_id], tries=tries)

    async def postpone(self, letter_id: UUID, until: datetime) -> None:
        if letter_id in self.work:
            self.work[letter_id] = (until, self.work[letter_id][1])


class FakePrinter:
    """Prints a sheet as text; fails while `broken` has something for it."""

    def __init__(self) -> None:
        self.broken: list[Exception] = []
        self.printed: list[Sheet] = []

    async def pdf(self, sheet: Sheet) -> bytes:
        if self.broken:
            raise self.broken.pop(0)
        self.printed.append(sheet)
        return f"%PDF- {sheet.identifier} {sheet.number} {sheet.dated}".encode()


class FakeVault:
    """Keeps blobs in memory; does not answer while `down`."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.down = False

    async def put(self, content: bytes) -> Blob:
        if self.down:
            raise TransientError("the vault is down")
        sha256 = hashlib.sha256(content).hexdigest()
        self.kept[sha256] = content
        return Blob(sha256=sha256, size=len(content))

    async def peek(self, sha256: str, first: int) -> Peek:
        if sha256 not in self.kept:
            raise NotFoundError(sha256)
        return Peek(head=self.kept[sha256][:first], size=len(self.kept[sha256]))
