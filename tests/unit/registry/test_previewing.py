"""A draft is tried on what came: what would differ is told, and nothing is changed by it."""

import asyncio
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.registry.previewing import MOST_EXAMPLES, Previewing
from services.registry.request_types import RequestType, content_of
from shared.principal import Principal
from tests.unit.registry.examples import NOW, PERMIT_PAPERS, TYPES, read
from tests.unit.registry.fake_books import FakePast
from tests.unit.registry.office import Office
from tests.unit.registry.test_request_types_in_versions import asking_for_a_sketch, permit

SPAN = NOW - timedelta(days=30), NOW + timedelta(days=1)
CLERK = Principal(person_id="c", name="", roles=frozenset({"clerk"}), units=frozenset())
ADMINISTRATOR = Principal(person_id="a", name="", roles=frozenset({"administrator"}), units=frozenset())


async def came(office: Office) -> None:
    """What came in a month: whole permits, one without papers, and a letter about something else."""
    for submission in (read(*PERMIT_PAPERS), read(*PERMIT_PAPERS), read(PERMIT_PAPERS[0])):
        await office.registry.submission_read(submission)
    await office.registry.submission_read(read("letter.pdf", mailbox="documents@diwan.example", subject="سلام"))


async def preview(office: Office, content: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = await office.client.post("/api/v1/request-types/work-permit/preview", json={"content": content, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
async def office() -> Office:
    office = Office()
    await office.take_files()
    await came(office)
    office.clock.forward(days=2)
    office.sign_in("administrator", "clerk")
    return office


async def test_one_more_document_would_have_been_asked_for(office: Office) -> None:
    found = await preview(office, asking_for_a_sketch())
    assert (found["looked_at"], found["whole"], found["differing"], found["counts"]) == (4, True, 3, {"asked": 3})
    one = found["examples"][-1]
    assert one["after"]["missing"][-1] == "sketch"
    assert {one["before"]["outcome"] for one in found["examples"]} == {"registered", "incomplete"}


async def test_the_same_type_would_have_changed_nothing(office: Office) -> None:
    found = await preview(office, permit())
    assert (found["differing"], found["examples"]) == (0, [])


async def test_a_clerk_would_have_registered_them(office: Office) -> None:
    assert (await preview(office, permit(registration="clerk")))["counts"] == {"clerk": 2}


async def test_without_its_address_letters_are_not_recognised(office: Office) -> None:
    content = permit()
    del content["mailbox"]
    assert (await preview(office, content))["counts"]["lost"] == 3


async def test_another_unit_would_have_got_them(office: Office) -> None:
    assert (await preview(office, permit(unit="legal-affairs")))["counts"] == {"moved": 3}


async def test_new_words_recognise_what_was_of_no_type(office: Office) -> None:
    await office.registry.submission_read(
        read("letter.pdf", mailbox="documents@diwan.example", subject="a purple falcon passport")
    )
    content = permit(keywords={"ar": [], "en": ["purple falcon"]})
    assert (await preview(office, content))["counts"]["recognised"] == 1


async def test_what_somebody_may_not_see_is_only_counted(office: Office) -> None:
    office.sign_in("administrator")
    found = await preview(office, asking_for_a_sketch())
    assert (found["differing"], found["hidden"], found["examples"]) == (3, 3, [])


async def test_what_is_confidential_is_only_counted_for_whoever_is_not_cleared(office: Office) -> None:
    first = next(iter(office.books.matters.values()))
    office.sign_in("clerk", clearance="confidential")
    await office.client.post(
        f"/api/v1/desk/{first.submission_id}/classify", json={"confidential": True, "reason": "an investigation"}
    )
    office.sign_in("administrator", "clerk")
    found = await preview(office, asking_for_a_sketch())
    assert (found["differing"], found["hidden"]) == (3, 1)
    assert str(first.submission_id) not in {one["submission_id"] for one in found["examples"]}


async def test_a_period_is_bounded_and_has_to_be_one(office: Office) -> None:
    for since, until in (
        ("2026-01-01T00:00:00Z", "2026-11-01T00:00:00Z"),
        ("2026-11-02T00:00:00Z", "2026-11-01T00:00:00Z"),
    ):
        answer = await office.client.post(
            "/api/v1/request-types/work-permit/preview", json={"content": permit(), "since": since, "until": until}
        )
        assert answer.status_code == 422
    assert (await preview(office, asking_for_a_sketch(), until=(NOW - timedelta(days=1)).isoformat()))["looked_at"] == 0


async def test_many_are_looked_at_and_few_are_shown() -> None:
    office = Office()
    for minute in range(45):
        await office.registry.submission_read(read(*PERMIT_PAPERS, received_at=NOW - timedelta(minutes=minute)))
    draft = RequestType.model_validate(asking_for_a_sketch())
    found = await Previewing(past=FakePast(office.books)).preview(TYPES, draft, SPAN, CLERK)
    assert (found.looked_at, found.whole, found.differing, len(found.examples)) == (45, True, 45, MOST_EXAMPLES)


DRAFTS = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["labour-permits", "legal-affairs"]),
        "registration": st.sampled_from(["automatic", "clerk"]),
        "urgent": st.booleans(),
        "confidential": st.booleans(),
        "active": st.booleans(),
        "documents": st.sampled_from([content_of(TYPES["work-permit"])["documents"], []]),
        "mailbox": st.sampled_from([TYPES["work-permit"].mailbox, None]),
    }
)


@settings(max_examples=25, deadline=None)
@given(DRAFTS, st.sampled_from([CLERK, ADMINISTRATOR]))
def test_looking_changes_nothing(different: dict[str, Any], asker: Principal) -> None:
    async def run() -> None:
        office = Office()
        await came(office)
        before = deepcopy((office.books.matters, office.books.lines, office.books.events))
        draft = RequestType.model_validate({**permit(), **different})
        found = await Previewing(past=FakePast(office.books)).preview(TYPES, draft, SPAN, asker)
        assert (office.books.matters, office.books.lines, office.books.events) == before
        assert found.hidden + len(found.examples) == found.differing <= found.looked_at == 4

    asyncio.run(run())
