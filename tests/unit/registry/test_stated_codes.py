"""What a sender says a file is, is believed as far as its bytes allow."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.completeness import check
from services.registry.request_types import RequestType
from shared.contracts.base import Document
from tests.unit.registry.examples import TYPES

PERMIT = TYPES["work-permit"]  # requires passport, employment-contract (PDF alone), commercial-registration
RENEWAL = TYPES["work-permit-renewal"]  # requires work-permit alone
COMPLAINT = TYPES["consumer-complaint"]  # requires invoice alone, and knows photographs, which are no PDF
PDF, JPEG, PNG, ZIP = "application/pdf", "image/jpeg", "image/png", "application/zip"


def paper(
    number: int, name: str, code: str | None, media_type: str = PDF, *, agrees: bool = True, size: int = 200_000
) -> Document:
    return Document(
        document_id=UUID(int=number),
        name=name,
        sha256="0" * 64,
        size=size,
        media_type=media_type,
        agrees=agrees,
        code=code,
    )


def ids(*numbers: int) -> tuple[UUID, ...]:
    return tuple(UUID(int=number) for number in numbers)


def test_files_whose_names_say_nothing_are_what_the_sender_says() -> None:
    found = check(
        PERMIT,
        [
            paper(1, "scan001.pdf", "passport"),
            paper(2, "scan002.pdf", "employment-contract"),
            paper(3, "scan003.pdf", "commercial-registration"),
        ],
        None,
    )
    assert found.recognised == {
        "passport": ids(1),
        "employment-contract": ids(2),
        "commercial-registration": ids(3),
    }
    assert found.verdict == "complete"


def test_what_the_sender_says_outweighs_the_name() -> None:
    found = check(PERMIT, [paper(1, "passport.pdf", "employment-contract")], None)
    assert found.recognised == {"employment-contract": ids(1)}
    assert "passport" in found.missing


def test_a_picture_is_no_contract_whatever_the_sender_says() -> None:
    found = check(PERMIT, [paper(1, "scan.jpg", "employment-contract", JPEG)], None)
    assert "employment-contract" in found.missing
    assert (found.recognised, found.unusable) == ({}, ids(1))


def test_a_file_that_is_not_what_its_name_says_counts_for_nothing() -> None:
    found = check(PERMIT, [paper(1, "passport.pdf", "passport", agrees=False)], None)
    assert (found.recognised, found.unusable) == ({}, ids(1))


def test_a_name_is_still_read_where_the_bytes_contradict_the_sender() -> None:
    found = check(PERMIT, [paper(1, "passport.jpg", "employment-contract", JPEG)], None)
    assert found.recognised == {"passport": ids(1)}


def test_a_file_that_was_said_to_be_another_one_is_not_taken_for_the_one_that_is_missing() -> None:
    found = check(COMPLAINT, [paper(1, "scan.pdf", "photographs")], None)
    assert (found.missing, found.unusable, found.verdict) == (("invoice",), ids(1), "incomplete")
    assert check(COMPLAINT, [paper(1, "scan.pdf", None)], None).recognised == {"invoice": ids(1)}


def test_a_code_that_the_type_does_not_have_says_nothing() -> None:
    assert check(RENEWAL, [paper(1, "scan.pdf", "nonsense")], None).recognised == {"work-permit": ids(1)}
    assert check(PERMIT, [paper(1, "passport.pdf", "")], None).recognised == {"passport": ids(1)}


@pytest.mark.parametrize("name", ["logo.png", "image001.png"])
def test_a_little_picture_is_a_document_where_the_sender_says_so(name: str) -> None:
    found = check(PERMIT, [paper(1, name, "photograph", PNG, size=6_000)], None)
    assert found.recognised == {"photograph": ids(1)}


ANY_TYPE = st.sampled_from(list(TYPES.values()))
CODES = sorted({asked.code for one in TYPES.values() for asked in one.documents})
ANY_PAPER = st.builds(
    paper,
    st.integers(1, 10**9),
    st.sampled_from(["جواز.pdf", "عقد.pdf", "scan.pdf", "image001.png"]) | st.text(max_size=10),
    st.none() | st.sampled_from(CODES) | st.text(max_size=10),
    st.sampled_from([PDF, JPEG, PNG, ZIP]),
    agrees=st.booleans(),
    size=st.integers(0, 10**6),
)
ANY_PAPERS = st.lists(ANY_PAPER, max_size=6, unique_by=lambda document: document.document_id)


@given(ANY_TYPE, ANY_PAPERS)
def test_a_stated_code_never_makes_a_document_count_that_the_bytes_contradict(
    asked: RequestType, documents: list[Document]
) -> None:
    found = check(asked, documents, None)
    by_id = {document.document_id: document for document in documents}
    declared = {one.code: one for one in asked.documents}
    for code, those in found.recognised.items():
        for document in (by_id[one] for one in those):
            assert document.agrees
            assert document.media_type in declared[code].recognise.media_types


@given(ANY_TYPE, ANY_PAPERS)
def test_a_stated_code_is_believed_wherever_the_bytes_allow_it(asked: RequestType, documents: list[Document]) -> None:
    found = check(asked, documents, None)
    declared = {one.code: one for one in asked.documents}
    for document in documents:
        stated = declared.get(document.code or "")
        if stated and document.agrees and document.media_type in stated.recognise.media_types:
            assert [code for code, those in found.recognised.items() if document.document_id in those] == [stated.code]


@given(ANY_TYPE, ANY_PAPERS.flatmap(lambda papers: st.tuples(st.just(papers), st.permutations(papers))))
def test_files_with_codes_may_come_in_any_order(
    asked: RequestType, orders: tuple[list[Document], list[Document]]
) -> None:
    one, other = (check(asked, documents, None) for documents in orders)
    assert (one.missing, one.verdict, set(one.unusable)) == (other.missing, other.verdict, set(other.unusable))
