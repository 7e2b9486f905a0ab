import pytest

from tests.unit.registry.books_contract import BooksContract
from tests.unit.registry.fake_books import FakeBooks


class TestFakeBooks(BooksContract):
    @pytest.fixture
    def books(self) -> FakeBooks:
        return FakeBooks()
