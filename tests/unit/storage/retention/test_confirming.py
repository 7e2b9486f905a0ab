"""What is confirmed is carried out once, as a whole list, and nothing that was not confirmed goes."""

from datetime import timedelta

import pytest

from services.storage.retention.errors import AlreadyDisposedError, NotDueError
from shared.versions import KeyReusedError
from tests.unit.storage.retention.fakes import LONG_AGO, NOW, matter, number
from tests.unit.storage.retention.house import ADMINISTRATOR, GRACE, House

PDF = b"%PDF-1.7 of one"


async def test_nothing_goes_by_itself(house: House) -> None:
    (document,) = await house.closed(matter(1), PDF)
    house.clock.passes(days=40_000)
    await house.finishing.finish()
    await house.finishing.look_after()
    assert await house.is_there(document)


async def test_what_was_confirmed_goes_and_its_line_stays(house: House) -> None:
    one, other = matter(1), matter(2)
    gone, shared = await house.closed(one, PDF, b"of both")
    (there,) = await house.closed(other, b"of both")
    made = await house.confirming.confirm(ADMINISTRATOR, [one.number], house.change())
    assert await house.is_there(gone)
    await house.finishing.finish()
    assert [await house.is_there(each) for each in (gone, shared, there)] == [False, False, True]
    assert set(house.blobs.kept) == {there.sha256}
    line = await house.documents.get(gone.document_id)
    assert line is not None
    assert (line.name, line.sha256, line.size, line.disposal_id) == (
        gone.name,
        gone.sha256,
        gone.size,
        made.disposal_id,
    )
    (became,) = (await house.confirming.latest(None, 1))[0].matters
    assert (became.outcome, became.documents, became.size) == ("deleted", 2, gone.size + shared.size)


async def test_the_same_request_again_gets_the_same_answer(house: House) -> None:
    await house.closed(matter(1), PDF)
    change = house.change()
    first = await house.confirming.confirm(ADMINISTRATOR, [number(1)], change)
    await house.finishing.finish()
    second = await house.confirming.confirm(ADMINISTRATOR, [number(1)], change)
    assert (second.disposal_id, second.done, len(house.disposals.kept)) == (first.disposal_id, True, 1)
    with pytest.raises(KeyReusedError):
        await house.confirming.confirm(ADMINISTRATOR, [number(1)], house.change(key=change.key, fingerprint="another"))


async def test_requests_without_a_key_are_each_their_own(house: House) -> None:
    for sequence in (1, 2):
        await house.closed(matter(sequence), PDF)
        await house.confirming.confirm(ADMINISTRATOR, [number(sequence)], house.change(key=""))
    assert len(house.disposals.kept) == 2


async def test_a_list_with_something_that_is_not_due_is_refused_as_a_whole(house: House) -> None:
    due, early, held = matter(1), matter(2, closed_at=NOW - timedelta(days=1)), matter(3)
    for each in (due, early, held):
        await house.closed(each, PDF)
    await house.hold(held.number)
    hidden = matter(4, confidential=True)
    await house.closed(hidden, PDF)
    numbers = [due.number, early.number, held.number, hidden.number, number(99), "x"]
    with pytest.raises(NotDueError) as refused:
        await house.confirming.confirm(ADMINISTRATOR, numbers, house.change())
    # What is hidden is said of as what is not there.
    assert [(fault.field, fault.key) for fault in refused.value.faults] == [
        ("numbers.1", "field-not-due"),
        ("numbers.2", "field-held"),
        ("numbers.3", "field-not-due"),
        ("numbers.4", "field-not-due"),
        ("numbers.5", "field-not-due"),
    ]
    assert house.disposals.kept == {}


async def test_what_is_to_be_looked_at_is_confirmed_by_itself(house: House) -> None:
    await house.named.note("grievance", 1, "looked-at")
    looked_at = matter(1, request_type="grievance")
    for each in (looked_at, matter(2)):
        await house.closed(each, PDF)
    with pytest.raises(NotDueError) as refused:
        await house.confirming.confirm(ADMINISTRATOR, [number(1), number(2)], house.change())
    assert [(fault.field, fault.key) for fault in refused.value.faults] == [("numbers.0", "field-review-alone")]
    await house.confirming.confirm(ADMINISTRATOR, [number(1)], house.change())


async def test_what_is_held_or_opened_before_it_is_carried_out_is_left_as_it_is(house: House) -> None:
    kept = [(await house.closed(matter(sequence), PDF + bytes([sequence])))[0] for sequence in (1, 2, 3)]
    await house.confirming.confirm(ADMINISTRATOR, [number(1), number(2), number(3)], house.change())
    await house.hold(number(1))
    await house.matters.opened(kept[1].submission_id, 9)
    await house.finishing.finish()
    made = (await house.confirming.latest(None, 1))[0]
    assert [one.outcome for one in made.matters] == ["held", "changed", "deleted"]
    assert [await house.is_there(each) for each in kept] == [True, True, False]
    with pytest.raises(AlreadyDisposedError):
        await house.hold(number(3))


async def test_bytes_that_are_handed_in_again_meanwhile_are_brought_back(house: House) -> None:
    await house.closed(matter(1), PDF)
    await house.confirming.confirm(ADMINISTRATOR, [number(1)], house.change())
    await house.finishing.finish()
    # The door was told that the bytes are there, just before they went.
    again = await house.document(matter(2).submission_id, PDF)
    house.blobs.kept.clear()
    await house.finishing.look_after()
    assert await house.is_there(again)
    house.clock.passes(days=GRACE.days + 1)
    await house.finishing.look_after()
    assert await house.is_there(again)
    assert (house.asides.kept, house.aside.aside) == ({}, {})


async def test_what_staff_brought_for_a_letter_that_is_not_issued_yet_stays(house: House) -> None:
    name = house.blobs.put(PDF)
    await house.closed(matter(1), PDF)
    await house.brought.note(name, house.clock.now())
    await house.confirming.confirm(ADMINISTRATOR, [number(1)], house.change())
    await house.finishing.finish()
    assert name in house.blobs.kept
    # Brought while it went: the vault had it a moment before.
    other = house.blobs.put(b"another form")
    await house.closed(matter(2), b"another form")
    await house.confirming.confirm(ADMINISTRATOR, [number(2)], house.change())
    await house.finishing.finish()
    await house.brought.note(other, house.clock.now())
    house.clock.passes(days=GRACE.days + 1)
    await house.finishing.look_after()
    assert other in house.blobs.kept


async def test_a_letter_in_the_same_list_keeps_nothing(house: House) -> None:
    one, other = matter(1), matter(2)
    (enclosed,) = await house.closed(one, PDF)
    await house.closed(other)
    page = await house.letter(other.submission_id, b"letter", enclosed)
    await house.confirming.confirm(ADMINISTRATOR, [one.number, other.number], house.change())
    await house.finishing.finish()
    assert [await house.is_there(each) for each in (enclosed, page)] == [False, False]


async def test_what_is_due_says_why_and_of_what_there_is_none_it_says_nothing(house: House) -> None:
    await house.named.note("name-reservation", 1, "permanent")
    await house.named.note("grievance", 1, "given-up")
    one, hidden = matter(1), matter(2, confidential=True)
    kept = [one, hidden, matter(3, request_type="name-reservation"), matter(4, request_type="grievance")]
    for each in kept:
        await house.closed(each, PDF, b"more")
    page = await house.looking.page(None, None, 10, cleared=False)
    (found,) = page.matters
    assert (found.due.matter.number, found.documents, found.size) == (one.number, 2, len(PDF) + 4)
    assert (found.due.since, found.due.due_since) == (LONG_AGO, LONG_AGO.replace(year=2029))
    assert [(each.class_code, each.year, each.matters) for each in page.counts] == [("short", 2024, 1)]
    assert (page.unclassed, page.next) == ({"grievance": "given-up"}, None)
    assert len((await house.looking.page(None, None, 10, cleared=True)).matters) == 2
    assert (await house.looking.page("looked-at", None, 10, cleared=True)).matters == []
    first = await house.looking.page(None, None, 1, cleared=True)
    second = await house.looking.page(None, first.next, 1, cleared=True)
    assert {each.due.matter.number for each in (*first.matters, *second.matters)} == {one.number, hidden.number}
