"""An agent hands something in for somebody: who, for which office, and what was asked about the person."""

import json
import uuid
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.intake import api
from services.intake.counter import Counter
from services.intake.identity import load_counter_form
from services.intake.uploads import Uploads
from shared.contracts import SubmissionReadV1
from shared.errors import UnauthorisedError
from shared.web import problems
from shared.web.auth import Principal
from tests.unit.intake.fakes import CONFIG, World
from tests.unit.intake.test_resuming import sent

OFFICE, OTHER = "sanad-al-khuwair", "sanad-nizwa"
PERSON = {"civil-number": "١٢٣٤٥٦٧٨", "name": "سالم بن علي", "telephone": "9212 3456", "on-behalf-of": "شركة النور"}
FORM = load_counter_form(CONFIG / "counter.yaml")


class Tokens:
    """`role@unit,unit` is a token of somebody with that role in those units."""

    async def principal(self, token: str) -> Principal:
        role, at, units = token.partition("@")
        if not at:
            raise UnauthorisedError(token)
        offices = frozenset(filter(None, units.split(",")))
        return Principal(person_id=f"p-{role}", name="يوسف", roles=frozenset([role]), units=offices)


@pytest.fixture
def client(world: World) -> httpx.AsyncClient:
    app = FastAPI()
    app.state.authenticator = Tokens()
    problems.install(app)
    uploads = Uploads(world.vault, max_file_bytes=1000, max_total_bytes=1500, max_files=3)
    counter = Counter(intake=world.intake, form=FORM, region="OM")
    keeping = api.Keeping(uploads, world.resuming)
    app.include_router(api.counter_routes(world.intake, counter, keeping, public_url="https://diwan.example"))
    app.include_router(api.resuming_routes(world.resuming))
    app.include_router(api.routes(world.intake, keeping, public_url="https://diwan.example", region="OM"))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://intake")


def as_(units: str = OFFICE, role: str = "agent") -> dict[str, str]:
    return {"Authorization": f"Bearer {role}@{units}", "Idempotency-Key": str(uuid.uuid4())}


async def hand_in(
    client: httpx.AsyncClient, *, who: dict[str, str] | None = None, person: Any = PERSON, **said: str
) -> httpx.Response:
    return await client.post(
        "/api/v1/counter/submissions",
        data={"subject": "خطاب", "language": "ar", "identity": json.dumps(person), **said},
        files=[("files", ("خطاب.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf"))],
        headers=who or as_(),
    )


async def test_what_is_handed_in_says_who_did_it_and_for_whom(world: World, client: httpx.AsyncClient) -> None:
    answer = await hand_in(client)
    assert answer.status_code == 202
    (told,) = world.submissions.events
    assert isinstance(told, SubmissionReadV1)
    assert told.channel == "counter"
    requester = told.requester
    assert (requester.name, requester.phone, requester.on_behalf_of) == ("سالم بن علي", "+96892123456", "شركة النور")
    assert requester.handed_in is not None
    assert requester.handed_in.model_dump() == {"unit_id": OFFICE, "person_id": "p-agent", "name": "يوسف"}
    # The number on the card is nobody's business beyond this door.
    assert "12345678" not in told.model_dump_json()
    manifest = json.loads(world.vault.blobs[told.sha256])
    assert manifest["identity"]["civil-number"] == "12345678"
    assert manifest["handed_in"]["person_id"] == "p-agent"


@pytest.mark.parametrize(
    "wrong",
    [
        {"civil-number": ""},
        {"civil-number": "abc"},
        {"name": ""},
        {"telephone": "12"},
        {"shoe-size": "43"},
        {"name": "x" * 600},
    ],
)
async def test_what_is_asked_about_the_person_has_to_be_there_and_to_fit(
    world: World, client: httpx.AsyncClient, wrong: dict[str, str]
) -> None:
    answer = await hand_in(client, person={**PERSON, **wrong})
    assert (answer.status_code, answer.json()["code"]) == (422, "identity-faulty")
    assert world.submissions.events == []
    assert world.vault.blobs == {}


@pytest.mark.parametrize(("units", "office"), [("", ""), (f"{OFFICE},{OTHER}", ""), (OFFICE, OTHER)])
async def test_an_agent_hands_in_for_an_office_of_his_own(client: httpx.AsyncClient, units: str, office: str) -> None:
    answer = await hand_in(client, who=as_(units), office=office)
    assert (answer.status_code, answer.json()["code"]) == (422, "office-unknown")


async def test_files_that_were_sent_in_parts_are_handed_in_and_added_by_their_ids(
    world: World, client: httpx.AsyncClient
) -> None:
    ids = [await sent(client, name=name) for name in ("جواز.pdf", "عقد.pdf")]
    accepted = await hand_in(client, uploads=ids[0], upload_codes="passport")
    assert accepted.status_code == 202, accepted.text
    path = f"/api/v1/counter/submissions/{accepted.json()['submission_id']}/supplements"
    added = await client.post(path, data={"uploads": ids[1]}, headers=as_())
    assert added.status_code == 202, added.text
    first, second = world.submissions.events
    assert isinstance(first, SubmissionReadV1)
    assert isinstance(second, SubmissionReadV1)
    assert [(one.name, one.code) for one in first.documents] == [("خطاب.pdf", None), ("جواز.pdf", "passport")]
    assert [one.name for one in second.documents] == ["عقد.pdf"]


async def test_an_agent_of_several_offices_says_which(client: httpx.AsyncClient) -> None:
    both = as_(f"{OFFICE},{OTHER}")
    answer = await hand_in(client, who=both, office=OTHER)
    shown = await client.get(f"/api/v1/counter/submissions/{answer.json()['submission_id']}", headers=both)
    assert shown.json()["handed_in"]["unit_id"] == OTHER


async def test_the_same_form_again_is_the_same_submission(world: World, client: httpx.AsyncClient) -> None:
    who = as_()
    first, second = await hand_in(client, who=who), await hand_in(client, who=who)
    assert first.json() == second.json()
    assert len(world.submissions.events) == 1
    other = await hand_in(client, who=who, person={**PERSON, "civil-number": "87654321"})
    assert other.json()["code"] == "idempotency-key-reused"


async def test_the_office_sees_what_it_handed_in_and_nobody_else_does(client: httpx.AsyncClient) -> None:
    accepted = (await hand_in(client)).json()
    path = f"/api/v1/counter/submissions/{accepted['submission_id']}"
    shown = (await client.get(path, headers=as_())).json()
    assert shown["tracking_token"] == accepted["tracking_token"]
    assert shown["identity"] == {**PERSON, "civil-number": "12345678", "telephone": "+96892123456"}
    assert [one["name"] for one in shown["documents"]] == ["خطاب.pdf"]
    absent = await client.get(f"/api/v1/counter/submissions/{uuid.uuid4()}", headers=as_())
    others = await client.get(path, headers=as_(OTHER))
    assert others.status_code == absent.status_code == 404
    assert {**others.json(), "trace_id": ""} == {**absent.json(), "trace_id": ""}
    assert (await client.get(path, headers=as_(OFFICE, role="clerk"))).status_code == 403


async def test_what_a_requester_sent_himself_is_no_offices(client: httpx.AsyncClient) -> None:
    accepted = (await client.post("/api/v1/submissions", data={"subject": "x"})).json()
    path = f"/api/v1/counter/submissions/{accepted['submission_id']}"
    assert (await client.get(path, headers=as_())).status_code == 404


async def test_the_office_completes_what_it_handed_in(world: World, client: httpx.AsyncClient) -> None:
    accepted = (await hand_in(client)).json()
    path = f"/api/v1/counter/submissions/{accepted['submission_id']}/supplements"
    files = [("files", ("جواز.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf"))]
    answer = await client.post(path, files=files, data={"document_codes": "passport"}, headers=as_())
    assert answer.status_code == 202
    told = world.submissions.events[-1]
    assert isinstance(told, SubmissionReadV1)
    assert str(told.supplements) == accepted["submission_id"]
    assert told.channel == "counter"
    assert told.documents[0].code == "passport"
    assert (await client.post(path, files=files, headers=as_(OTHER))).status_code == 404
    # A supplement is not completed itself.
    supplement = answer.json()["submission_id"]
    assert (await client.get(f"/api/v1/counter/submissions/{supplement}", headers=as_())).status_code == 404


async def test_the_form_is_as_the_organisation_wrote_it(client: httpx.AsyncClient) -> None:
    form = (await client.get("/api/v1/counter/form", headers=as_())).json()
    assert [one["name"] for one in form["identity"]] == ["civil-number", "name", "telephone", "on-behalf-of"]


async def test_an_agents_plain_upload_is_his_offices_too(world: World, client: httpx.AsyncClient) -> None:
    await client.post("/api/v1/submissions", data={"subject": "x", "sender_phone": "9212 3456"}, headers=as_())
    told = world.submissions.events[-1]
    assert isinstance(told, SubmissionReadV1)
    assert told.requester.handed_in is not None
    assert told.requester.phone == "+96892123456"


async def test_a_number_that_nobody_has_stays_as_it_was_written(world: World, client: httpx.AsyncClient) -> None:
    await client.post("/api/v1/submissions", data={"subject": "x", "sender_phone": "call my brother"})
    told = world.submissions.events[-1]
    assert isinstance(told, SubmissionReadV1)
    assert told.requester.phone == "call my brother"
    assert told.requester.handed_in is None
