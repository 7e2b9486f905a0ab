"""What service offices see of what they handed in."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.looking_for import Wanted, wanted
from shared.contracts.base import HandedIn, Requester
from shared.principal import Role
from tests.unit.registry.examples import PERMIT_FIELDS, read, routed_event
from tests.unit.registry.office import Office


def come(office: str = "sanad", name: str = "سالم بن علي", phone: str = "+96892123456") -> Requester:
    handed_in = HandedIn(unit_id=office, person_id="p1", name="يوسف")
    return Requester(
        name=name, phone=phone, address=None, answerable=False, language="ar", token=uuid4().hex, handed_in=handed_in
    )


async def hand_in(office: Office, *papers: str, requester: Requester | None = None) -> str:
    submission = read(*papers, requester=requester or come(), channel="counter", fields=PERMIT_FIELDS)
    await office.registry.submission_read(submission)
    return str(submission.submission_id)


async def test_an_agent_is_told_what_is_missing_and_who_came() -> None:
    office = Office()
    submission_id = await hand_in(office, "passport.pdf")
    office.sign_in("agent", units=("sanad",))
    (line,) = (await office.client.get("/api/v1/counter/handed-in")).json()["handed_in"]
    assert line["submission_id"] == submission_id
    assert (line["state"], line["requester_name"], line["requester_phone"]) == (
        "incomplete",
        "سالم بن علي",
        "+96892123456",
    )
    assert line["missing"]
    assert line["handed_in"] == {"unit_id": "sanad", "person_id": "p1", "name": "يوسف"}
    assert "token" not in str(line)


async def test_the_number_and_the_unit_are_told_once_there_are_any() -> None:
    office = Office()
    await hand_in(office, "passport.pdf", "employment-contract.pdf", "commercial-registration.pdf")
    (matter,) = office.books.matters.values()
    await office.registry.routing_said(routed_event(matter))
    office.sign_in("agent", units=("sanad",))
    (line,) = (await office.client.get("/api/v1/counter/handed-in", params={"q": matter.number or ""})).json()[
        "handed_in"
    ]
    assert line["number"] == matter.number
    assert line["unit"]["en"]
    assert line["due"]


async def test_another_offices_are_not_there() -> None:
    office = Office()
    await hand_in(office, "passport.pdf")
    for units in (("elsewhere",), ()):
        office.sign_in("agent", units=units)
        assert (await office.client.get("/api/v1/counter/handed-in")).json() == {"handed_in": [], "next": None}


@pytest.mark.parametrize("role", ["clerk", "officer", "manager", "administrator", "auditor"])
async def test_the_list_is_for_agents(role: Role) -> None:
    office = Office()
    office.sign_in(role, units=("sanad",))
    assert (await office.client.get("/api/v1/counter/handed-in")).status_code == 403


async def test_the_list_is_read_page_by_page() -> None:
    office = Office()
    made = [await hand_in(office, "passport.pdf") for _ in range(5)]
    office.sign_in("agent", units=("sanad",))
    found, after = [], ""
    while True:
        page = (await office.client.get("/api/v1/counter/handed-in", params={"limit": 2, "after": after})).json()
        found += [one["submission_id"] for one in page["handed_in"]]
        if not (after := page["next"] or ""):
            break
    assert sorted(found) == sorted(made)
    wrong = await office.client.get("/api/v1/counter/handed-in", params={"after": "x"})
    assert wrong.status_code == 422


@given(st.text(max_size=200))
def test_whatever_is_typed_something_can_be_looked_for(typed: str) -> None:
    looked_for = wanted(typed)
    assert isinstance(looked_for, Wanted)
    assert all(looked_for.words)
    assert len(looked_for.words) <= 6


async def test_clerks_see_who_handed_it_in_and_the_telephone_number() -> None:
    office = Office()
    submission_id = await hand_in(office, "passport.pdf")
    office.sign_in("clerk")
    matter = (await office.client.get(f"/api/v1/desk/{submission_id}")).json()
    assert matter["handed_in"]["unit_id"] == "sanad"
    assert matter["requester_phone"] == "+96892123456"
