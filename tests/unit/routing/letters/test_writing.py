"""Letters are begun, written, submitted and approved: the use cases on fakes."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from services.routing.errors import KeyReusedError, UnknownUnitError, VoidedRouteError
from services.routing.letters.beginning import Beginning, NewLetter
from services.routing.letters.chains import Chains
from services.routing.letters.errors import ImpossibleLetterError, UnknownAttachmentError
from services.routing.letters.model import Letter
from services.routing.letters.papers import Enclosure, Written
from services.routing.letters.service import Writing
from services.routing.service import Routing
from shared.contracts import LetterApprovedV1
from shared.errors import DiwanError, NotFoundError, OldVersionError, VersionRequiredError
from tests.unit.routing.examples import CLERK, LAWYER, NUMBER, OFFICER, person, registered, voided
from tests.unit.routing.letters.examples import ID, MANAGER, a_draft, asks, content, memo_to
from tests.unit.routing.letters.fakes import FakeLetters, FakeVault

COLLEAGUE = person("p-0033", "officer", "permits")


def new(**changes: Any) -> NewLetter:
    facts: dict[str, Any] = {
        "person": OFFICER,
        "kind": "answer",
        "unit_id": None,
        "number": NUMBER,
        "written": Written(content=content()),
    }
    return NewLetter(**(facts | changes))


@pytest.fixture
async def letter(letters: FakeLetters, beginning: Beginning) -> Letter:
    done = await beginning.draft(new())
    return letters.kept[done.letter_id]


async def test_who_has_to_act_drafts_the_answer_of_his_unit(letter: Letter) -> None:
    assert (letter.unit_id, letter.state, letter.drafted_by.person_id) == ("permits", "draft", "p-0003")
    assert letter.matter is not None
    assert (letter.matter.number, letter.matter.request_type) == (NUMBER, "work-permit")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (new(person=LAWYER), NotFoundError),
        (new(person=CLERK), NotFoundError),
        (new(number="IN-2026-000009-1"), NotFoundError),
        (new(number=None), ImpossibleLetterError),
        (new(kind="letter", person=LAWYER, number=None, unit_id="permits"), NotFoundError),
        (new(kind="letter", person=LAWYER), NotFoundError),
        (new(kind="memo", number=None, written=Written(content=memo_to("nowhere"))), UnknownUnitError),
        (new(kind="letter", person=person("p", "officer", "legal", "trade"), number=None), ImpossibleLetterError),
        (new(kind="letter", person=person("p", "auditor", "permits"), number=None), NotFoundError),
    ],
)
async def test_nobody_begins_what_is_not_his(beginning: Beginning, wrong: NewLetter, error: type[DiwanError]) -> None:
    with pytest.raises(error):
        await beginning.draft(wrong)


async def test_letters_and_memos_need_no_transaction(letters: FakeLetters, beginning: Beginning) -> None:
    for kind, what in (("letter", content()), ("memo", memo_to("legal"))):
        done = await beginning.draft(new(kind=kind, number=None, written=Written(content=what)))
        assert (letters.kept[done.letter_id].matter, letters.kept[done.letter_id].unit_id) == (None, "permits")


async def test_what_is_void_is_not_answered(
    beginning: Beginning, routing: Routing, writing: Writing, letter: Letter
) -> None:
    await routing.transaction_voided(voided(registered()))
    with pytest.raises(VoidedRouteError):
        await beginning.draft(new())
    with pytest.raises(VoidedRouteError):
        await writing.submit(asks(OFFICER, 1, letter.letter_id))


async def test_a_letter_is_begun_once_for_a_key(letters: FakeLetters, beginning: Beginning) -> None:
    first = await beginning.draft(new(key="k", fingerprint="x"))
    assert await beginning.draft(new(key="k", fingerprint="x")) == first
    with pytest.raises(KeyReusedError):
        await beginning.draft(new(key="k", fingerprint="y"))
    await beginning.draft(new(key="k", fingerprint="y", person=COLLEAGUE))
    assert len(letters.kept) == 2


async def test_what_is_enclosed_is_in_the_vault(beginning: Beginning, letters: FakeLetters, vault: FakeVault) -> None:
    blob = await vault.put(b"%PDF-1.7 lease")
    enclosed = Written(content=content(), enclosures=[Enclosure(name="عقد.pdf", sha256=blob.sha256)])
    done = await beginning.draft(new(written=enclosed))
    (document,) = letters.kept[done.letter_id].content.attachments
    assert (document.name, document.size, document.media_type, document.agrees) == (
        "عقد.pdf",
        14,
        "application/pdf",
        True,
    )
    missing = Written(content=content(), enclosures=[Enclosure(name="x", sha256="0" * 64)])
    with pytest.raises(UnknownAttachmentError):
        await beginning.draft(new(written=missing))


async def test_from_the_draft_to_the_approval(letters: FakeLetters, writing: Writing, letter: Letter) -> None:
    letter_id = letter.letter_id
    edited = await writing.edit(asks(OFFICER, 1, letter_id), Written(content=content("نص آخر")))
    await writing.submit(asks(OFFICER, edited.version, letter_id))
    back = await writing.send_back(asks(MANAGER, 3, letter_id), "يرجى ذكر المادة")
    again = await writing.submit(asks(OFFICER, back.version, letter_id))
    with pytest.raises(OldVersionError):
        await writing.approve(asks(MANAGER, again.version, letter_id), 1)
    await writing.approve(asks(MANAGER, again.version, letter_id), 2)
    assert letters.kept[letter_id].state == "approved"
    (event,) = letters.told
    assert isinstance(event, LetterApprovedV1)
    assert (event.letter_id, event.approved_by, event.recipient) == (letter_id, "p-0004", "فاطمة")


async def test_every_change_names_what_was_seen(writing: Writing, letter: Letter) -> None:
    with pytest.raises(VersionRequiredError):
        await writing.submit(asks(OFFICER, None, letter.letter_id))
    with pytest.raises(OldVersionError):
        await writing.submit(asks(OFFICER, 9, letter.letter_id))


async def test_a_repeated_request_is_done_once_and_answered_the_same(
    letters: FakeLetters, writing: Writing, letter: Letter
) -> None:
    asked = asks(OFFICER, 1, letter.letter_id, key="k", body="x")
    done = await writing.submit(asked)
    assert await writing.submit(asked) == done
    with pytest.raises(KeyReusedError):
        await writing.submit(asks(OFFICER, 1, letter.letter_id, key="k", body="y"))
    assert letters.kept[letter.letter_id].version == 2


async def test_whoever_may_not_is_told_that_there_is_no_letter(writing: Writing, letter: Letter) -> None:
    asked = {who.person_id: asks(who, 1, letter.letter_id) for who in (COLLEAGUE, LAWYER, CLERK)}
    for one in asked.values():
        with pytest.raises(NotFoundError):
            await writing.submit(one)
        with pytest.raises(NotFoundError):
            await writing.edit(one, Written(content=content("x")))
    with pytest.raises(NotFoundError):
        await writing.submit(asks(OFFICER, 1, UUID(int=1)))


async def test_a_manager_who_writes_himself_approves_it_where_he_is_the_one_step(
    letters: FakeLetters, writing: Writing
) -> None:
    letters.kept[ID] = a_draft(drafted_by=MANAGER.by)
    await writing.submit(asks(MANAGER, 1))
    await writing.approve(asks(MANAGER, 2), 1)
    assert letters.kept[ID].approvals[0].by == MANAGER.by


class TestLongerChain:
    @pytest.fixture
    def chains(self) -> Chains:
        steps = {"when": {"kinds": ["answer"]}, "steps": ["writing-unit", "legal"]}
        return Chains.model_validate({"chains": [steps]})

    async def test_what_a_manager_writes_goes_straight_to_the_next(
        self, letters: FakeLetters, writing: Writing
    ) -> None:
        mine = a_draft(drafted_by=MANAGER.by)
        letters.kept[ID] = replace(mine, editions=(replace(mine.editions[0], by=MANAGER.by),))
        await writing.submit(asks(MANAGER, 1))
        assert letters.kept[ID].chain == ("legal",)
        for who in (MANAGER, replace(MANAGER, units=frozenset({"permits", "legal"}))):
            with pytest.raises(NotFoundError):
                await writing.approve(asks(who, 2), 1)

    async def test_what_an_officer_writes_goes_through_all(self, letters: FakeLetters, writing: Writing) -> None:
        letters.kept[ID] = a_draft()
        await writing.submit(asks(OFFICER, 1))
        await writing.approve(asks(MANAGER, 2), 1)
        assert letters.kept[ID].waits_for == "legal"
        await writing.approve(asks(person("p-7", "manager", "legal"), 3), 1)
        assert letters.kept[ID].state == "approved"
