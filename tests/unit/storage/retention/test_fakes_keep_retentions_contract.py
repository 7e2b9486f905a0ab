"""The fakes do what the adapters do; tests/integration/storage runs the same against MongoDB and S3."""

import pytest

from tests.unit.storage.fakes import FakeBlobs, FakeDocuments
from tests.unit.storage.retention.contract import (
    AsideBlobsContract,
    AsidesContract,
    DisposalsContract,
    DisposedDocumentsContract,
    KeptMattersContract,
    NamedClassesContract,
    Putting,
)
from tests.unit.storage.retention.fakes import (
    FakeAsideBlobs,
    FakeAsides,
    FakeDisposals,
    FakeDisposedDocuments,
    FakeKeptMatters,
    FakeNamedClasses,
)


class TestFakeKeptMatters(KeptMattersContract):
    @pytest.fixture
    def matters(self) -> FakeKeptMatters:
        return FakeKeptMatters()


class TestFakeDisposals(DisposalsContract):
    @pytest.fixture
    def disposals(self) -> FakeDisposals:
        return FakeDisposals()


class TestFakeDisposedDocuments(DisposedDocumentsContract):
    @pytest.fixture
    def documents(self) -> FakeDocuments:
        return FakeDocuments()

    @pytest.fixture
    def disposed(self, documents: FakeDocuments) -> FakeDisposedDocuments:
        return FakeDisposedDocuments(documents)


class TestFakeNamedClasses(NamedClassesContract):
    @pytest.fixture
    def named(self) -> FakeNamedClasses:
        return FakeNamedClasses()


class TestFakeAsides(AsidesContract):
    @pytest.fixture
    def asides(self) -> FakeAsides:
        return FakeAsides()


class TestFakeAsideBlobs(AsideBlobsContract):
    @pytest.fixture
    def blobs(self) -> FakeBlobs:
        return FakeBlobs()

    @pytest.fixture
    def aside(self, blobs: FakeBlobs) -> FakeAsideBlobs:
        return FakeAsideBlobs(blobs)

    @pytest.fixture
    def put(self, blobs: FakeBlobs) -> Putting:
        async def put(content: bytes) -> str:
            return blobs.put(content)

        return put
