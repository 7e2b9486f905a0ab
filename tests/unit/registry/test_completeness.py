from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.completeness import check
from services.registry.request_types import RequestType, load_request_types
from services.registry.request_types.file_names import words_of
from shared.contracts.base import Document

TYPES = load_request_types(Path(__file__).parents[3] / "config" / "request-types")
PERMIT = TYPES["work-permit"]  # requires passport, employment-contract, commercial-registration
RENEWAL = TYPES["work-permit-renewal"]  # requires work-permit alone
PDF, JPEG, PNG, WORD = (
    "application/pdf",
    "image/jpeg",
    "image/png",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
FIELDS = {"civil_number": "1234567", "commercial_registration": "1234567", "occupation": "نجار"}


def papers(*names: str, media_type: str = PDF, agrees: bool = True, size: int = 200_000) -> list[Document]:
    return [
        Document(
            document_id=UUID(int=number),
            name=name,
            sha256="0" * 64,
            size=size,
            media_type=media_type,
            agrees=agrees,
        )
        for number, name in enumerate(names, start=1)
    ]


def ids(*numbers: int) -> tuple[UUID, ...]:
    return tuple(UUID(int=number) for number in numbers)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("PassportCopy2.pdf", "passport copy 2"),
        ("CRCertificate.PDF", "cr certificate"),
        ("جواز_السفر-احمد١.pdf", "جواز السفر احمد 1"),
        ("عقد العمل", "عقد العمل"),
        ("scan.2026.01.pdf", "scan 2026 01"),
        (".pdf", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_file_name_are_told_apart(name: str, words: str) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    "names",
    [
        ["جواز السفر.pdf", "عقد العمل.pdf", "السجل التجاري.pdf"],
        ["PASSPORT_RAJU.pdf", "EmploymentContract1.pdf", "cr-certificate 2026.pdf"],
        ["صورة جواز سفر العامل (1).pdf", "العَقد.pdf", "شهادة السِّجل التجاري.pdf"],
    ],
)
def test_documents_are_recognised_by_their_names(names: list[str]) -> None:
    found = check(PERMIT, papers(*names), None)
    assert found.recognised == {
        "passport": ids(1),
        "employment-contract": ids(2),
        "commercial-registration": ids(3),
    }
    assert (found.missing, found.unrecognised, found.unusable, found.verdict) == ((), (), (), "complete")


def test_what_is_missing_is_named_in_the_order_of_the_type() -> None:
    found = check(PERMIT, papers("عقد العمل.pdf"), None)
    assert found.missing == ("passport", "commercial-registration")
    assert found.verdict == "incomplete"


def test_an_optional_document_is_recognised_and_never_missed() -> None:
    found = check(PERMIT, papers("صورة شخصية.jpg", media_type=JPEG), None)
    assert found.recognised == {"photograph": ids(1)}
    assert "photograph" not in found.missing


def test_a_document_whose_ending_contradicts_its_bytes_does_not_count() -> None:
    found = check(RENEWAL, papers("work permit.pdf", agrees=False), None)
    assert (found.missing, found.unusable, found.verdict) == (("work-permit",), ids(1), "incomplete")


def test_a_document_of_a_kind_that_was_not_asked_for_does_not_count() -> None:
    found = check(PERMIT, papers("employment contract.jpg", media_type=JPEG), None)
    assert "employment-contract" in found.missing
    assert found.unusable == ids(1)


def test_a_name_that_names_several_documents_counts_for_all_of_them() -> None:
    found = check(PERMIT, papers("جواز السفر وعقد العمل.pdf", "cr copy.pdf"), None)
    assert found.recognised["passport"] == found.recognised["employment-contract"] == ids(1)
    assert found.verdict == "complete"


def test_the_longer_name_counts_when_one_lies_in_the_other() -> None:
    found = check(PERMIT, papers("passport photo.jpg", media_type=JPEG), None)
    assert found.recognised == {"photograph": ids(1)}


def test_several_files_may_be_one_document() -> None:
    found = check(PERMIT, papers("passport page 1.pdf", "passport page 2.pdf"), None)
    assert found.recognised == {"passport": ids(1, 2)}


def test_a_clerk_looks_when_what_is_missing_may_be_among_files_that_say_nothing() -> None:
    found = check(PERMIT, papers("passport.pdf", "scan001.pdf", "scan002.pdf"), None)
    assert (found.unrecognised, found.verdict) == (ids(2, 3), "unclear")


def test_the_requester_is_asked_when_more_is_missing_than_there_are_files_that_say_nothing() -> None:
    found = check(PERMIT, papers("passport.pdf", "scan001.pdf"), None)
    assert (found.unrecognised, found.verdict) == (ids(2), "incomplete")


def test_a_file_that_cannot_be_any_missing_document_does_not_trouble_a_clerk() -> None:
    named, photo = papers("جواز وسجل تجاري.pdf", "a.jpg")
    found = check(PERMIT, [named, photo.model_copy(update={"media_type": JPEG})], None)
    assert (found.missing, found.unrecognised, found.verdict) == (("employment-contract",), ids(2), "incomplete")


def test_the_only_file_is_the_only_document_that_is_asked_for_whatever_its_name() -> None:
    found = check(RENEWAL, papers("scan001.pdf"), None)
    assert found.recognised == {"work-permit": ids(1)}
    assert (found.missing, found.unrecognised, found.verdict) == ((), (), "complete")


def test_of_two_files_that_say_nothing_neither_is_taken_for_the_one_document() -> None:
    found = check(RENEWAL, papers("scan001.pdf", "scan002.pdf"), None)
    assert (found.missing, found.unrecognised, found.verdict) == (("work-permit",), ids(1, 2), "unclear")


def test_a_file_that_names_another_document_is_not_taken_for_the_one_that_is_asked_for() -> None:
    found = check(RENEWAL, papers("passport.pdf"), None)
    assert (found.missing, found.verdict) == (("work-permit",), "incomplete")


@pytest.mark.parametrize("name", ["image001.png", "Outlook-x1y2.png", "logo.png", "شعار.png", "signature_1.png"])
def test_the_little_picture_of_a_signature_is_no_document(name: str) -> None:
    found = check(RENEWAL, papers(name, media_type=PNG, size=6_000), None)
    assert (found.missing, found.unusable, found.verdict) == (("work-permit",), ids(1), "incomplete")


def test_a_large_picture_is_a_scan_even_under_the_name_of_a_signatures_picture() -> None:
    assert check(RENEWAL, papers("image001.png", media_type=PNG), None).verdict == "complete"


def test_a_small_logo_is_a_document_where_a_logo_is_asked_for() -> None:
    trademark = TYPES["trademark-registration"]
    found = check(trademark, papers("logo.png", media_type=PNG, size=6_000), None)
    assert found.recognised == {"mark-image": ids(1)}


def test_a_type_that_asks_for_nothing_is_always_complete() -> None:
    found = check(TYPES["general-correspondence"], papers("x.zip", media_type="application/zip"), None)
    assert (found.verdict, found.unusable) == ("complete", ids(1))


def test_fields_of_a_form_are_checked_and_those_of_a_mail_are_not() -> None:
    complete = papers("passport.pdf", "contract.pdf", "cr copy.pdf")
    assert check(PERMIT, complete, None).wrong_fields == ()
    assert check(PERMIT, complete, FIELDS).verdict == "complete"
    found = check(PERMIT, complete, {"civil_number": "12", "occupation": "  "})
    assert found.wrong_fields == ("civil_number", "commercial_registration", "occupation")
    assert found.verdict == "incomplete"


def test_a_number_in_a_form_may_be_written_in_arabic_digits() -> None:
    assert check(PERMIT, [], {**FIELDS, "civil_number": " ١٢٣٤٥٦٧ "}).wrong_fields == ()


def test_an_endless_value_is_wrong_without_being_matched() -> None:
    assert check(PERMIT, [], {**FIELDS, "civil_number": "1" * 100_000}).wrong_fields == ("civil_number",)


NAMES = ["جواز.pdf", "عقد.pdf", "سجل تجاري.pdf", "جواز وعقد.pdf", "scan.pdf", "image001.png"]
ANY_DOCUMENT = st.builds(
    Document,
    document_id=st.uuids(),
    name=st.sampled_from(NAMES) | st.text(),
    sha256=st.just("0" * 64),
    size=st.integers(min_value=0, max_value=10**6),
    media_type=st.sampled_from([PDF, JPEG, PNG, WORD, "application/zip"]),
    agrees=st.booleans(),
)
ANY_DOCUMENTS = st.lists(ANY_DOCUMENT, max_size=6, unique_by=lambda document: document.document_id)
ANY_TYPE = st.sampled_from(list(TYPES.values()))


@given(ANY_TYPE, ANY_DOCUMENTS)
def test_every_document_is_in_exactly_one_of_the_three_kinds(asked: RequestType, documents: list[Document]) -> None:
    found = check(asked, documents, None)
    recognised = {one for those in found.recognised.values() for one in those}
    everything = [*recognised, *found.unrecognised, *found.unusable]
    assert sorted(everything) == sorted(document.document_id for document in documents)


@given(ANY_TYPE, ANY_DOCUMENTS)
def test_complete_means_that_nothing_required_is_missing(asked: RequestType, documents: list[Document]) -> None:
    found = check(asked, documents, None)
    required = {document.code for document in asked.documents if document.required}
    assert set(found.missing) == required - set(found.recognised)
    assert (found.verdict == "complete") == (not found.missing)


@given(ANY_TYPE, ANY_DOCUMENTS.flatmap(lambda documents: st.tuples(st.just(documents), st.permutations(documents))))
def test_the_order_in_which_documents_come_makes_no_difference(
    asked: RequestType, orders: tuple[list[Document], list[Document]]
) -> None:
    one, other = (check(asked, documents, None) for documents in orders)
    assert (one.missing, one.verdict, set(one.unusable)) == (other.missing, other.verdict, set(other.unusable))


@given(ANY_TYPE, ANY_DOCUMENTS, ANY_DOCUMENT)
def test_one_more_document_takes_nothing_away_from_what_names_say(
    asked: RequestType, documents: list[Document], more: Document
) -> None:
    before, after = check(asked, documents, None), check(asked, [*documents, more], None)
    taken_without_a_name = len([document for document in asked.documents if document.required]) == 1
    assert taken_without_a_name or set(after.missing) <= set(before.missing)
