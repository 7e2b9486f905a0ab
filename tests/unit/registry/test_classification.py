from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.classification import Because, Classification, classify
from services.registry.model import WaitsBecause
from services.registry.request_types import GENERAL, GOVERNMENT, RequestTypes, load_request_types

TYPES = load_request_types(Path(__file__).parents[3] / "config" / "request-types")
NOTHING: dict[str, Any] = {
    "stated": None,
    "mailbox": "documents@diwan.example",
    "subject": "",
    "text": "",
    "document_names": (),
    "government": False,
}


def test_every_reason_for_which_nothing_is_certain_is_one_that_the_desk_lists() -> None:
    assert set(get_args(Because)) - set(get_args(WaitsBecause)) == {
        "stated",
        "mailbox",
        "government",
        "words",
        "letter",
    }


def classified(types: RequestTypes = TYPES, **facts: Any) -> Classification:
    return classify(types, **{**NOTHING, **facts})


def test_what_the_sender_stated_counts_before_everything() -> None:
    found = classified(
        stated="import-licence",
        mailbox="work-permits@diwan.example",
        subject="تسجيل علامة تجارية",
        government=True,
    )
    assert (found.code, found.certain, found.because) == ("import-licence", True, "stated")


def test_a_stated_type_that_does_not_exist_is_for_a_clerk() -> None:
    found = classified(stated="moon-licence", document_names=["letter.pdf"])
    assert (found.code, found.certain, found.because) == (None, False, "unknown-type")


def test_the_address_of_a_type_counts_before_words() -> None:
    found = classified(mailbox="Trademarks+x1@diwan.example", subject="تجديد السجل التجاري", government=True)
    assert (found.code, found.certain, found.because) == ("trademark-registration", True, "mailbox")


def test_a_letter_of_a_government_body_is_its_correspondence_whatever_it_speaks_of() -> None:
    found = classified(subject="بشأن تجديد السجل التجاري لإحدى الشركات", government=True)
    assert (found.code, found.certain, found.because) == (GOVERNMENT, True, "government")


def test_without_a_type_for_them_letters_of_government_bodies_go_by_words() -> None:
    types = RequestTypes(one for one in TYPES.values() if one.code != GOVERNMENT)
    assert classified(types, subject="تجديد السجل التجاري", government=True).because == "words"


def test_a_keyword_in_the_subject_outweighs_many_in_the_text() -> None:
    found = classified(
        subject="تجديد تصريح العمل",
        text="شكوى عمالية ضد صاحب العمل. تسجيل علامة تجارية. تسجيل علامات تجارية. حماية علامة تجارية.",
    )
    assert (found.code, found.certain, found.because) == ("work-permit-renewal", True, "words")


@pytest.mark.parametrize("where", [{"text": "We ask for renewal of the commercial registration\nand commercial registration renewal."},
                                   {"document_names": ["letter.pdf", "طلب_تجديد_السجل_التجاري.pdf"]}])  # fmt: skip
def test_where_the_subject_says_nothing_the_text_and_the_names_of_documents_count(where: dict[str, Any]) -> None:
    found = classified(subject="طلب", **where)
    assert (found.code, found.certain, found.because) == ("commercial-registration-renewal", True, "words")


def test_two_types_in_the_subject_are_told_apart_by_the_text() -> None:
    subject = "شكوى عمالية وتأخر الرواتب"
    assert classified(subject=subject).because == "ambiguous"
    assert classified(subject=subject, text="لم تصلني رواتب متأخرة منذ مايو").code == "wage-complaint"


def test_two_types_with_equally_many_keywords_are_for_a_clerk_who_sees_both() -> None:
    found = classified(subject="تسجيل علامة تجارية وحجز اسم تجاري", document_names=["a.pdf"])
    assert found == Classification(
        code=None, certain=False, because="ambiguous", candidates=("name-reservation", "trademark-registration")
    )


def test_a_keyword_that_is_repeated_says_no_more_than_once() -> None:
    found = classified(subject="تسجيل علامة تجارية، تسجيل علامة تجارية، حجز اسم تجاري")
    assert found.because == "ambiguous"


def test_a_letter_of_no_type_with_a_document_is_general_correspondence() -> None:
    found = classified(subject="شكر", document_names=["scan001.pdf"])
    assert (found.code, found.certain, found.because) == (GENERAL, True, "letter")


def test_a_message_of_no_type_without_a_document_is_for_a_clerk() -> None:
    found = classified(subject="السلام عليكم", text="متى يفتح المكتب؟")
    assert (found.code, found.certain, found.because) == (None, False, "unclear")


ANY_FACTS = st.fixed_dictionaries(
    {
        "stated": st.none() | st.text() | st.sampled_from(list(TYPES)),
        "mailbox": st.text() | st.sampled_from([one.mailbox or "" for one in TYPES.values()]),
        "subject": st.text() | st.sampled_from([one.title.ar for one in TYPES.values()]),
        "text": st.text() | st.sampled_from([one.title.en for one in TYPES.values()]),
        "document_names": st.lists(st.text(), max_size=3),
        "government": st.booleans(),
    }
)


@given(ANY_FACTS)
def test_whatever_is_written_what_is_certain_has_a_type_that_exists(facts: dict[str, Any]) -> None:
    found = classified(**facts)
    assert (found.code in TYPES) == found.certain
    assert all(code in TYPES for code in found.candidates)
