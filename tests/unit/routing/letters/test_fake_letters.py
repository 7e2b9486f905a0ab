"""The fake does what the adapter does; tests/integration/routing runs the same against MongoDB."""

import pytest

from tests.unit.routing.letters.contract import LettersContract
from tests.unit.routing.letters.fakes import FakeLetters


class TestFakeLetters(LettersContract):
    @pytest.fixture
    def letters(self) -> FakeLetters:
        return FakeLetters()
