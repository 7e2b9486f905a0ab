import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.arabic import fold

ARABIC_LETTERS = "".join(chr(code) for code in range(0x600, 0x66E))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إدارة", "اداره"),
        ("الآثار", "الاثار"),
        ("ٱلْعَمَل", "العمل"),
        ("مستشفى", "مستشفي"),
        ("مسؤول", "مسوول"),
        ("قضائية", "قضاييه"),
        ("تصــــريح", "تصريح"),
        ("رقم ١٢٣", "رقم 123"),
        ("رقم ۱۲۳", "رقم 123"),
        ("تصریح کار", "تصريح كار"),
        ("\ufefb", "لا"),
        ("\u202bعقد\u202c", "عقد"),
        ("مُسْتَنَدَات", "مستندات"),
        ("Work_Permit-2026", "work permit 2026"),
        ("STRASSE", "straße"),
        ("Café", "cafe"),
        ("ﬁle", "file"),
    ],
)
def test_what_people_call_the_same_word_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_words_are_separated_by_one_space_and_nothing_else_is_kept() -> None:
    assert fold("  «تصريح عمل» – رقم: (١٢/٣) ✓ ") == "تصريح عمل رقم 12 3"


def test_a_lone_surrogate_and_a_nul_do_no_harm() -> None:
    assert fold("a\ud800b\x00c") == "a b c"


def test_every_character_folds_to_what_stays_when_folded_again() -> None:
    for start in range(0, 0x30000, 0x1000):
        folded = fold(" ".join(map(chr, range(start, start + 0x1000))))
        assert fold(folded) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_a_space_between_two_texts_keeps_their_folding_apart(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}".strip()


@given(st.text())
def test_nothing_but_letters_digits_and_single_spaces_is_left(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split(" ")).strip()
    assert "  " not in folded
    assert all(word.isalnum() for word in folded.split())


@given(st.integers(min_value=0), st.sampled_from([0x660, 0x6F0, 0x966, 0xFF10]))
def test_a_number_in_digits_of_any_script_folds_to_ascii_digits(number: int, zero: int) -> None:
    assert fold("".join(chr(zero + int(digit)) for digit in str(number))) == str(number)


@given(st.text(alphabet=ARABIC_LETTERS + string.printable + "\u200f\u202b\ufeff\u201c\u2013"))
def test_the_quick_way_for_ordinary_letters_gives_what_the_long_way_gives(text: str) -> None:
    # A character outside the byte table sends the whole text the long way; this one folds to nothing.
    assert fold(text) == fold(text + " \U0001f600")


@given(st.text(alphabet=ARABIC_LETTERS))
def test_tashkeel_never_makes_a_difference(text: str) -> None:
    bare = "".join(char for char in text if unicodedata.category(char) != "Mn")
    assert fold(text) == fold(bare)
