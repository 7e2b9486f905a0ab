"""Whoever carries out a disposal is killed at every step of it, on MongoDB and S3: the next one finishes it, once."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest

from services.storage.adapters import MongoBrought, MongoDocuments, MongoLetters
from services.storage.model import Letter, StoredDocument
from services.storage.retention.adapters import (
    MongoAsides,
    MongoDisposals,
    MongoDisposedDocuments,
    MongoKeptMatters,
)
from services.storage.retention.finishing import Finishing
from services.storage.retention.model import Disposal
from shared.errors import NotFoundError
from shared.mongo.connection import Database
from shared.vault import S3Vault
from tests.unit.storage.fakes import stored
from tests.unit.storage.retention.fakes import NOW, SetClock, disposal, matter
from tests.unit.storage.retention.house import DiedError, Life, mortal

CALLS = 60
"""More than a whole disposal makes."""


@dataclass
class Kept:
    """The stores, with a disposal of two matters that was confirmed, beside one that stays."""

    matters: MongoKeptMatters
    disposals: MongoDisposals
    documents: MongoDocuments
    disposed: MongoDisposedDocuments
    letters: MongoLetters
    brought: MongoBrought
    asides: MongoAsides
    vault: S3Vault
    clock: SetClock

    def finishing(self, life: Life | None = None) -> Finishing:
        life = life or Life()
        return Finishing(
            matters=mortal(self.matters, life),
            disposals=mortal(self.disposals, life),
            documents=mortal(self.documents, life),
            disposed=mortal(self.disposed, life),
            letters=mortal(self.letters, life),
            brought=mortal(self.brought, life),
            blobs=mortal(self.vault.aside, life),
            asides=mortal(self.asides, life),
            clock=self.clock,
            grace=timedelta(days=7),
            poll_seconds=30,
        )

    async def document(self, content: bytes, **changes: object) -> StoredDocument:
        blob = await self.vault.put(content)
        one = stored(sha256=blob.sha256, size=blob.size, **changes)
        await self.documents.record([one])
        return one

    async def is_there(self, one: StoredDocument) -> bool:
        now = await self.documents.get(one.document_id)
        try:
            await self.vault.peek(one.sha256, 1)
        except NotFoundError:
            return False
        return now is not None and now.disposed_at is None


@pytest.fixture
async def kept(
    mongo_database: Database, documents: MongoDocuments, letters: MongoLetters, brought: MongoBrought, vault: S3Vault
) -> Kept:
    made = Kept(
        matters=MongoKeptMatters(mongo_database, time_zone="Asia/Muscat"),
        disposals=MongoDisposals(mongo_database),
        documents=documents,
        disposed=MongoDisposedDocuments(mongo_database),
        letters=letters,
        brought=brought,
        asides=MongoAsides(mongo_database),
        vault=vault,
        clock=SetClock(),
    )
    for one in (made.matters, made.disposals, made.disposed):
        await one.create_indexes()
    return made


@dataclass
class Confirmed:
    """What was confirmed, the documents that are to go, and those that are to stay."""

    disposal: Disposal
    going: list[StoredDocument]
    staying: list[StoredDocument]


async def confirmed(kept: Kept) -> Confirmed:
    first, second, other = (matter(sequence) for sequence in (1, 2, 3))
    for one in (first, second, other):
        await kept.matters.closed(one, typed=0, classified=0)
    shared = uuid4().bytes
    going = [await kept.document(uuid4().bytes, submission_id=each.submission_id) for each in (first, first, second)]
    of_both = await kept.document(shared, submission_id=second.submission_id)
    enclosed = await kept.document(uuid4().bytes, submission_id=second.submission_id)
    letter_id = uuid4()
    page = await kept.document(uuid4().bytes, submission_id=other.submission_id, brought_by=letter_id)
    await kept.letters.record(
        Letter(letter_id=letter_id, documents=(page.document_id, enclosed.document_id), confidential=False)
    )
    staying = [page, enclosed, await kept.document(shared, submission_id=other.submission_id)]
    made = disposal(first, second)
    await kept.disposals.add(made)
    del of_both
    return Confirmed(disposal=made, going=going, staying=staying)


@pytest.mark.parametrize("after", [False, True])
async def test_it_is_finished_by_the_next_wherever_it_was_killed(kept: Kept, *, after: bool) -> None:
    for calls in range(1, CALLS, 3):
        one = await confirmed(kept)
        died = False
        try:
            await kept.finishing(Life(left=calls, after=after)).finish()
        except DiedError:
            died = True
        assert [each for each in one.staying if not await kept.is_there(each)] == []
        # Two of them at once, as two replicas would.
        await asyncio.gather(kept.finishing().finish(), kept.finishing().finish())
        assert [each for each in one.going if await kept.is_there(each)] == []
        assert [each for each in one.staying if not await kept.is_there(each)] == []
        done = await kept.disposals.get(one.disposal.disposal_id)
        assert done is not None
        assert [(each.outcome, each.documents) for each in done.matters] == [("deleted", 2), ("deleted", 2)]
        assert list(await kept.disposals.waiting()) == []
        if not died:
            break
    else:
        pytest.fail("it was always killed")


async def test_what_went_is_erased_later_and_what_is_named_again_comes_back(kept: Kept) -> None:
    one = await confirmed(kept)
    await kept.finishing().finish()
    again = one.going[0]
    named = stored(sha256=again.sha256, size=again.size)
    await kept.documents.record([named])
    await kept.finishing().look_after()
    assert await kept.is_there(named)
    kept.clock.at = NOW + timedelta(days=8)
    await kept.finishing().look_after()
    assert list(await kept.asides.all()) == []
    for each in one.going:
        await kept.vault.aside.bring_back(each.sha256)
        assert not await kept.is_there(each)
    assert await kept.is_there(named)
