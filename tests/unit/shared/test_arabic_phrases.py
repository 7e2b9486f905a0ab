import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.arabic import Phrases, contains_phrase, fold, stem

WORDS = st.sampled_from(["تصريح", "عمل", "تجديد", "work", "permit", "renewal", "سجل"])
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@pytest.mark.parametrize(
    "text",
    [
        "تجديد تصريح عمل",
        "طلب تجديد تصريح العمل للعامل راجو",
        "نتقدم بتجديد التصريح للعمل",
        "وبتجديد تصريح عمل",
        "فلتجديد تصاريح؟ لا: لتجديد تَصْريح العَمَل.",
    ],
)
def test_an_arabic_phrase_is_found_with_what_is_written_together_with_its_words(text: str) -> None:
    assert contains_phrase(fold(text), "تجديد تصريح عمل")


@pytest.mark.parametrize(
    "text",
    ["", "تصريح عمل", "تجديد عقد وتصريح عمل", "تجديد تصريح عملاق", "تجديدات تصريح عمل", "تجديد تصريح"],
)
def test_a_phrase_is_found_as_whole_words_side_by_side_only(text: str) -> None:
    assert not contains_phrase(fold(text), "تجديد تصريح عمل")


def test_a_phrase_given_with_the_article_is_found_without_it() -> None:
    assert contains_phrase(fold("صورة من جواز سفر العامل"), "جواز السفر")


def test_for_the_with_a_word_that_begins_with_lam_is_written_with_two_lams() -> None:
    assert contains_phrase(fold("محضر للجنة"), "محضر اللجنة")
    assert contains_phrase(fold("محضر للجنة"), "محضر لجنة")


def test_a_short_word_that_begins_with_alef_lam_keeps_it() -> None:
    assert not contains_phrase(fold("ي وزارة"), "إلى وزارة")


def test_an_english_word_may_carry_an_s() -> None:
    assert contains_phrase(fold("Renewal of Work Permits"), "work permit")
    assert not contains_phrase(fold("Renewal of workpermits"), "work permit")


def test_a_phrase_without_a_letter_is_never_found() -> None:
    assert not contains_phrase("a b", " – ")


def test_what_is_only_a_part_of_a_longer_phrase_is_not_reported() -> None:
    phrases = Phrases([("تصريح عمل", "issue"), ("تجديد تصريح عمل", "renewal")])
    assert phrases.owners(fold("تجديد تصريح العمل")) == {"renewal"}
    assert phrases.owners(fold("تجديد تصريح العمل أو تصريح عمل جديد")) == {"issue", "renewal"}


def test_phrases_that_overlap_without_one_holding_the_other_are_both_reported() -> None:
    phrases = Phrases([("a b", 1), ("b c", 2), ("b", 3)])
    assert [found.owner for found in phrases.find("a b c")] == [1, 2]


def test_the_same_phrase_of_two_owners_is_reported_for_both() -> None:
    assert Phrases([("عقد", 1), ("العقد", 2)]).owners(fold("العقد")) == {1, 2}


def test_phrases_that_are_found_in_the_same_places_have_the_same_stem() -> None:
    assert stem("جواز السفر") == stem("الجَواز سفر")
    assert stem("جواز السفر") != stem("جواز")


@given(TEXTS, st.lists(PHRASES, unique=True, max_size=6))
def test_every_phrase_that_a_text_contains_lies_within_one_that_is_found(text: str, phrases: list[str]) -> None:
    found = Phrases((phrase, phrase) for phrase in phrases).find(fold(text))
    for phrase in phrases:
        assert contains_phrase(fold(text), phrase) == any(contains_phrase(fold(one.phrase), phrase) for one in found)


@given(TEXTS, st.lists(PHRASES, unique=True, max_size=6))
def test_no_phrase_found_lies_within_another(text: str, phrases: list[str]) -> None:
    found = Phrases((phrase, phrase) for phrase in phrases).find(fold(text))
    for one in found:
        assert not any(
            other is not one and other.start <= one.start and one.end <= other.end and other.owner != one.owner
            for other in found
        )


@given(st.text(), st.text())
def test_no_text_and_no_phrase_raise(text: str, phrase: str) -> None:
    assert contains_phrase(fold(f"{text} {phrase} {text}"), phrase) == bool(fold(phrase))
