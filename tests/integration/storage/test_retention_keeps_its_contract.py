"""MongoDB and S3 do what retention's ports say, as the fakes of its unit tests do."""

import json
from typing import Any

import pytest

from services.storage.adapters import MongoDocuments
from services.storage.retention.adapters import (
    MongoAsides,
    MongoDisposals,
    MongoDisposedDocuments,
    MongoKeptMatters,
    MongoNamedClasses,
)
from services.storage.retention.adapters.looking import counted, matching
from shared.mongo.connection import Database
from shared.vault import S3Vault
from shared.vault.aside import SettingAside
from tests.unit.storage.fakes import stored
from tests.unit.storage.retention.contract import (
    AsideBlobsContract,
    AsidesContract,
    DisposalsContract,
    DisposedDocumentsContract,
    KeptMattersContract,
    NamedClassesContract,
    Putting,
    span,
)
from tests.unit.storage.retention.fakes import LONG_AGO, matter


def stages(plan: Any) -> set[str]:
    """All that a plan does."""
    if isinstance(plan, list):
        return {stage for part in plan for stage in stages(part)}
    if not isinstance(plan, dict):
        return set()
    own = {str(plan["stage"])} if "stage" in plan else set()
    return own | {stage for part in plan.values() for stage in stages(part)}


def examined(plan: Any) -> tuple[int, int]:
    """How many keys of indexes and how many documents were looked at."""
    if isinstance(plan, list):
        plan = dict(enumerate(plan))
    if not isinstance(plan, dict):
        return 0, 0
    if "totalKeysExamined" in plan:
        return plan["totalKeysExamined"], plan["totalDocsExamined"]
    inner = [examined(part) for part in plan.values()]
    return sum(keys for keys, _ in inner), sum(documents for _, documents in inner)


class TestMongoKeptMatters(KeptMattersContract):
    @pytest.fixture
    async def matters(self, mongo_database: Database) -> MongoKeptMatters:
        matters = MongoKeptMatters(mongo_database, time_zone="Asia/Muscat")
        await matters.create_indexes()
        return matters

    async def test_what_is_due_is_found_in_its_order_and_counted_by_an_index_alone(
        self, matters: MongoKeptMatters, mongo_database: Database
    ) -> None:
        await matters.closed(matter(1), typed=0, classified=0)
        kept = mongo_database["kept_matters"]
        wanted = matching(span("a", "b"), (LONG_AGO.replace(year=2020), matter().submission_id), cleared=True)
        plan = await kept.find(wanted).sort([("closed_at", 1), ("_id", 1)]).hint("closed").limit(9).explain()
        assert {"COLLSCAN", "SORT"} & stages(plan["queryPlanner"]["winningPlan"]) == set()
        explained = await mongo_database.command(
            "explain",
            {
                "aggregate": "kept_matters",
                "pipeline": counted(span(), "UTC", cleared=True),
                "cursor": {},
                "hint": "closed",
            },
            verbosity="executionStats",
        )
        keys, documents = examined(explained)
        assert (keys > 0, documents) == (True, 0)


class TestMongoDisposals(DisposalsContract):
    @pytest.fixture
    async def disposals(self, mongo_database: Database) -> MongoDisposals:
        disposals = MongoDisposals(mongo_database)
        await disposals.create_indexes()
        return disposals


class TestMongoDisposedDocuments(DisposedDocumentsContract):
    @pytest.fixture
    async def disposed(self, mongo_database: Database) -> MongoDisposedDocuments:
        disposed = MongoDisposedDocuments(mongo_database)
        await disposed.create_indexes()
        return disposed

    async def test_whether_bytes_are_named_is_looked_up_by_an_index(
        self, documents: MongoDocuments, disposed: MongoDisposedDocuments, mongo_database: Database
    ) -> None:
        await documents.record([stored()])
        assert await disposed.named([stored().sha256]) == {stored().sha256}
        plan = await mongo_database["documents"].find({"sha256": "0" * 64, "disposed_at": None}).explain()
        assert '"IXSCAN"' in json.dumps(plan["queryPlanner"]["winningPlan"], default=str)


class TestMongoNamedClasses(NamedClassesContract):
    @pytest.fixture
    def named(self, mongo_database: Database) -> MongoNamedClasses:
        return MongoNamedClasses(mongo_database)


class TestMongoAsides(AsidesContract):
    @pytest.fixture
    def asides(self, mongo_database: Database) -> MongoAsides:
        return MongoAsides(mongo_database)


class TestBlobsThatAreSetAside(AsideBlobsContract):
    @pytest.fixture
    def aside(self, vault: S3Vault) -> SettingAside:
        return vault.aside

    @pytest.fixture
    def put(self, vault: S3Vault) -> Putting:
        async def put(content: bytes) -> str:
            return (await vault.put(content)).sha256

        return put
