"""What may have been handed in before is noted, and stops nothing."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.duplicates import MOST_DUPLICATES, Twin, duplicates, keys_of
from shared.contracts import SubmissionReadV1
from shared.contracts.base import Document
from tests.unit.registry.examples import NOW, PERMIT_PAPERS, read, sender
from tests.unit.registry.office import Office

KEYS = st.frozensets(st.sampled_from(("d1", "d2", "s1", "s2")), max_size=4)


def paper(
    name: str = "scan.pdf", *, size: int = 2000, digit: str = "d", media_type: str = "application/pdf"
) -> Document:
    return Document(document_id=uuid4(), name=name, sha256=digit * 64, size=size, media_type=media_type, agrees=True)


@pytest.mark.parametrize(("one", "other"), [("تصريحُ عملٍ", "تصريح عمل"), ("إجازة", "اجازه"), ("Permit 12", "PERMIT ١٢")])
def test_subjects_that_read_the_same_are_the_same_from_one_sender(one: str, other: str) -> None:
    assert keys_of(sender(), one, ()) == keys_of(sender(address="SALIM@example.om"), other, ())
    assert keys_of(sender(), one, ()) != keys_of(sender(address="other@example.om"), other, ())


@pytest.mark.parametrize(
    ("address", "subject"), [(None, "subject"), ("a@b.om", ""), ("a@b.om", " !؟ ")], ids=["sender", "subject", "words"]
)
def test_what_is_without_says_nothing(address: str | None, subject: str) -> None:
    assert keys_of(sender(address=address), subject, ()) == ()


@pytest.mark.parametrize(
    ("document", "tells"),
    [
        (paper(), True),
        (paper(size=1024), False),
        (paper(size=1025), True),
        (paper("image001.png", media_type="image/png"), False),
        (paper("passport.png", media_type="image/png"), True),
    ],
)
def test_a_document_tells_unless_it_is_tiny_or_belongs_to_a_signature(document: Document, *, tells: bool) -> None:
    assert bool(keys_of(sender(), "", (document, document))) == tells
    assert len(keys_of(sender(), "", (document, document))) == tells


@given(mine=KEYS, others=st.lists(KEYS, max_size=30))
def test_exactly_those_that_share_a_key_are_noted_up_to_a_limit(
    mine: frozenset[str], others: list[frozenset[str]]
) -> None:
    twins = [Twin(submission_id=UUID(int=place), number=None, keys=keys) for place, keys in enumerate(others, start=1)]
    myself = Twin(submission_id=UUID(int=0), number=None, keys=mine)
    found = duplicates(myself.submission_id, mine, [myself, *twins])
    sharing = [one for one in twins if one.keys & mine]
    assert [one.submission_id for one in found] == [one.submission_id for one in sharing[:MOST_DUPLICATES]]
    for one, like in zip(found, sharing, strict=False):
        assert (one.why == "document") == bool(like.keys & mine & {"d1", "d2"})


def once_more(submission: SubmissionReadV1, **changes: object) -> SubmissionReadV1:
    return submission.model_copy(update={"submission_id": uuid4(), "requester": sender(), **changes})


async def test_what_is_sent_again_is_registered_again_and_says_so(office: Office) -> None:
    first = await office.registered()
    again = read(*PERMIT_PAPERS, received_at=NOW + timedelta(days=30))
    office.clock.forward(days=30)
    await office.registry.submission_read(again)
    after = office.books.matters[again.submission_id]
    assert (after.state, after.sequence) == ("registered", 2)
    assert [(one.submission_id, one.number) for one in after.duplicates] == [(first.submission_id, first.number)]


async def test_what_is_long_ago_is_not_noted(office: Office) -> None:
    await office.registered()
    office.clock.forward(days=31)
    again = read(*PERMIT_PAPERS, received_at=office.clock.now())
    await office.registry.submission_read(again)
    assert office.books.matters[again.submission_id].duplicates == ()


async def test_of_two_that_come_in_one_batch_the_later_one_is_noted(office: Office) -> None:
    first = read(readable=False)
    second = once_more(first)
    await asyncio.gather(*map(office.registry.submission_read, (first, second, first, second)))
    assert office.books.commits == 1
    assert office.books.matters[first.submission_id].duplicates == ()
    (noted,) = office.books.matters[second.submission_id].duplicates
    assert (noted.submission_id, noted.number) == (first.submission_id, None)
