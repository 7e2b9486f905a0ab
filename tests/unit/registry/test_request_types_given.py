"""The request types that Diwan comes with: what their keywords and names are meant to do, they do."""

from pathlib import Path

import pytest

from services.registry.classification import classify
from services.registry.request_types import GENERAL, GOVERNMENT, RequestType, RequestTypes, load_request_types
from services.registry.request_types.file_names import words_of
from shared.arabic import fold

FOLDER = Path(__file__).parents[3] / "config" / "request-types"
TYPES = load_request_types(FOLDER)
ALL = pytest.mark.parametrize("given", TYPES.values(), ids=lambda given: given.code)


def by_subject(types: RequestTypes, subject: str) -> str | None:
    return classify(
        types, stated=None, mailbox="documents@diwan.example", subject=subject, text="", document_names=(),
        government=False,
    ).code  # fmt: skip


def test_there_are_at_least_fourteen_beside_general_letters() -> None:
    assert len(TYPES) > 14
    assert GOVERNMENT in TYPES


@ALL
def test_every_type_but_the_general_one_can_be_reached_by_address_and_by_words(given: RequestType) -> None:
    reachable = given.code != GENERAL
    assert (given.mailbox is not None) == reachable
    assert bool(given.keywords.ar and given.keywords.en) == reachable


@ALL
def test_its_own_keywords_lead_to_a_type(given: RequestType) -> None:
    for phrase in (*given.keywords.ar, *given.keywords.en):
        assert by_subject(TYPES, phrase) == given.code, phrase


@ALL
def test_its_title_leads_to_a_type(given: RequestType) -> None:
    for title in (given.title.ar, given.title.en):
        assert by_subject(TYPES, title) == given.code, title


@ALL
def test_each_of_its_names_is_recognised_as_that_document_and_no_other(given: RequestType) -> None:
    for document in given.documents:
        names = document.recognise.names
        for name in (document.title.ar, document.title.en, *names.ar, *names.en):
            assert given.names.owners(words_of(f"{name}_2.pdf")) == {document.code}, name


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("طلب تجديد تصريح العمل للعامل راجو كومار", "work-permit-renewal"),
        ("بشأن إصدار تصاريح عمل: طلب استقدام عمّال", "work-permit"),
        ("Request for renewal of the work permit of an employee (renewal of work permit)", "work-permit-renewal"),
        ("شكوي بسبب تأخّر الرواتب", "wage-complaint"),
        ("للتكرم: تجديد السّجل التجاري", "commercial-registration-renewal"),
        ("Trademark registration – class 30", "trademark-registration"),
        ("عاجل: بلاغ إصابة عمل", "occupational-injury"),
        ("ترخيص استقدام قوى عاملة", "recruitment-licence"),
        ("شكر وتقدير", None),
    ],
)
def test_subjects_as_people_write_them_lead_to_the_right_type(subject: str, code: str | None) -> None:
    assert by_subject(TYPES, subject) == code


def test_english_and_arabic_help_differ_in_language_not_in_kind() -> None:
    for given in TYPES.values():
        assert fold(given.help.ar) != fold(given.help.en)
        assert given.help.ar.endswith(".") == given.help.en.endswith(".")
