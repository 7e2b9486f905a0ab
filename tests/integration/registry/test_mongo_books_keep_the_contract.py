from tests.unit.registry.books_contract import BooksContract
from tests.unit.registry.handed_in_contract import HandedInContract


class TestMongoBooks(BooksContract):
    """With the fixture `books` of this folder."""


class TestMongoHandedIn(HandedInContract):
    """With the fixtures `books` and `handed_in` of this folder."""
