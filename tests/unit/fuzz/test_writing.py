"""Hostile letters come out again from their seed, and none is another one's double."""

from tests.fuzz.sessions import session
from tests.fuzz.writing import Writer


def test_the_same_seed_and_number_write_the_same_letter_and_the_same_session() -> None:
    one, again = Writer(5), Writer(5)
    for number in range(40):
        assert one.letter(number) == again.letter(number)
        assert session(one, number) == session(again, number)


def test_another_seed_writes_other_letters() -> None:
    one, other = Writer(5), Writer(6)
    assert sum(one.letter(number).wire == other.letter(number).wire for number in range(20, 60)) < 10


def test_letters_of_one_seed_are_different_mails_but_for_those_that_say_next_to_nothing() -> None:
    writer = Writer(5)
    letters = [writer.letter(number) for number in range(100)]
    said = {one.identity for one in letters if len(one.content) > 500}
    assert len(said) == sum(len(one.content) > 500 for one in letters)
