"""Letters on the real database and the real vault: the contract, the indexes, and the way to the PDF."""

import asyncio
import io
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pypdfium2
import pytest

from services.routing.adapters import MongoRoutes, MongoUnitProjection
from services.routing.known_units import UnitWatch
from services.routing.letters.adapters import COLLECTION, MongoLetters, ProcessPrinter
from services.routing.letters.adapters.letters import shelf_filter
from services.routing.letters.issuing import Issuing
from services.routing.letters.model import edit, facts, submit
from services.routing.letters.model.shelves import of_unit
from services.routing.letters.printing import LetterPages, Limits, PrintingProcess
from services.routing.letters.sheet import Letterhead
from services.routing.model import finish, tree
from shared.clock import SystemClock
from shared.contracts import LetterIssuedV1
from shared.ids import new_id
from shared.language import Text, catalogue
from shared.messaging.relay import Pending, Relay
from shared.mongo.connection import Database
from shared.mongo.outbox import MongoOutbox
from shared.vault import S3Vault
from tests.unit.routing.examples import NOW, route, unit
from tests.unit.routing.letters.contract import LettersContract
from tests.unit.routing.letters.examples import BY, ID, NUMBER, a_draft, approved, content, letter_numbered

MANY = 300


class Heard:
    """A publisher that keeps what it is given."""

    def __init__(self) -> None:
        self.topics: list[str] = []

    async def publish(self, events: Sequence[Pending]) -> None:
        self.topics += [event.topic for event in events]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def relay(mongo_database: Database, heard: Heard) -> Relay:
    return Relay(MongoOutbox(mongo_database[COLLECTION]), heard)


@pytest.fixture
async def letters(mongo_database: Database, relay: Relay) -> MongoLetters:
    letters = MongoLetters(mongo_database, relay)
    await letters.create_indexes()
    return letters


class TestMongoLetters(LettersContract):
    """`letters` is the one of this file."""


async def test_a_change_and_what_is_told_of_it_are_one_write(letters: MongoLetters, relay: Relay, heard: Heard) -> None:
    before, after = submit(a_draft(), ("permits",), BY, NOW, own_allowed=True), approved()
    assert await letters.add(before, ())
    events = list(facts(before, after, {"permits": unit("permits")}, new_id))
    assert await letters.replace(before, after, events)
    assert not await letters.replace(before, after, events)
    await relay.relay_once()
    assert heard.topics == ["routing.letter-approved.v1"]
    assert await letters.get(ID) == after


@pytest.mark.parametrize("newest_first", [True, False])
async def test_a_shelf_is_read_in_order_from_an_index(
    letters: MongoLetters,
    mongo_database: Database,
    newest_first: bool,  # noqa: FBT001 - an example's direction
) -> None:
    await asyncio.gather(*(letters.add(a_draft(letter_id=UUID(int=at)), ()) for at in range(1, MANY)))
    keys = [of_unit("permits", "draft"), of_unit("permits", "back"), of_unit("legal", "draft")]
    wanted = shelf_filter(keys, newest_first=newest_first, after=a_draft(letter_id=UUID(int=150)).place)
    cursor = mongo_database[COLLECTION].find(wanted).sort("place", -1 if newest_first else 1).limit(20)
    plan = await cursor.explain()
    assert "SORT" not in _stages(plan["queryPlanner"]["winningPlan"])
    assert plan["executionStats"]["totalDocsExamined"] <= 20


@pytest.fixture
async def offices(mongo_database: Database, letters: MongoLetters, vault: S3Vault) -> tuple[list[Issuing], MongoRoutes]:
    """Two replicas of what brings letters to their end."""
    routes = MongoRoutes(mongo_database, Relay(MongoOutbox(mongo_database["routes"]), Heard()))
    await routes.create_indexes()
    units = UnitWatch(MongoUnitProjection(mongo_database))
    await units.note(unit("permits"))
    head = Letterhead(
        organisation=Text(ar="وزارة العمل", en="Ministry of Labour"),
        public_url="https://diwan.example",
        signs_as={},
        catalogue=catalogue(),
    )
    replicas = [
        Issuing(
            letters=letters,
            routes=routes,
            units=units,
            printer=ProcessPrinter(LetterPages(catalogue()), PrintingProcess(Limits(), at_once=1)),
            blobs=vault,
            letterhead=head,
            clock=SystemClock(),
        )
        for _ in range(2)
    ]
    return replicas, routes


async def test_a_number_becomes_a_pdf_in_the_vault_once_although_two_replicas_hear_it(
    offices: tuple[list[Issuing], MongoRoutes], letters: MongoLetters, vault: S3Vault, relay: Relay, heard: Heard
) -> None:
    replicas, routes = offices
    done = finish(route(), tree.root(route()).branch_id, BY, NOW)
    assert await routes.add(done, ())
    assert await letters.add(a_draft(), ())
    assert await letters.replace(a_draft(), approved(edit(a_draft(), content("نفيدكم بالموافقة"), BY, NOW)), ())
    await asyncio.gather(*(each.letter_numbered(letter_numbered()) for each in replicas))
    await asyncio.gather(*(each.work_once() for each in replicas))
    letter = await letters.get(ID)
    assert letter is not None
    assert (letter.state, letter.noted) == ("issued", True)
    assert letter.document is not None
    pdf = await vault.read(letter.document.sha256)
    text = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_range()
    assert NUMBER in text
    await relay.relay_once()
    assert heard.topics == [LetterIssuedV1.topic]
    closed = await routes.get(done.submission_id)
    assert closed is not None
    assert closed.closed is not None
    assert closed.closed.answered_by == NUMBER
    assert not any([await each.work_once() for each in replicas])


async def test_two_replicas_that_print_the_same_letter_at_once_issue_it_once(
    offices: tuple[list[Issuing], MongoRoutes], letters: MongoLetters, relay: Relay, heard: Heard
) -> None:
    replicas, routes = offices
    assert await routes.add(route(), ())
    assert await letters.add(a_draft(), ())
    assert await letters.replace(a_draft(), approved(), ())
    await replicas[0].letter_numbered(letter_numbered())
    letter = await letters.get(ID)
    assert letter is not None
    # As when the lease of a slow one is over.
    await asyncio.gather(*(each._advance(letter) for each in replicas))
    await relay.relay_once()
    assert heard.topics == [LetterIssuedV1.topic]
    after = await routes.get(route().submission_id)
    assert after is not None
    assert [each.number for each in after.replies] == [NUMBER]


def _stages(plan: dict[str, Any]) -> set[str]:
    found = {plan["stage"]}
    for each in (*plan.get("inputStages", ()), *([plan["inputStage"]] if "inputStage" in plan else [])):
        found |= _stages(each)
    return found
