"""The fakes do what the adapters do; tests/integration/storage runs the same against MongoDB and S3."""

import pytest

from tests.unit.storage.contract import (
    BlobsContract,
    BroughtContract,
    ClassificationsContract,
    DocumentsContract,
    GrantsContract,
    HomesContract,
    LettersContract,
    ViewsContract,
)
from tests.unit.storage.fakes import (
    FakeBlobs,
    FakeBrought,
    FakeClassifications,
    FakeDocuments,
    FakeGrants,
    FakeHomes,
    FakeLetters,
    FakeViews,
)


class TestFakeDocuments(DocumentsContract):
    @pytest.fixture
    def documents(self) -> FakeDocuments:
        return FakeDocuments()


class TestFakeClassifications(ClassificationsContract):
    @pytest.fixture
    def classifications(self) -> FakeClassifications:
        return FakeClassifications()


class TestFakeGrants(GrantsContract):
    @pytest.fixture
    def grants(self) -> FakeGrants:
        return FakeGrants()


class TestFakeHomes(HomesContract):
    @pytest.fixture
    def homes(self) -> FakeHomes:
        return FakeHomes()


class TestFakeLetters(LettersContract):
    @pytest.fixture
    def letters(self) -> FakeLetters:
        return FakeLetters()


class TestFakeBrought(BroughtContract):
    @pytest.fixture
    def brought(self) -> FakeBrought:
        return FakeBrought()


class TestFakeViews(ViewsContract):
    @pytest.fixture
    def views(self) -> FakeViews:
        return FakeViews()


class TestFakeBlobs(BlobsContract):
    @pytest.fixture
    def blobs(self) -> FakeBlobs:
        return FakeBlobs()
