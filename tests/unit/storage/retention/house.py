"""Retention on fakes, put together, with somebody who may die at any call."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI

from services.storage.model import Letter, StoredDocument
from services.storage.retention.api import class_routes, disposal_routes, due_routes, hold_routes
from services.storage.retention.classes import NAME
from services.storage.retention.classing import Classing, classes_kept_in
from services.storage.retention.confirming import Confirming
from services.storage.retention.finishing import Finishing
from services.storage.retention.hearing import Remembering
from services.storage.retention.holding import Holding, holds_kept_in
from services.storage.retention.looking import Looking
from services.storage.retention.model import KeptMatter
from services.storage.retention.naming import Naming
from shared.principal import Principal
from shared.versions import Author, Change, seed
from shared.web import problems
from tests.unit.shared.versions import FakeVersions
from tests.unit.storage.fakes import (
    FakeBlobs,
    FakeBrought,
    FakeClassifications,
    FakeDocuments,
    FakeGrants,
    FakeLetters,
    Tokens,
    stored,
)
from tests.unit.storage.retention.fakes import (
    FakeAsideBlobs,
    FakeAsides,
    FakeDisposals,
    FakeDisposedDocuments,
    FakeKeptMatters,
    FakeNamedClasses,
    SetClock,
)

GRACE = timedelta(days=7)
WORDS = {"ar": "حفظ", "en": "Kept"}
CONTENT: dict[str, Any] = {
    "default": "short",
    "classes": [
        {"code": "short", "title": WORDS, "help": WORDS, "years": 5, "then": "delete"},
        {"code": "looked-at", "title": WORDS, "help": WORDS, "years": 5, "counted_from": "received"},
        {"code": "permanent", "title": WORDS, "help": WORDS},
    ],
}
ADMINISTRATOR = Principal(
    person_id="p-0001", name="مريم", roles=frozenset({"administrator"}), units=frozenset(), clearance="ordinary"
)


class DiedError(Exception):
    """The process is gone."""


@dataclass
class Life:
    """How many calls somebody still makes; `after`: dies with the last one done, else with it not done."""

    left: int = 10**9
    after: bool = False


class _Mortal:
    def __init__(self, store: Any, life: Life) -> None:
        self._store = store
        self._life = life

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        async def call(*given: Any, **named: Any) -> Any:
            self._life.left -= 1
            if self._life.left < 0 or (self._life.left == 0 and not self._life.after):
                raise DiedError(name)
            answer = await getattr(self._store, name)(*given, **named)
            if self._life.left == 0:
                raise DiedError(name)
            return answer

        return call


def mortal(store: Any, life: Life) -> Any:
    """Somebody's way to a store, as long as that somebody lives."""
    return _Mortal(store, life)


@dataclass
class House:
    """All of it."""

    clock: SetClock = field(default_factory=SetClock)
    versions: FakeVersions = field(default_factory=FakeVersions)
    documents: FakeDocuments = field(default_factory=FakeDocuments)
    letters: FakeLetters = field(default_factory=FakeLetters)
    brought: FakeBrought = field(default_factory=FakeBrought)
    grants: FakeGrants = field(default_factory=FakeGrants)
    classifications: FakeClassifications = field(default_factory=FakeClassifications)
    matters: FakeKeptMatters = field(default_factory=FakeKeptMatters)
    disposals: FakeDisposals = field(default_factory=FakeDisposals)
    asides: FakeAsides = field(default_factory=FakeAsides)
    named: FakeNamedClasses = field(default_factory=FakeNamedClasses)
    blobs: FakeBlobs = field(default_factory=FakeBlobs)
    keys: int = 0

    def __post_init__(self) -> None:
        self.disposed = FakeDisposedDocuments(self.documents)
        self.aside = FakeAsideBlobs(self.blobs)
        self.in_force, self.holds = classes_kept_in(self.versions), holds_kept_in(self.versions)
        self.naming = Naming(self.named)
        self.classing = Classing(versions=self.versions, in_force=self.in_force, naming=self.naming, clock=self.clock)
        self.holding = Holding(versions=self.versions, in_force=self.holds, matters=self.matters, clock=self.clock)
        self.finishing = self.finishing_with(Life())
        self.confirming = Confirming(
            matters=self.matters,
            disposals=self.disposals,
            classing=self.classing,
            naming=self.naming,
            holding=self.holding,
            finishing=self.finishing,
            clock=self.clock,
        )
        self.looking = Looking(
            matters=self.matters,
            documents=self.documents,
            classing=self.classing,
            naming=self.naming,
            clock=self.clock,
        )
        self.remembering = Remembering(
            matters=self.matters,
            grants=self.grants,
            classifications=self.classifications,
            holding=self.holding,
        )

    def finishing_with(self, life: Life) -> Finishing:
        """Somebody who carries out what was confirmed, for as long as that somebody lives."""
        return Finishing(
            matters=mortal(self.matters, life),
            disposals=mortal(self.disposals, life),
            documents=mortal(self.documents, life),
            disposed=mortal(self.disposed, life),
            letters=mortal(self.letters, life),
            brought=mortal(self.brought, life),
            blobs=mortal(self.aside, life),
            asides=mortal(self.asides, life),
            clock=self.clock,
            grace=GRACE,
            poll_seconds=0.01,
        )

    @property
    def app(self) -> FastAPI:
        """Its routes as the service has them, with tokens that tests can write."""
        app = FastAPI()
        app.state.authenticator = Tokens()
        problems.install(app)
        for router in (
            class_routes(self.classing),
            due_routes(self.looking),
            disposal_routes(self.confirming),
            hold_routes(self.holding),
        ):
            app.include_router(router)
        return app

    async def opened(self) -> "House":
        """With its classes."""
        await seed({NAME: CONTENT}, versions=self.versions, in_force=self.in_force, clock=self.clock)
        return self

    async def closed(self, one: KeptMatter, *contents: bytes) -> list[StoredDocument]:
        """A matter that was closed, with documents of these bytes."""
        await self.matters.closed(one, typed=0, classified=0)
        return [await self.document(one.submission_id, content) for content in contents]

    async def document(self, submission_id: UUID, content: bytes, *, brought_by: UUID | None = None) -> StoredDocument:
        """A document of a matter, with its bytes in the vault."""
        self.blobs.put(content)
        one = stored(
            submission_id=submission_id,
            brought_by=brought_by or submission_id,
            sha256=sha256(content).hexdigest(),
            size=len(content),
        )
        await self.documents.record([one])
        return one

    async def letter(self, home: UUID | None, content: bytes, *enclosed: StoredDocument) -> StoredDocument:
        """A letter of a matter, or of none, with documents that are enclosed."""
        letter_id = uuid4()
        page = await self.document(home or letter_id, content, brought_by=letter_id)
        documents = (page.document_id, *(one.document_id for one in enclosed))
        await self.letters.record(Letter(letter_id=letter_id, documents=documents, confidential=False))
        return page

    def change(self, why: str = "محضر 3", **changes: Any) -> Change:
        """Somebody's request, with a key of its own."""
        self.keys += 1
        by = Author(person_id=ADMINISTRATOR.person_id, name=ADMINISTRATOR.name)
        facts: dict[str, Any] = {"by": by, "why": why, "key": f"key-{self.keys}", "fingerprint": why}
        return Change(**(facts | changes))

    async def hold(self, number: str) -> None:
        """Hold a matter that was never held."""
        await self.holding.put(number, self.change(), held=True)

    async def is_there(self, one: StoredDocument) -> bool:
        """Whether somebody who may can read a document."""
        now = await self.documents.get(one.document_id)
        return now is not None and now.disposed_at is None and now.sha256 in self.blobs.kept
