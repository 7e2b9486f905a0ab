"""Approved letters come to their end: whatever is lost, repeated or fails on the way."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.known_units import UnitWatch
from services.routing.letters.errors import NotPrintedError
from services.routing.letters.issuing import Issuing
from services.routing.letters.model import WrongNumberError, stage
from services.routing.letters.sheet import Letterhead
from services.routing.model import finish, tree
from services.routing.service import Routing
from shared.contracts import LetterIssuedV1, TransactionClosedV1
from shared.errors import NotFoundError, TransientError
from shared.ids import derived_id
from shared.language import Text, catalogue
from tests.unit.routing.examples import NOW, registered, route, unit
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection, TickingClock
from tests.unit.routing.letters.examples import BY, ID, NUMBER, a_draft, approved, letter_numbered
from tests.unit.routing.letters.fakes import FakeLetters, FakePrinter, FakeVault


async def test_a_numbered_letter_is_printed_kept_issued_and_noted_on_its_transaction(
    letters: FakeLetters, issuing: Issuing, vault: FakeVault, routes: FakeRoutes, routing: Routing
) -> None:
    await routing.transaction_registered(registered())
    letters.kept[ID] = approved()
    await issuing.letter_numbered(letter_numbered())
    assert await issuing.work_once()
    letter = letters.kept[ID]
    assert (letter.state, letter.noted) == ("issued", True)
    assert letter.document is not None
    assert letter.document.sha256 in vault.kept
    assert (letter.document.name, letter.document.document_id) == (f"{NUMBER}.pdf", derived_id(ID, "letter"))
    assert [type(each) for each in letters.told] == [LetterIssuedV1]
    (reply,) = routes.kept[registered().submission_id].replies
    assert (reply.number, reply.by) == (NUMBER, letter.approvals[0].by)
    assert not await issuing.work_once()


async def test_an_answer_to_what_is_done_closes_it(letters: FakeLetters, issuing: Issuing, routes: FakeRoutes) -> None:
    done = finish(route(), tree.root(route()).branch_id, BY, NOW)
    routes.kept[done.submission_id] = done
    letters.kept[ID] = approved()
    await issuing.letter_numbered(letter_numbered())
    await issuing.work_once()
    (event,) = routes.told
    assert isinstance(event, TransactionClosedV1)
    assert (event.answered_by, event.answered_at) == (NUMBER, letters.kept[ID].issued_at)


async def test_a_memo_is_noted_on_nothing(letters: FakeLetters, issuing: Issuing) -> None:
    letters.kept[ID] = approved(a_draft("memo"))
    await issuing.letter_numbered(letter_numbered("INT-2026-000001-5"))
    await issuing.work_once()
    assert (stage(letters.kept[ID]), letters.work) == ("issued", {})


async def test_a_number_for_nobody_or_another_number_is_refused(letters: FakeLetters, issuing: Issuing) -> None:
    with pytest.raises(NotFoundError):
        await issuing.letter_numbered(letter_numbered())
    letters.kept[ID] = approved()
    await issuing.letter_numbered(letter_numbered())
    with pytest.raises(WrongNumberError):
        await issuing.letter_numbered(letter_numbered("OUT-2026-000002-3"))


async def test_a_letter_that_cannot_be_printed_waits_ever_longer_and_holds_up_nobody(
    letters: FakeLetters, issuing: Issuing, printer: FakePrinter
) -> None:
    other = UUID(int=4)
    letters.kept = {ID: approved(a_draft("letter")), other: approved(a_draft("letter", letter_id=other))}
    await issuing.letter_numbered(letter_numbered())
    await issuing.letter_numbered(letter_numbered("OUT-2026-000002-3", other))
    printer.broken = [NotPrintedError("no"), ValueError("never seen")]
    assert await issuing.work_once()
    assert await issuing.work_once()
    pauses = {letter_id: at for letter_id, (at, _) in letters.work.items()}
    assert len(pauses) == 2
    letters.work = dict.fromkeys(pauses, (NOW, 8))
    printer.broken = [TransientError("no")]
    while await issuing.work_once():
        pass
    assert sorted(stage(each) for each in letters.kept.values()) == ["approved", "issued"]
    ((at, tries),) = letters.work.values()
    assert (tries, at > NOW + timedelta(minutes=8)) == (9, True)


async def test_a_vault_that_is_down_loses_nothing(letters: FakeLetters, issuing: Issuing, vault: FakeVault) -> None:
    letters.kept[ID] = approved(a_draft("letter"))
    await issuing.letter_numbered(letter_numbered())
    vault.down = True
    await issuing.work_once()
    assert (letters.kept[ID].state, letters.told) == ("numbered", [])
    vault.down = False
    letters.work[ID] = (NOW, 1)
    await issuing.work_once()
    assert letters.kept[ID].state == "issued"


async def test_it_goes_on_by_itself_when_a_number_comes(letters: FakeLetters, issuing: Issuing) -> None:
    letters.kept[ID] = approved(a_draft("letter"))
    running = asyncio.create_task(issuing.run())
    await issuing.letter_numbered(letter_numbered())
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(running), 0.2)
    running.cancel()
    assert letters.kept[ID].state == "issued"


HAPPENINGS = ["number", "other number", "work", "printer fails", "vault fails", "lease over", "dies before issuing"]


@given(st.lists(st.sampled_from(HAPPENINGS), max_size=30))
def test_no_order_of_what_happens_gives_two_forms_or_two_numbers(happenings: list[str]) -> None:
    asyncio.run(_whatever_happens(happenings))


async def _whatever_happens(happenings: list[str]) -> None:
    letters, routes, printer, vault = FakeLetters(), FakeRoutes(), FakePrinter(), FakeVault()
    units = UnitWatch(FakeUnitProjection(unit("permits"), unit("documents")))
    await units.refresh()
    head = Letterhead(organisation=Text(ar="و", en="M"), public_url="http://x", signs_as={}, catalogue=catalogue())
    clock = TickingClock()
    issuing = Issuing(
        letters=letters, routes=routes, units=units, printer=printer, blobs=vault, letterhead=head, clock=clock
    )
    routes.kept[registered().submission_id] = route()
    letters.kept[ID] = approved()
    numbers: list[str] = []
    for happening in [*happenings, "number", "lease over", "work", "work"]:
        match happening:
            case "number" | "other number":
                number = NUMBER if happening == "number" else "OUT-2026-000002-3"
                with suppress(WrongNumberError):
                    await issuing.letter_numbered(letter_numbered(number))
                    numbers.append(number)
            case "printer fails":
                printer.broken = [NotPrintedError("no")]
            case "vault fails":
                vault.down = True
                await issuing.work_once()
                vault.down = False
            case "dies before issuing":
                # It printed and kept it, and was never heard of again.
                if letters.kept[ID].state == "numbered" and not printer.broken:
                    await issuing._print(letters.kept[ID])
            case "lease over":
                letters.work = {letter_id: (NOW, tries) for letter_id, (_, tries) in letters.work.items()}
            case _:
                await issuing.work_once()
    assert len(set(numbers)) == 1
    letters.work = {letter_id: (NOW, tries) for letter_id, (_, tries) in letters.work.items()}
    printer.broken = []
    while await issuing.work_once():
        pass
    letter = letters.kept[ID]
    assert (letter.state, letter.noted) == ("issued", True)
    assert letter.numbered is not None
    assert {letter.numbered.number} == set(numbers) == {sheet.number for sheet in printer.printed}
    # Printed as often as it may be, it is the same bytes, so there is one blob.
    assert len(vault.kept) == 1
    assert [type(each) for each in letters.told] == [LetterIssuedV1]
    assert len(routes.kept[registered().submission_id].replies) == 1
