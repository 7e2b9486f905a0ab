"""MongoDB and S3 do what storage's ports say, as the fakes of its unit tests do."""

import asyncio
import json
from uuid import uuid4

import pytest

from services.storage.adapters import (
    MongoClassifications,
    MongoDocuments,
    MongoGrants,
    MongoHomes,
    MongoLetters,
    MongoViews,
)
from services.storage.model import Classification, Grant
from shared.errors import TransientError
from shared.mongo.connection import Database, connect, database
from shared.vault import S3Vault, VaultSettings
from tests.unit.storage.contract import (
    BlobsContract,
    BroughtContract,
    ClassificationsContract,
    DocumentsContract,
    GrantsContract,
    HomesContract,
    LettersContract,
    ViewsContract,
    put,
)
from tests.unit.storage.fakes import NOW, letter, stored, view


class TestMongoDocuments(DocumentsContract):
    async def test_making_the_indexes_again_does_nothing(
        self, documents: MongoDocuments, mongo_database: Database
    ) -> None:
        before = await mongo_database["documents"].index_information()
        await documents.create_indexes()
        assert await mongo_database["documents"].index_information() == before

    @pytest.mark.parametrize("asked", ["submission_id", "brought_by"])
    async def test_documents_are_looked_up_by_an_index(
        self, documents: MongoDocuments, mongo_database: Database, asked: str
    ) -> None:
        await documents.record([stored()])
        plan = await mongo_database["documents"].find({asked: uuid4()}).explain()
        assert '"IXSCAN"' in json.dumps(plan["queryPlanner"]["winningPlan"], default=str)

    async def test_two_processes_that_record_the_same_at_once_do_no_harm(
        self, documents: MongoDocuments, mongo_database: Database
    ) -> None:
        other, document = MongoDocuments(mongo_database), stored()
        await asyncio.gather(*(side.record([document]) for side in (documents, other) * 10))
        assert await documents.of_submission(document.submission_id) == [document]

    async def test_a_document_that_cannot_be_written_fails_alone(self, documents: MongoDocuments) -> None:
        good, bad = stored(), stored(size=2**70)  # BSON's integers have 64 bits
        failed, written = await asyncio.gather(
            documents.record([bad]), documents.record([good]), return_exceptions=True
        )
        assert isinstance(failed, OverflowError)
        assert written is None
        assert await documents.get(good.document_id) == good


class TestMongoLetters(LettersContract):
    async def test_letters_are_looked_up_by_an_index(self, letters: MongoLetters, mongo_database: Database) -> None:
        await letters.record(letter())
        plan = await mongo_database["letters"].find({"documents": uuid4()}).explain()
        assert '"IXSCAN"' in json.dumps(plan["queryPlanner"]["winningPlan"], default=str)


class TestMongoClassifications(ClassificationsContract):
    pass


class TestMongoGrants(GrantsContract):
    pass


class TestMongoHomes(HomesContract):
    async def test_two_processes_that_hear_the_same_at_once_do_no_harm(
        self, homes: MongoHomes, mongo_database: Database
    ) -> None:
        other, supplement, matter = MongoHomes(mongo_database), uuid4(), uuid4()
        await asyncio.gather(*(side.settle(supplement, matter) for side in (homes, other) * 10))
        assert await homes.get(supplement) == matter


class TestMongoBrought(BroughtContract):
    """With the fixture `brought` of the folder."""


class TestMongoViews(ViewsContract):
    pass


class TestS3Vault(BlobsContract):
    async def test_a_bucket_that_is_not_there_is_no_lost_blob(self, vault_settings: VaultSettings) -> None:
        blobs = S3Vault(vault_settings.model_copy(update={"s3_bucket": "nobody-made-this"}))
        with pytest.raises(TransientError):
            await blobs.peek("0" * 64, 1)
        await blobs.close()

    async def test_a_key_that_is_not_known_is_trouble_of_the_vault(
        self, vault_settings: VaultSettings, blobs: S3Vault
    ) -> None:
        name = await put(blobs, b"kept")
        stranger = S3Vault(vault_settings.model_copy(update={"s3_access_key": "stranger"}))
        with pytest.raises(TransientError):
            await stranger.peek(name, 1)
        await stranger.close()


async def test_stores_that_do_not_answer_are_transient(vault_settings: VaultSettings) -> None:
    # Port 1 of this machine: nobody listens there.
    client = connect("mongodb://127.0.0.1:1/")
    nowhere = database(client, "nowhere")
    blobs = S3Vault(vault_settings.model_copy(update={"s3_endpoint": "http://127.0.0.1:1"}))
    failed = await asyncio.gather(
        MongoDocuments(nowhere).record([stored()]),
        MongoDocuments(nowhere).get(uuid4()),
        MongoDocuments(nowhere).of_submission(uuid4()),
        MongoGrants(nowhere).grant(Grant(submission_id=uuid4(), units=frozenset(), version=1)),
        MongoGrants(nowhere).get(uuid4()),
        MongoClassifications(nowhere).note(Classification(submission_id=uuid4(), confidential=True, version=1)),
        MongoClassifications(nowhere).get(uuid4()),
        MongoDocuments(nowhere).move(uuid4(), uuid4()),
        MongoHomes(nowhere).settle(uuid4(), uuid4()),
        MongoHomes(nowhere).get(uuid4()),
        MongoViews(nowhere).add(view(uuid4(), NOW)),
        MongoViews(nowhere).of_document(uuid4(), 1),
        blobs.peek("0" * 64, 1),
        anext(blobs.open("0" * 64)),
        put(blobs, b"x"),
        return_exceptions=True,
    )
    assert [type(error) for error in failed] == [TransientError] * 15
    await blobs.close()
    client.close()
