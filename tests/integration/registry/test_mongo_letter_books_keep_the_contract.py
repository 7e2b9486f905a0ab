from tests.unit.registry.letter_books_contract import LetterBooksContract


class TestMongoLetterBooks(LetterBooksContract):
    """With the fixture `letter_books` of this folder."""
