"""Letters over HTTP: drafted, approved, found by those who may, and templates filled."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from services.routing.known_units import UnitWatch
from services.routing.letters.chains import Chains
from services.routing.letters.issuing import Issuing
from services.routing.letters.templating import templates_kept_in
from services.routing.letters.wiring import House, Kept, letters
from services.routing.service import Routing
from shared.language import Text
from shared.versions import seed
from shared.web import problems
from tests.unit.routing.examples import NUMBER, registered
from tests.unit.routing.fakes import FakeRoutes, TickingClock, Tokens
from tests.unit.routing.letters.examples import letter_numbered
from tests.unit.routing.letters.fakes import FakeLetters, FakePrinter, FakeVault
from tests.unit.shared.versions import FakeVersions

OFFICER, MANAGER, LAWYER, CLERK, AUDITOR = (
    "officer@permits",
    "manager@permits",
    "officer@legal",
    "clerk@documents",
    "auditor@",
)
WORDS = {"subject": "الموافقة", "body": "نفيدكم بالموافقة."}
CONTENT = {"ar": WORDS, "recipient": {"name": "فاطمة", "address": "fatma@company.example"}, "by": "mail"}
PAPER = {"ar": WORDS, "recipient": {"name": "فاطمة", "postal_address": "ص.ب 100\nمسقط"}, "by": "paper"}
ANSWER = {"kind": "answer", "number": NUMBER, "content": CONTENT}
MEMO = {"kind": "memo", "content": {"ar": WORDS, "by": "units", "to_units": ["legal"]}}
TEMPLATE = {
    "code": "approval",
    "title": {"ar": "الموافقة", "en": "Approval"},
    "kinds": ["answer"],
    "ar": {"subject": "بشأن {subject}", "body": "رقم {number}"},
    "en": {"subject": "About {subject}", "body": "Number {number}, {telephone}"},
}
CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("editions", CONTENT),
    ("submit", {}),
    ("withdraw", {}),
    ("approve", {"edition": 1}),
    ("send-back", {"comments": "x"}),
    ("discard", {}),
    ("deliveries", {"outcome": "dispatched"}),
]


class Office:
    """Requests of several people, each of the newest version unless said."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def see(self, token: str, path: str, **parameters: Any) -> httpx.Response:
        return await self._client.get(f"/api/v1/{path}", params=parameters, headers=_token(token))

    async def post(self, token: str, path: str, body: object, **headers: str) -> httpx.Response:
        return await self._client.post(f"/api/v1/{path}", json=body, headers=_token(token) | headers)

    async def draft(self, body: object = ANSWER, token: str = OFFICER) -> str:
        answer = await self.post(token, "letters", body)
        assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
        return str(answer.json()["letter_id"])

    async def change(self, token: str, letter_id: str, path: str, body: object = None) -> httpx.Response:
        seen = (await self.see(AUDITOR, f"letters/{letter_id}")).headers["ETag"]
        return await self.post(token, f"letters/{letter_id}/{path}", {} if body is None else body, **{"If-Match": seen})


def _token(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
async def wired(
    letters_kept: FakeLetters,
    routes: FakeRoutes,
    watch: UnitWatch,
    clock: TickingClock,
    vault: FakeVault,
    printer: FakePrinter,
    routing: Routing,
) -> tuple[FastAPI, Issuing]:
    versions = FakeVersions()
    templates = templates_kept_in(versions)
    await seed({"approval": TEMPLATE}, versions=versions, in_force=templates, clock=clock)
    await routing.transaction_registered(registered())
    routers, issuing = letters(
        Kept(letters=letters_kept, routes=routes, units=watch, blobs=vault, printer=printer, clock=clock),
        House(
            organisation=Text(ar="وزارة", en="Ministry"),
            public_url="https://diwan.example",
            chains=Chains(),
            templates=templates,
            versions=versions,
        ),
    )
    app = FastAPI()
    app.state.authenticator = Tokens()
    problems.install(app)
    for router in routers:
        app.include_router(router)
    return app, issuing


@pytest.fixture
def letters_kept() -> FakeLetters:
    return FakeLetters()


@pytest.fixture
async def office(wired: tuple[FastAPI, Issuing]) -> AsyncIterator[Office]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=wired[0]), base_url="http://routing") as client:
        yield Office(client)


@pytest.fixture
def issuing(wired: tuple[FastAPI, Issuing]) -> Issuing:
    return wired[1]


async def issue(office: Office, issuing: Issuing, body: object = ANSWER, number: str = "OUT-2026-000001-5") -> str:
    letter_id = await office.draft(body)
    await office.change(OFFICER, letter_id, "submit")
    await office.change(MANAGER, letter_id, "approve", {"edition": 1})
    found = (await office.see(AUDITOR, f"letters/{letter_id}")).json()
    assert found["stage"] == "approved"
    await issuing.letter_numbered(letter_numbered(number, UUID(found["letter_id"])))
    assert await issuing.work_once()
    return letter_id


async def test_a_letter_from_its_draft_to_its_form(office: Office, issuing: Issuing) -> None:
    letter_id = await issue(office, issuing)
    shown = (await office.see(OFFICER, f"letters/{letter_id}")).json()
    assert (shown["stage"], shown["number"], shown["answers"]) == ("issued", "OUT-2026-000001-5", NUMBER)
    assert shown["document"]["media_type"] == "application/pdf"
    assert [step["kind"] for step in shown["history"]] == ["drafted", "submitted", "approved", "numbered", "issued"]
    assert [(each["unit_id"], each["by"]["person_id"], each["edition"]) for each in shown["approvals"]] == [
        ("permits", MANAGER, 1)
    ]
    assert shown["may"] == []


async def test_a_letter_is_found_on_the_shelves_of_those_it_waits_for(office: Office) -> None:
    letter_id = await office.draft()

    async def shelves(token: str) -> dict[str, list[str]]:
        pages = {name: await office.see(token, "letters", shelf=name) for name in ("mine", "to-approve", "unit")}
        return {name: [each["stage"] for each in page.json()["letters"]] for name, page in pages.items()}

    assert await shelves(OFFICER) == {"mine": ["draft"], "to-approve": [], "unit": ["draft"]}
    await office.change(OFFICER, letter_id, "submit")
    assert await shelves(OFFICER) == {"mine": ["waiting"], "to-approve": [], "unit": ["waiting"]}
    assert await shelves(MANAGER) == {"mine": [], "to-approve": ["waiting"], "unit": ["waiting"]}
    assert await shelves(LAWYER) == {"mine": [], "to-approve": [], "unit": []}
    assert await shelves(CLERK) == {"mine": [], "to-approve": [], "unit": []}
    assert await shelves(AUDITOR) == {"mine": [], "to-approve": [], "unit": ["waiting"]}
    assert (await office.see(OFFICER, "letters", shelf="mine", stage="draft")).json()["letters"] == []


async def test_paper_is_dispatched_by_a_clerk(office: Office, issuing: Issuing) -> None:
    letter_id = await issue(office, issuing, {**ANSWER, "content": PAPER})
    (waiting,) = (await office.see(CLERK, "letters", shelf="unit", stage="dispatch")).json()["letters"]
    assert waiting["letter_id"] == letter_id
    sent = {"outcome": "dispatched", "how": "بريد مسجل", "reference": "RR1", "at": "2026-09-02T08:00:00Z"}
    assert (await office.change(CLERK, letter_id, "deliveries", sent)).status_code == 200
    done = {"outcome": "delivered", "remark": "وقّع البواب"}
    assert (await office.change(OFFICER, letter_id, "deliveries", done)).status_code == 200
    again = await office.change(CLERK, letter_id, "deliveries", done)
    assert (again.status_code, again.json()["code"]) == (409, "impossible-delivery")
    shown = (await office.see(CLERK, f"letters/{letter_id}")).json()
    assert [(each["outcome"], each["reference"]) for each in shown["deliveries"]] == [
        ("dispatched", "RR1"),
        ("delivered", ""),
    ]


async def test_a_memo_is_read_by_the_units_that_got_it(office: Office, issuing: Issuing) -> None:
    letter_id = await issue(office, issuing, MEMO, "INT-2026-000001-5")
    (received,) = (await office.see(LAWYER, "letters", shelf="received")).json()["letters"]
    assert (received["letter_id"], received["number"]) == (letter_id, "INT-2026-000001-5")
    assert (await office.see(LAWYER, f"letters/{letter_id}")).status_code == 200


async def test_a_transaction_shows_its_letters_to_those_who_may_see_them(office: Office, issuing: Issuing) -> None:
    await issue(office, issuing)
    await office.draft()
    counted = {}
    for token in (OFFICER, CLERK, AUDITOR, LAWYER):
        answer = await office.see(token, "letters", number=NUMBER)
        counted[token] = len(answer.json()["letters"]) if answer.status_code == 200 else answer.status_code
    assert counted == {OFFICER: 2, CLERK: 1, AUDITOR: 2, LAWYER: 404}


async def test_pages_follow_each_other(office: Office) -> None:
    made = [await office.draft() for _ in range(5)]
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = (await office.see(OFFICER, "letters", limit=2, after=after)).json()
        seen += [each["letter_id"] for each in page["letters"]]
        after = page["next"]
    assert seen == made[::-1]


async def test_a_draft_can_be_looked_at_as_it_will_be(office: Office, issuing: Issuing, printer: FakePrinter) -> None:
    letter_id = await office.draft()
    shown = await office.see(OFFICER, f"letters/{letter_id}/preview")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "application/pdf")
    assert printer.printed[-1].number is None
    assert (await office.see(LAWYER, f"letters/{letter_id}/preview")).status_code == 404
    issued = await issue(office, issuing)
    assert (await office.see(OFFICER, f"letters/{issued}/preview")).json()["code"] == "letter-state"


@pytest.mark.parametrize(("path", "body"), CHANGES)
async def test_every_change_says_which_version_it_is_of_and_is_for_those_who_may(
    office: Office, path: str, body: dict[str, Any]
) -> None:
    letter_id = await office.draft()
    if path in ("approve", "send-back", "withdraw"):
        await office.change(OFFICER, letter_id, "submit")
    who = MANAGER if path in ("approve", "send-back") else OFFICER
    url = f"letters/{letter_id}/{path}"
    answers = [await office.post(who, url, body, **headers) for headers in ({}, {"If-Match": '"9"'})]
    assert [answer.status_code for answer in answers] == [428, 412]
    others = {token: (await office.change(token, letter_id, path, body)).status_code for token in (LAWYER, AUDITOR)}
    assert others == {LAWYER: 404, AUDITOR: 403}


async def test_a_repeated_draft_is_one_letter(office: Office, letters_kept: FakeLetters) -> None:
    key = {"Idempotency-Key": "k"}
    first, again = [await office.post(OFFICER, "letters", ANSWER, **key) for _ in range(2)]
    other = await office.post(OFFICER, "letters", {**ANSWER, "content": PAPER}, **key)
    assert (first.content, len(letters_kept.kept)) == (again.content, 1)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


@pytest.mark.parametrize(
    "body",
    [
        {**ANSWER, "kind": "poem"},
        {**ANSWER, "content": {**CONTENT, "ar": {"subject": "a\nb", "body": "x"}}},
        {**ANSWER, "content": {**CONTENT, "ar": {"subject": " ", "body": "x"}}},
        {**ANSWER, "content": {**CONTENT, "ar": None}},
        {**ANSWER, "content": {**CONTENT, "attachments": [{"name": "a/b", "sha256": "0" * 64}]}},
        {**ANSWER, "content": {**CONTENT, "attachments": [{"name": "a", "sha256": "0" * 64}]}},
        {**ANSWER, "content": {**CONTENT, "recipient": {"name": "x", "address": "nobody"}}},
        {**MEMO, "content": {**MEMO["content"], "to_units": ["nowhere"]}},  # type: ignore[dict-item]  # its values are of many types
    ],
)
async def test_what_cannot_be_is_refused(office: Office, body: object) -> None:
    answer = await office.post(OFFICER, "letters", body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


async def test_templates_are_filled_for_those_who_may_see_the_transaction(office: Office) -> None:
    (shown,) = (await office.see(OFFICER, "letter-templates")).json()["templates"]
    assert (shown["code"], shown["kinds"]) == ("approval", ["answer"])
    path, body = "letter-templates/approval/preview", {"unit_id": "permits", "number": NUMBER}
    filled = (await office.post(OFFICER, path, body)).json()
    assert filled["ar"] == {"subject": "بشأن طلب", "body": f"رقم {NUMBER}"}
    assert filled["en"]["body"] == f"Number {NUMBER}, +968 24 000 000"
    refused = [
        await office.post(LAWYER, path, body),
        await office.post(LAWYER, path, {**body, "unit_id": "legal"}),
        await office.post(OFFICER, path, {**body, "unit_id": "nowhere"}),
        await office.post(OFFICER, "letter-templates/none/preview", body),
    ]
    assert [answer.status_code for answer in refused] == [404] * 4
