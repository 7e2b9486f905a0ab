"""What every adapter of retention's ports must do: run against the fakes here, and against MongoDB and S3 in integration."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import permutations
from typing import Protocol
from uuid import uuid4

import pytest

from services.storage.ports import Blobs, Documents
from services.storage.retention.classes import CountedFrom
from services.storage.retention.model import SetAside, Span
from services.storage.retention.ports import (
    AsideBlobs,
    Asides,
    Disposals,
    DisposedDocuments,
    KeptMatters,
    NamedClasses,
)
from shared.errors import NotFoundError
from tests.unit.storage.fakes import stored
from tests.unit.storage.retention.fakes import (
    LONG_AGO,
    NOW,
    confirmed,
    disposal,
    matter,
    number,
)


def span(*types: str, class_code: str = "short", counted_from: CountedFrom = "closed") -> Span:
    kinds = types or ("work-permit",)
    return Span(class_code=class_code, counted_from=counted_from, request_types=kinds, until=LONG_AGO)


class KeptMattersContract:
    """Needs a fixture `matters`."""

    async def test_what_was_closed_is_due_behind_its_moment(self, matters: KeptMatters) -> None:
        one, later = matter(1), matter(2, closed_at=LONG_AGO + timedelta(seconds=1))
        for each in (one, later):
            await matters.closed(each, typed=0, classified=0)
        assert await matters.due([span()], None, 10, cleared=False) == [(span(), one)]
        assert await matters.types() == ["work-permit"]
        assert {each.number for each in await matters.numbered([number(1), number(2), number(3)])} == {
            one.number,
            later.number,
        }

    async def test_classes_count_from_different_moments(self, matters: KeptMatters) -> None:
        one = matter(1, closed_at=LONG_AGO + timedelta(days=1))
        await matters.closed(one, typed=0, classified=0)
        assert await matters.due([span()], None, 10, cleared=True) == []
        received = span(counted_from="received")
        assert await matters.due([received], None, 10, cleared=True) == [(received, one)]

    @pytest.mark.parametrize("order", list(permutations(range(4))))
    async def test_the_latest_news_of_a_matter_holds_in_whatever_order_it_comes(
        self, matters: KeptMatters, order: tuple[int, ...]
    ) -> None:
        one = matter(1)
        news = [
            lambda: matters.closed(one, typed=0, classified=0),
            lambda: matters.retyped(one.submission_id, "grievance", 3),
            lambda: matters.retyped(one.submission_id, "name-reservation", 2),
            lambda: matters.closed(
                replace(one, version=7, closed_at=LONG_AGO - timedelta(days=1)), typed=0, classified=0
            ),
        ]
        for each in order:
            await news[each]()
        # Delivered again.
        await news[0]()
        (kept,) = await matters.numbered([one.number])
        assert (kept.request_type, kept.version, kept.closed_at) == ("grievance", 7, LONG_AGO - timedelta(days=1))

    async def test_what_is_worked_on_again_is_not_due_until_it_is_closed_again(self, matters: KeptMatters) -> None:
        one = matter(1)
        await matters.opened(one.submission_id, 4)  # never closed: nothing to be known of it
        await matters.closed(one, typed=0, classified=0)
        await matters.opened(one.submission_id, 4)
        assert len(await matters.due([span()], None, 10, cleared=False)) == 1
        await matters.opened(one.submission_id, 6)
        assert await matters.due([span()], None, 10, cleared=False) == []
        await matters.closed(replace(one, version=8), typed=0, classified=0)
        assert len(await matters.due([span()], None, 10, cleared=False)) == 1

    async def test_what_was_retyped_and_never_closed_is_nothing_yet(self, matters: KeptMatters) -> None:
        one = matter(1)
        await matters.retyped(one.submission_id, "grievance", 2)
        await matters.opened(one.submission_id, 9)
        await matters.classified(one.submission_id, 2, confidential=True)
        assert (await matters.types(), await matters.numbered([one.number])) == ([], [])
        await matters.closed(one, typed=0, classified=0)
        (kept,) = await matters.numbered([one.number])
        assert (kept.state, kept.request_type, kept.confidential) == ("over", "grievance", True)

    async def test_what_is_confidential_is_there_for_those_with_clearance(self, matters: KeptMatters) -> None:
        one, other = matter(1), matter(2, confidential=True)
        await matters.closed(one, typed=0, classified=0)
        await matters.closed(other, typed=0, classified=2)
        assert [each.number for _, each in await matters.due([span()], None, 10, cleared=False)] == [one.number]
        assert sum(each.matters for each in await matters.counts([span()], cleared=False)) == 1
        assert sum(each.matters for each in await matters.counts([span()], cleared=True)) == 2
        await matters.classified(other.submission_id, 1, confidential=False)
        assert len(await matters.due([span()], None, 10, cleared=False)) == 1
        await matters.classified(other.submission_id, 3, confidential=False)
        assert len(await matters.due([span()], None, 10, cleared=False)) == 2

    async def test_it_is_counted_by_class_and_year(self, matters: KeptMatters) -> None:
        for sequence, (kind, year) in enumerate([("a", 2020), ("a", 2020), ("b", 2020), ("a", 2022), ("c", 2020)]):
            closed = datetime(year, 6, 1, tzinfo=UTC)
            await matters.closed(matter(sequence + 1, request_type=kind, closed_at=closed), typed=0, classified=0)
        both = [span("a", "b"), span("c", class_code="other")]
        counts = {(each.class_code, each.year, each.matters) for each in await matters.counts(both, cleared=False)}
        assert counts == {("short", 2020, 3), ("short", 2022, 1), ("other", 2020, 1)}

    async def test_pages_are_without_a_gap_and_without_a_repetition(self, matters: KeptMatters) -> None:
        kept = [
            matter(
                sequence + 1,
                request_type="ab"[sequence % 2],
                # several at the same moment
                closed_at=LONG_AGO - timedelta(days=sequence // 3),
                received_at=LONG_AGO - timedelta(days=sequence // 3, hours=5),
            )
            for sequence in range(12)
        ]
        for each in kept:
            await matters.closed(each, typed=0, classified=0)
        both = [span("a"), span("b", class_code="other", counted_from="received")]
        seen: list[str] = []
        after = None
        while page := await matters.due(both, after, 5, cleared=False):
            seen += [each.number for _, each in page]
            last, one = page[-1]
            after = (one.closed_at if last.counted_from == "closed" else one.received_at), one.submission_id
        assert len(seen) == 12
        assert set(seen) == {each.number for each in kept}

    async def test_what_is_held_is_neither_due_nor_taken(self, matters: KeptMatters) -> None:
        one = matter(1)
        await matters.closed(one, typed=0, classified=0)
        assert await matters.held(one.number, 1, held=True)
        assert await matters.due([span()], None, 10, cleared=False) == []
        assert await matters.counts([span()], cleared=False) == []
        assert not await matters.claim(confirmed(one), "d-1")
        assert await matters.held(one.number, 2, held=False)
        # Late news of the hold before.
        assert await matters.held(one.number, 1, held=True)
        assert await matters.claim(confirmed(one), "d-1")
        assert not await matters.held(one.number, 3, held=True)
        assert await matters.held(number(99), 1, held=True)

    async def test_of_a_hold_and_a_claim_at_once_exactly_one_is_done(self, matters: KeptMatters) -> None:
        for sequence in range(1, 9):
            one = matter(sequence)
            await matters.closed(one, typed=0, classified=0)
            held, taken = await asyncio.gather(
                matters.held(one.number, 1, held=True), matters.claim(confirmed(one), "d-1")
            )
            assert held != taken

    @pytest.mark.parametrize("changes", [{"version": 4}, {"request_type": "grievance"}])
    async def test_what_is_not_what_was_confirmed_is_not_taken(
        self, matters: KeptMatters, changes: dict[str, str | int]
    ) -> None:
        one = matter(1)
        await matters.closed(one, typed=0, classified=0)
        assert not await matters.claim(confirmed(one, **changes), "d-1")
        assert await matters.disposed([one.submission_id]) == frozenset()

    async def test_what_was_taken_is_taken_by_one_and_is_not_due(self, matters: KeptMatters) -> None:
        one = matter(1)
        await matters.closed(one, typed=0, classified=0)
        assert [await matters.claim(confirmed(one), name) for name in ("d-1", "d-1", "d-2")] == [True, True, False]
        await matters.closed(one, typed=0, classified=0)
        assert await matters.due([span()], None, 10, cleared=False) == []
        assert await matters.disposed([one.submission_id, uuid4()]) == {one.submission_id}


class DisposalsContract:
    """Needs a fixture `disposals`."""

    async def test_a_disposal_is_kept_once_as_it_was_said(self, disposals: Disposals) -> None:
        one = disposal(matter(1), matter(2))
        assert await disposals.add(one)
        assert not await disposals.add(replace(one, why="another"))
        assert await disposals.get(one.disposal_id) == one
        assert await disposals.get(str(uuid4())) is None

    async def test_it_waits_until_all_of_it_became_something(self, disposals: Disposals) -> None:
        one = disposal(matter(1), matter(2))
        await disposals.add(one)
        await disposals.became(one.disposal_id, replace(one.matters[1], outcome="deleted", documents=2, size=9))
        assert list(await disposals.waiting()) == [one.disposal_id]
        # What became of something is not said anew.
        await disposals.became(one.disposal_id, replace(one.matters[1], outcome="held"))
        await disposals.became(one.disposal_id, replace(one.matters[0], outcome="changed"))
        assert list(await disposals.waiting()) == []
        kept = await disposals.get(one.disposal_id)
        assert kept is not None
        assert [(each.outcome, each.documents, each.size) for each in kept.matters] == [
            ("changed", 0, 0),
            ("deleted", 2, 9),
        ]
        assert kept.done

    async def test_the_latest_come_first(self, disposals: Disposals) -> None:
        first, second = disposal(matter(1)), disposal(matter(2), at=NOW + timedelta(days=1))
        for each in (first, second):
            await disposals.add(each)
        assert list(await disposals.latest(None, 10)) == [second, first]
        assert list(await disposals.latest(second.at, 10)) == [first]
        assert list(await disposals.waiting()) == [first.disposal_id, second.disposal_id]


class DisposedDocumentsContract:
    """Needs fixtures `documents` and `disposed`, on the same documents."""

    async def test_what_is_disposed_of_keeps_its_name_hash_and_size(
        self, documents: Documents, disposed: DisposedDocuments
    ) -> None:
        one, other = stored(), stored(sha256="1" * 64)
        await documents.record([one, other])
        await disposed.dispose([one.document_id], "d-1", NOW)
        await disposed.dispose([one.document_id], "d-2", NOW + timedelta(days=1))
        gone = replace(one, disposed_at=NOW, disposal_id="d-1")
        assert await documents.get(one.document_id) == gone
        assert await documents.of_submission(one.submission_id) == [gone]
        assert await documents.get(other.document_id) == other
        # An event that is delivered again brings nothing back.
        await documents.record([one])
        assert await documents.get(one.document_id) == gone
        assert await disposed.named([one.sha256, other.sha256, "2" * 64]) == {other.sha256}

    async def test_it_can_be_taken_back_by_the_disposal_that_did_it(
        self, documents: Documents, disposed: DisposedDocuments
    ) -> None:
        one = stored()
        await documents.record([one])
        await disposed.dispose([one.document_id], "d-1", NOW)
        await disposed.spare([one.document_id], "d-2")
        assert await disposed.named([one.sha256]) == frozenset()
        await disposed.spare([one.document_id], "d-1")
        assert await documents.get(one.document_id) == one
        assert await disposed.named([one.sha256]) == {one.sha256}

    async def test_where_a_letter_is_is_where_its_documents_are(
        self, documents: Documents, disposed: DisposedDocuments
    ) -> None:
        letter_id, home = uuid4(), uuid4()
        await documents.record([stored(brought_by=letter_id, submission_id=home)])
        assert await disposed.homes_of([letter_id, uuid4()]) == {letter_id: {home}}


class NamedClassesContract:
    """Needs a fixture `named`."""

    async def test_the_latest_news_of_a_type_holds(self, named: NamedClasses) -> None:
        await named.note("a", 2, "short")
        await named.note("a", 1, "permanent")
        await named.note("b", 1, "short")
        await named.note("b", 2, None)
        assert await named.all() == {"a": "short"}


class AsidesContract:
    """Needs a fixture `asides`."""

    async def test_one_that_is_set_aside_again_stays_longer(self, asides: Asides) -> None:
        for sha256_, days in (("b", 3), ("a", 2), ("a", 5), ("a", 1)):
            await asides.add(SetAside(sha256=sha256_ * 64, erase_at=NOW + timedelta(days=days)))
        kept = [(one.sha256[0], one.erase_at) for one in await asides.all()]
        assert kept == [("b", NOW + timedelta(days=3)), ("a", NOW + timedelta(days=5))]
        await asides.remove(SetAside(sha256="b" * 64, erase_at=NOW + timedelta(days=3)))
        await asides.remove(SetAside(sha256="c" * 64, erase_at=NOW))
        # Set aside again since it was looked at.
        await asides.remove(SetAside(sha256="a" * 64, erase_at=NOW + timedelta(days=2)))
        assert [one.sha256[0] for one in await asides.all()] == ["a"]


class Putting(Protocol):
    """Puts bytes into the vault under test."""

    async def __call__(self, content: bytes) -> str:
        """The hash of what was put."""
        ...


class AsideBlobsContract:
    """Needs fixtures `blobs`, `aside` and `put`, on the same vault."""

    async def test_what_is_set_aside_is_out_of_reach_and_can_be_brought_back(
        self, blobs: Blobs, aside: AsideBlobs, put: Putting
    ) -> None:
        content = uuid4().bytes
        name = await put(content)
        for _ in range(2):
            await aside.set_aside(name)
            with pytest.raises(NotFoundError):
                await blobs.peek(name, 1)
        assert [await aside.bring_back(name) for _ in range(2)] == [True, False]
        # It stays set aside until it is erased: somebody who is slow may take it away once more.
        await aside.set_aside(name)
        assert await aside.bring_back(name)
        await aside.erase(name)
        assert (await blobs.peek(name, 99)).head == content

    async def test_what_was_handed_in_again_meanwhile_stays(
        self, blobs: Blobs, aside: AsideBlobs, put: Putting
    ) -> None:
        content = uuid4().bytes
        name = await put(content)
        await aside.set_aside(name)
        await put(content)
        await aside.erase(name)
        assert not await aside.bring_back(name)
        assert (await blobs.peek(name, 99)).head == content

    async def test_what_was_erased_is_gone(self, blobs: Blobs, aside: AsideBlobs, put: Putting) -> None:
        name = await put(uuid4().bytes)
        await aside.set_aside(name)
        for _ in range(2):
            await aside.erase(name)
        assert not await aside.bring_back(name)
        with pytest.raises(NotFoundError):
            await blobs.peek(name, 1)

    async def test_what_is_not_there_is_no_error(self, aside: AsideBlobs) -> None:
        name = sha256(uuid4().bytes).hexdigest()
        await aside.set_aside(name)
        assert not await aside.bring_back(name)
        await aside.erase(name)
