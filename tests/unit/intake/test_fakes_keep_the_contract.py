"""The fake does what the adapter does; tests/integration/intake runs the same against MongoDB."""

import pytest

from tests.unit.intake.contract import SubmissionsContract
from tests.unit.intake.fakes import FakeSubmissions


class TestFakeSubmissions(SubmissionsContract):
    @pytest.fixture
    def submissions(self) -> FakeSubmissions:
        return FakeSubmissions()
