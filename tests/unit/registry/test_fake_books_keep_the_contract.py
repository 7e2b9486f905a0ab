import pytest

from tests.unit.registry.books_contract import BooksContract
from tests.unit.registry.fake_books import FakeBooks, FakeHandedIn
from tests.unit.registry.handed_in_contract import HandedInContract


class TestFakeBooks(BooksContract):
    @pytest.fixture
    def books(self) -> FakeBooks:
        return FakeBooks()


class TestFakeHandedIn(HandedInContract):
    @pytest.fixture
    def books(self) -> FakeBooks:
        return FakeBooks()

    @pytest.fixture
    def handed_in(self, books: FakeBooks) -> FakeHandedIn:
        return FakeHandedIn(books)
