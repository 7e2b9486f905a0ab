import pytest

from tests.unit.registry.fake_letter_books import FakeLetterBooks
from tests.unit.registry.letter_books_contract import LetterBooksContract


class TestFakeLetterBooks(LetterBooksContract):
    @pytest.fixture
    def letter_books(self) -> FakeLetterBooks:
        return FakeLetterBooks()
