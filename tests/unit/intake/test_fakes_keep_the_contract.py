"""The fake does what the adapter does; tests/integration/intake runs the same against MongoDB."""

import pytest

from tests.unit.intake.contract import SubmissionsContract
from tests.unit.intake.fakes import FakeStartedFiles, FakeSubmissions
from tests.unit.intake.started_files_contract import StartedFilesContract


class TestFakeSubmissions(SubmissionsContract):
    @pytest.fixture
    def submissions(self) -> FakeSubmissions:
        return FakeSubmissions()


class TestFakeStartedFiles(StartedFilesContract):
    @pytest.fixture
    def started_files(self) -> FakeStartedFiles:
        return FakeStartedFiles()
