"""What every adapter of storage's ports must do: run against the fakes here, and against MongoDB and S3 in integration."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import permutations
from uuid import UUID, uuid4

import pytest

from services.storage.model import Classification, Grant
from services.storage.ports import Blobs, Brought, Classifications, Documents, Grants, Homes, Letters, Views
from shared.errors import NotFoundError
from shared.vault import ChecksumMismatchError
from tests.unit.storage.fakes import NOW, letter, stored, view


class DocumentsContract:
    """Needs a fixture `documents`."""

    async def test_a_recorded_document_is_found_as_it_was_written(self, documents: Documents) -> None:
        document = stored(agrees=False)
        await documents.record([document])
        assert await documents.get(document.document_id) == document

    async def test_an_unknown_document_is_not_found(self, documents: Documents) -> None:
        assert await documents.get(uuid4()) is None
        assert await documents.of_submission(uuid4()) == []

    async def test_recording_again_changes_nothing(self, documents: Documents) -> None:
        matter = uuid4()
        raw, first = stored(submission_id=matter, brought_by=matter), stored(submission_id=matter, brought_by=matter)
        for _ in range(3):
            await documents.record([raw, first])
        assert await documents.of_submission(matter) == [raw, first]

    async def test_what_is_added_where_it_is_known_stays_what_it_is(self, documents: Documents) -> None:
        matter, known, new = uuid4(), stored(), stored()
        await documents.record([known])
        again = replace(known, submission_id=matter, brought_by=matter, name="another.pdf")
        await documents.add([again, replace(new, submission_id=matter)])
        assert await documents.get(known.document_id) == known
        assert await documents.of_submission(matter) == [replace(new, submission_id=matter)]

    async def test_repeated_deliveries_at_the_same_moment_record_once(self, documents: Documents) -> None:
        document = stored()
        await asyncio.gather(*(documents.record([document], urgent=turn % 2 == 0) for turn in range(20)))
        assert await documents.of_submission(document.submission_id) == [document]

    async def test_what_is_known_and_what_is_new_may_come_at_the_same_moment(self, documents: Documents) -> None:
        known, new = [stored() for _ in range(5)], [stored() for _ in range(5)]
        await documents.record(known)
        said = [replace(one, agrees=False) for one in known]
        await asyncio.gather(*(documents.record(list(pair)) for pair in zip(said, new, strict=True)))
        assert [await documents.get(one.document_id) for one in (*said, *new)] == [*said, *new]

    async def test_documents_of_a_matter_stand_in_the_order_they_were_received(self, documents: Documents) -> None:
        matter, supplement = uuid4(), uuid4()
        later = NOW + timedelta(minutes=5)
        first = [stored(submission_id=matter, brought_by=matter, name=f"{turn}.pdf") for turn in range(3)]
        added = [
            stored(submission_id=matter, brought_by=supplement, received_at=later, name=f"{turn}.pdf")
            for turn in range(3)
        ]
        await documents.record(added)
        await documents.record([stored()])
        await documents.record(first)
        assert await documents.of_submission(matter) == [*first, *added]

    async def test_many_submissions_at_once_are_each_recorded(self, documents: Documents) -> None:
        batches = [[stored(), stored()] for _ in range(150)]
        await asyncio.gather(*(documents.record(batch) for batch in batches))
        found = await asyncio.gather(*(documents.get(batch[1].document_id) for batch in batches))
        assert found == [batch[1] for batch in batches]

    async def test_all_that_a_submission_and_its_supplements_brought_moves_and_nothing_else(
        self, documents: Documents
    ) -> None:
        matter, supplement = uuid4(), uuid4()
        there = stored(submission_id=matter, brought_by=matter)
        brought = [stored(submission_id=supplement, brought_by=supplement, name=f"{turn}.pdf") for turn in range(2)]
        later = stored(submission_id=supplement, brought_by=uuid4())
        other = stored()
        for recorded in ([there], brought, [later], [other]):
            await documents.record(recorded)
        for _ in range(2):
            await documents.move(supplement, matter)
        moved = [replace(one, submission_id=matter) for one in (*brought, later)]
        found = await documents.of_submission(matter)
        assert {one.document_id: one for one in found} == {one.document_id: one for one in (there, *moved)}
        assert [one for one in found if one.brought_by == supplement] == moved[:2]
        assert await documents.of_submission(supplement) == []
        assert await documents.get(other.document_id) == other

    async def test_a_document_that_has_moved_is_not_brought_back_by_a_repeated_delivery(
        self, documents: Documents
    ) -> None:
        matter, document = uuid4(), stored()
        await documents.record([document])
        await documents.move(document.brought_by, matter)
        await documents.record([replace(document, agrees=False)])
        assert await documents.get(document.document_id) == replace(document, submission_id=matter, agrees=False)

    async def test_moving_what_is_not_there_yet_does_nothing(self, documents: Documents) -> None:
        matter = uuid4()
        await documents.move(uuid4(), matter)
        assert await documents.of_submission(matter) == []


class GrantsContract:
    """Needs a fixture `grants`."""

    async def test_a_matter_nobody_has_yet_has_no_grant(self, grants: Grants) -> None:
        assert await grants.get(uuid4()) is None

    @pytest.mark.parametrize("order", [*permutations((1, 2, 3))], ids=str)
    async def test_the_highest_version_holds_in_whatever_order_they_come(
        self, grants: Grants, order: tuple[int, ...]
    ) -> None:
        matter = uuid4()
        for version in order:
            await grants.grant(_grant(matter, version))
        assert await grants.get(matter) == _grant(matter, 3)

    async def test_the_highest_version_holds_when_they_come_at_the_same_moment(self, grants: Grants) -> None:
        matter = uuid4()
        await asyncio.gather(
            *(grants.grant(_grant(matter, version), urgent=version % 3 == 0) for version in range(30, 0, -1))
        )
        assert await grants.get(matter) == _grant(matter, 30)

    async def test_the_first_grant_of_a_version_holds(self, grants: Grants) -> None:
        matter = uuid4()
        await grants.grant(Grant(submission_id=matter, units=frozenset({"labour", "$legal"}), version=1))
        await grants.grant(Grant(submission_id=matter, units=frozenset({"trade"}), version=1))
        found = await grants.get(matter)
        assert found is not None
        assert found.units == {"labour", "$legal"}


class ClassificationsContract:
    """Needs a fixture `classifications`."""

    async def test_of_a_matter_of_which_nothing_was_said_nothing_is_known(
        self, classifications: Classifications
    ) -> None:
        assert await classifications.get(uuid4()) is None

    @pytest.mark.parametrize("order", [*permutations((1, 2, 3))], ids=str)
    async def test_what_was_said_last_holds_in_whatever_order_it_comes(
        self, classifications: Classifications, order: tuple[int, ...]
    ) -> None:
        matter = uuid4()
        said = {
            version: Classification(submission_id=matter, confidential=version == 2, version=version)
            for version in (1, 2, 3)
        }
        for version in order:
            await classifications.note(said[version])
        assert await classifications.get(matter) == said[3]


class HomesContract:
    """Needs a fixture `homes`."""

    async def test_a_submission_that_supplements_nothing_has_no_home(self, homes: Homes) -> None:
        await homes.settle(uuid4(), uuid4())
        assert await homes.get(uuid4()) is None

    async def test_a_supplement_finds_its_matter_however_often_it_is_said(self, homes: Homes) -> None:
        supplement, matter = uuid4(), uuid4()
        await homes.settle(supplement, matter)
        await asyncio.gather(*(homes.settle(supplement, matter, urgent=turn % 2 == 0) for turn in range(20)))
        assert await homes.get(supplement) == matter

    async def test_many_that_look_at_once_each_find_their_own(self, homes: Homes) -> None:
        known = {uuid4(): uuid4() for _ in range(3)}
        for supplement, matter in known.items():
            await homes.settle(supplement, matter)
        asked = [uuid4(), *known, uuid4(), *known]
        found = await asyncio.gather(*(homes.get(one, urgent=turn % 2 == 0) for turn, one in enumerate(asked)))
        assert found == [known.get(one) for one in asked]

    async def test_the_first_matter_that_is_said_stays(self, homes: Homes) -> None:
        supplement, first = uuid4(), uuid4()
        await homes.settle(supplement, first)
        await homes.settle(supplement, uuid4())
        assert await homes.get(supplement) == first


class BroughtContract:
    """Needs a fixture `brought`."""

    async def test_what_was_brought_is_remembered_by_its_hash(self, brought: Brought) -> None:
        await brought.note("1" * 64, NOW)
        await brought.note("1" * 64, NOW - timedelta(days=1))
        assert await brought.among(["1" * 64, "2" * 64]) == {"1" * 64}
        assert await brought.among([]) == frozenset()


class ViewsContract:
    """Needs a fixture `views`."""

    async def test_views_of_a_document_come_newest_first_and_not_more_than_asked_for(self, views: Views) -> None:
        document_id = uuid4()
        seen = [view(document_id, NOW + timedelta(seconds=second)) for second in range(5)]
        for one in (seen[2], seen[0], seen[4], seen[1], seen[3], view(uuid4(), NOW)):
            await views.add(one)
        assert await views.of_document(document_id, 3) == [seen[4], seen[3], seen[2]]
        assert await views.of_document(document_id, 100) == seen[::-1]

    async def test_a_document_that_nobody_saw_has_no_views(self, views: Views) -> None:
        assert await views.of_document(uuid4(), 10) == []


class BlobsContract:
    """Needs a fixture `blobs`."""

    async def test_a_blob_reads_back_as_it_was_written(self, blobs: Blobs) -> None:
        content = _unique(700_000)
        await put(blobs, content)
        assert b"".join([chunk async for chunk in blobs.open(_name(content))]) == content

    async def test_a_peek_tells_the_beginning_and_the_size_of_all(self, blobs: Blobs) -> None:
        content = _unique(70_000)
        await put(blobs, content)
        peeked = await blobs.peek(_name(content), 8192)
        assert (peeked.head, peeked.size) == (content[:8192], 70_000)

    async def test_a_peek_at_a_blob_shorter_than_that_is_all_of_it(self, blobs: Blobs) -> None:
        content = _unique(100)
        await put(blobs, content)
        peeked = await blobs.peek(_name(content), 8192)
        assert (peeked.head, peeked.size) == (content, 100)

    async def test_an_empty_blob_is_a_blob(self, blobs: Blobs) -> None:
        await put(blobs, b"")
        peeked = await blobs.peek(_name(b""), 1)
        assert (peeked.head, peeked.size) == (b"", 0)
        assert [chunk async for chunk in blobs.open(_name(b"")) if chunk] == []

    async def test_an_absent_blob_is_not_found(self, blobs: Blobs) -> None:
        absent = _name(_unique(10))
        with pytest.raises(NotFoundError):
            await blobs.peek(absent, 1)
        with pytest.raises(NotFoundError):
            await anext(blobs.open(absent))

    async def test_bytes_under_a_wrong_name_are_refused_and_not_kept(self, blobs: Blobs) -> None:
        wrong = _name(_unique(10))
        with pytest.raises(ChecksumMismatchError):
            await blobs.put_stream(_pieces(b"x" * 50_000), sha256=wrong, size=50_000)
        with pytest.raises(NotFoundError):
            await blobs.peek(wrong, 1)

    async def test_a_stream_that_breaks_off_leaves_nothing(self, blobs: Blobs) -> None:
        content = _unique(500_000)

        async def broken() -> AsyncIterator[bytes]:
            yield content[:300_000]
            raise OSError("the sender is gone")

        with pytest.raises(OSError, match="the sender is gone"):
            await blobs.put_stream(broken(), sha256=_name(content), size=len(content))
        with pytest.raises(NotFoundError):
            await blobs.peek(_name(content), 1)

    async def test_the_same_content_from_many_at_once_is_one_blob(self, blobs: Blobs) -> None:
        content = _unique(20_000)
        kept = await asyncio.gather(*(put(blobs, content) for _ in range(8)))
        assert set(kept) == {_name(content)}
        assert (await blobs.peek(_name(content), 1)).size == len(content)

    async def test_reading_may_stop_early(self, blobs: Blobs) -> None:
        content = _unique(900_000)
        await put(blobs, content)
        reading = blobs.open(_name(content))
        assert content.startswith(await anext(reading))
        await reading.aclose()
        assert [chunk async for chunk in reading] == []


async def put(blobs: Blobs, content: bytes) -> str:
    """Put bytes, in pieces, and return their name."""
    blob = await blobs.put_stream(_pieces(content), sha256=_name(content), size=len(content))
    return blob.sha256


async def _pieces(content: bytes, size: int = 40_000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


def _unique(size: int) -> bytes:
    return (uuid4().bytes * (size // 16 + 1))[:size]


def _name(content: bytes) -> str:
    return sha256(content).hexdigest()


def _grant(matter: UUID, version: int) -> Grant:
    return Grant(submission_id=matter, units=frozenset({f"unit-{version}"}), version=version)


class LettersContract:
    """Needs a fixture `letters`."""

    async def test_what_was_sent_is_known_by_the_token_and_the_document(self, letters: Letters) -> None:
        sent, other = letter(token_hash="a" * 64), letter(token_hash="b" * 64)
        for one in (sent, other):
            await letters.record(one)
        assert await letters.was_sent("a" * 64, sent.documents[1])
        assert not await letters.was_sent("a" * 64, other.documents[0])
        assert not await letters.was_sent("c" * 64, sent.documents[0])

    async def test_what_answers_nobody_was_sent_to_no_token(self, letters: Letters) -> None:
        memo = letter()
        await letters.record(memo)
        assert not await letters.was_sent("", memo.documents[0])
        assert await letters.carrying(memo.documents[0]) == [memo.letter_id]

    async def test_a_document_may_be_in_several_letters_and_each_is_known_once(self, letters: Letters) -> None:
        first = letter()
        second = letter(documents=(first.documents[0], uuid4()))
        for one in (first, second, first):
            await letters.record(one)
        assert set(await letters.carrying(first.documents[0])) == {first.letter_id, second.letter_id}
        assert await letters.carrying(uuid4()) == []

    async def test_confidential_letters_are_told_from_others(self, letters: Letters) -> None:
        secret, ordinary = letter(confidential=True), letter()
        for one in (secret, ordinary):
            await letters.record(one)
        assert await letters.confidential_of([secret.letter_id, ordinary.letter_id, uuid4()]) == {secret.letter_id}
        assert await letters.confidential_of([]) == frozenset()
