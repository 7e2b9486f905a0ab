from tests.unit.registry.books_contract import BooksContract


class TestMongoBooks(BooksContract):
    """With the fixture `books` of this folder."""
