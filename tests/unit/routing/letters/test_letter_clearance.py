"""Confidential letters, and letters in the right of somebody else."""

from dataclasses import replace

import pytest

from services.routing.letters.beginning import Beginning, NewLetter
from services.routing.letters.issuing import Issuing
from services.routing.letters.model import stage
from services.routing.letters.papers import Written
from services.routing.letters.reading import Reading
from services.routing.letters.rights import may
from services.routing.letters.service import Writing
from services.routing.rights import Person
from services.routing.service import Routing
from shared.contracts import LetterIssuedV1
from shared.errors import NotFoundError
from tests.unit.routing.examples import NUMBER, OFFICER, person, registered, route
from tests.unit.routing.fakes import FakeRoutes
from tests.unit.routing.letters.examples import (
    ID,
    MANAGER,
    a_draft,
    an_issued,
    approved,
    asks,
    content,
    letter_numbered,
    submitted,
)
from tests.unit.routing.letters.fakes import FakeLetters

SECRET = content(confidential=True)
CLEARED = replace(MANAGER, cleared=True)


def acting(who: Person, for_whom: Person) -> Person:
    return replace(who, acts_for=(replace(for_whom, acted_by=who.by),))


async def test_without_clearance_there_is_no_confidential_letter(letters: FakeLetters, routes: FakeRoutes) -> None:
    letters.kept[ID] = submitted(a_draft("letter", SECRET))
    reading = Reading(letters=letters, routes=routes)
    auditor = Person(person_id="p-6", roles=frozenset({"auditor"}))
    found = {}
    for name, who in (("manager", MANAGER), ("cleared", CLEARED), ("auditor", auditor)):
        pages = [await reading.shelf(who, one, at=None, unit=None, after="", limit=9) for one in ("to-approve", "unit")]
        found[name] = [len(page.letters) for page in pages]
        assert may(who, "see", letters.kept[ID], "waiting") == (name == "cleared")
        assert may(who, "approve", letters.kept[ID], "waiting") == (name == "cleared")
    assert found == {"manager": [0, 0], "cleared": [1, 1], "auditor": [0, 0]}


async def test_what_answers_a_confidential_transaction_is_confidential(
    letters: FakeLetters, beginning: Beginning, writing: Writing, routes: FakeRoutes, routing: Routing
) -> None:
    await routing.transaction_registered(registered())
    known = routes.kept[registered().submission_id]
    routes.kept[known.submission_id] = replace(known, confidential=True)
    officer = replace(OFFICER, cleared=True)
    new = NewLetter(person=officer, kind="answer", unit_id=None, number=NUMBER, written=Written(content=content()))
    with pytest.raises(NotFoundError):
        await beginning.draft(replace(new, person=OFFICER))
    done = await beginning.draft(new)
    assert letters.kept[done.letter_id].content.confidential
    await writing.edit(asks(officer, 1, done.letter_id), Written(content=content("نص آخر")))
    assert letters.kept[done.letter_id].content.confidential


async def test_a_letter_follows_what_its_transaction_becomes(
    letters: FakeLetters, routes: FakeRoutes, routing: Routing, issuing: Issuing
) -> None:
    await routing.transaction_registered(registered())
    known = routes.kept[registered().submission_id]
    letters.kept[ID] = submitted()
    reading = Reading(letters=letters, routes=routes)
    for confidential in (True, False, True):
        routes.kept[known.submission_id] = replace(known, confidential=confidential)
        await issuing.matter_classified(known.submission_id)
        await issuing.matter_classified(known.submission_id)
        assert letters.kept[ID].confidential == confidential
        assert not letters.kept[ID].content.confidential
        page = await reading.shelf(MANAGER, "to-approve", at=None, unit=None, after="", limit=9)
        assert bool(page.letters) != confidential
        assert may(MANAGER, "approve", letters.kept[ID], "waiting") != confidential
    assert letters.told == []


async def test_what_became_confidential_just_now_is_issued_as_that(
    letters: FakeLetters, routes: FakeRoutes, routing: Routing, issuing: Issuing
) -> None:
    await routing.transaction_registered(registered())
    known = routes.kept[registered().submission_id]
    letters.kept[ID] = approved()
    routes.kept[known.submission_id] = replace(known, confidential=True)
    await issuing.letter_numbered(letter_numbered())
    await issuing.work_once()
    (event,) = letters.told
    assert isinstance(event, LetterIssuedV1)
    assert event.confidential


async def test_who_acts_for_a_manager_approves_and_it_is_written_down_for_whom(
    letters: FakeLetters, writing: Writing
) -> None:
    deputy = person("p-9", "officer", "legal")
    letters.kept[ID] = submitted()
    with pytest.raises(NotFoundError):
        await writing.approve(asks(deputy, 2), 1)
    await writing.approve(asks(acting(deputy, MANAGER), 2), 1)
    (approval,) = letters.kept[ID].approvals
    assert (approval.by.person_id, approval.by.on_behalf_of, approval.by.on_behalf_of_name) == (
        "p-9",
        "p-0004",
        "p-0004",
    )


async def test_nobody_approves_what_he_wrote_in_the_right_of_another(letters: FakeLetters, writing: Writing) -> None:
    letters.kept[ID] = submitted(own=False)
    with pytest.raises(NotFoundError):
        await writing.approve(asks(acting(OFFICER, MANAGER), 2), 1)


def test_who_works_on_a_confidential_transaction_sees_its_answer_with_clearance_only() -> None:
    letter = an_issued(a_draft(unit_id="dhofar"))
    secret = replace(route(), confidential=True)
    colleague = person("p-8", "officer", "permits")
    assert not may(colleague, "see", letter, stage(letter), secret)
    assert may(replace(colleague, cleared=True), "see", letter, stage(letter), secret)
