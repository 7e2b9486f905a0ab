"""Rules that administrators see, try and change, over HTTP."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.routing import api
from services.routing.known_units import UnitWatch
from services.routing.rules import NAME, rules_content
from services.routing.ruling import RulesInForce, Ruling, rules_kept_in
from services.routing.service import Routing
from services.routing.trying import RuleTrials
from shared.versions import seed
from shared.web import problems
from tests.unit.routing.examples import NOW, numbered, unit
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection, TickingClock, Tokens
from tests.unit.shared.versions import FakeVersions

RULES: dict[str, Any] = {
    "certain_from": 0.6,
    "type_certainty": 0.7,
    "rules": [{"code": "permits", "unit": "permits", "when": {"senders": ["p.example"]}, "certainty": 0.8}],
}
FATMA = {"code": "fatma", "unit": "legal", "when": {"senders": ["company.example"]}, "certainty": 0.9}
OTHERS = {**RULES, "rules": [*RULES["rules"], FATMA]}
PATH = "/api/v1/routing-rules"
ADMINISTRATOR = {"Authorization": "Bearer administrator@ministry"}


@pytest.fixture
async def in_force(versions: FakeVersions) -> RulesInForce:
    in_force = rules_kept_in(versions)
    await seed({NAME: RULES}, versions=versions, in_force=in_force, clock=TickingClock())
    return in_force


@pytest.fixture
def versions() -> FakeVersions:
    return FakeVersions()


@pytest.fixture
async def office(
    versions: FakeVersions, in_force: RulesInForce, routes: FakeRoutes, projection: FakeUnitProjection, watch: UnitWatch
) -> AsyncIterator[httpx.AsyncClient]:
    await projection.note(unit("closed", active=False))
    await watch.refresh()
    ruling = Ruling(
        versions=versions,
        in_force=in_force,
        trials=RuleTrials(grounds=routes, routes=routes, units=watch),
        units=watch,
        clock=TickingClock(),
        zone="Asia/Muscat",
    )
    app = FastAPI()
    app.state.authenticator = Tokens()
    problems.install(app)
    app.include_router(api.rule_routes(ruling))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://routing", headers=ADMINISTRATOR) as client:
        yield client


async def put(office: httpx.AsyncClient, content: Any, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """What somebody puts in force who has seen the first version."""
    body = {"content": content, "why": "قرار"}
    return await office.put(PATH, json=body, headers={"If-Match": '"1"', **(headers or {})})


async def test_the_file_is_the_first_version(office: httpx.AsyncClient) -> None:
    answer = await office.get(PATH)
    assert (answer.headers["etag"], answer.json()["number"], answer.json()["by"]) == ('"1"', 1, None)
    assert answer.json()["content"] == RULES


async def test_what_is_put_in_force_decides_and_the_route_says_which_version_did(
    office: httpx.AsyncClient, in_force: RulesInForce, routes: FakeRoutes, watch: UnitWatch
) -> None:
    routing = Routing(routes=routes, units=watch, rules=in_force, clock=TickingClock())
    await routing.transaction_registered(numbered(1))
    assert (await put(office, OTHERS)).status_code == 200
    await routing.transaction_registered(numbered(2))
    await routing.transaction_registered(numbered(3, chosen_by_clerk=True))
    told = [(each.unit_id, each.because, each.history[0].rules_version) for each in routes.kept.values()]
    assert told == [("permits", "request-type", 1), ("legal", "fatma", 2), ("permits", "clerk", None)]


async def test_two_administrators_never_overwrite_each_other(office: httpx.AsyncClient) -> None:
    assert (await put(office, OTHERS)).status_code == 200
    assert (await put(office, {**OTHERS, "type_certainty": 0.8})).status_code == 412
    assert (await office.put(PATH, json={"content": OTHERS, "why": "x"})).status_code == 428


async def test_everything_wrong_is_said_at_once_in_the_askers_language(office: httpx.AsyncClient) -> None:
    nowhere = {**FATMA, "unit": "nowhere"}
    wrong = {**RULES, "type_certainty": 0.1, "rules": [nowhere, {**FATMA, "unit": "closed"}]}
    english = await put(office, wrong, {"Accept-Language": "en"})
    arabic = await put(office, wrong, {"Accept-Language": "ar"})
    assert english.status_code == arabic.status_code == 422
    assert english.json()["code"] == "invalid-content"
    fields = [each["field"] for each in english.json()["errors"]]
    assert sorted(fields) == ["rules.0.unit", "rules.1.code", "rules.1.unit", "type_certainty"]
    said = {each["field"]: each["message"] for each in arabic.json()["errors"]}
    assert said["rules.0.unit"] == "لا يوجد تقسيم عامل بهذا الرمز."
    assert (await office.get(PATH)).json()["number"] == 1


async def test_a_rule_without_a_condition_is_named(office: httpx.AsyncClient) -> None:
    answer = await put(office, {**RULES, "rules": [{**FATMA, "when": {}}, {**FATMA, "certainty": 2}]})
    assert {each["field"] for each in answer.json()["errors"]} == {"rules.0.when", "rules.1.certainty"}


async def test_older_rules_come_back_as_a_new_version(office: httpx.AsyncClient) -> None:
    await put(office, OTHERS)
    back = await office.post(f"{PATH}/versions/1/restore", json={"why": "عودة"}, headers={"If-Match": '"2"'})
    assert (back.status_code, back.json()["number"], back.json()["restores"]) == (200, 3, 1)
    assert back.json()["content"] == RULES
    listed = (await office.get(f"{PATH}/versions")).json()
    assert [(each["number"], each["why"], each["by_name"]) for each in listed] == [
        (3, "عودة", "administrator@ministry"),
        (2, "قرار", "administrator@ministry"),
        (1, "", ""),
    ]
    assert (await office.get(f"{PATH}/versions/2")).json()["content"] == OTHERS
    assert (await office.get(f"{PATH}/versions/9")).status_code == 404


async def test_a_draft_is_tried_and_nothing_is_changed(
    office: httpx.AsyncClient, in_force: RulesInForce, routes: FakeRoutes, watch: UnitWatch
) -> None:
    routing = Routing(routes=routes, units=watch, rules=in_force, clock=TickingClock())
    await routing.transaction_registered(numbered(1))
    body = {"content": OTHERS, "from": str(NOW.date()), "to": str(NOW.date())}
    told = (await office.post(f"{PATH}/preview", json=body)).json()
    assert (told["judged"], told["changed"], told["partial"]) == (1, 1, False)
    assert told["moves"] == [
        {
            "before": {"unit_id": "permits", "decided": True},
            "after": {"unit_id": "legal", "decided": True},
            "count": 1,
        }
    ]
    (example,) = told["examples"]
    assert (example["subject"], example["after"]["because"], example["unit_id"]) == (None, "fatma", "permits")
    assert (await office.get(PATH)).json()["number"] == 1


async def test_a_draft_that_could_not_be_put_in_force_is_not_tried_either(office: httpx.AsyncClient) -> None:
    answer = await office.post(f"{PATH}/preview", json={"content": {**RULES, "rules": []}})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "rules")


@pytest.mark.parametrize(
    ("first", "last"), [("2026-01-01", "2026-09-01"), ("2026-09-02", "2026-09-01"), ("1900-01-01", None)]
)
async def test_a_period_is_bounded(office: httpx.AsyncClient, first: str, last: str | None) -> None:
    answer = await office.post(f"{PATH}/preview", json={"content": RULES, "from": first, "to": last})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "from")


@pytest.mark.parametrize("who", ["clerk@documents", "officer@permits", "manager@permits", "auditor@ministry"])
async def test_only_administrators_change_or_try_rules(office: httpx.AsyncClient, who: str) -> None:
    headers = {"Authorization": f"Bearer {who}"}
    assert (await put(office, OTHERS, headers)).status_code == 403
    assert (await office.post(f"{PATH}/preview", json={"content": OTHERS}, headers=headers)).status_code == 403
    seen = await office.get(PATH, headers=headers)
    assert seen.status_code == (200 if who.startswith("auditor") else 403)


def test_the_rules_of_the_file_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(
        "certain_from: 0.6\ntype_certainty: 0.7\nrules:\n"
        "  - {code: a, unit: u, certainty: 1, when: {words: {ar: [عقد]}}, note: why}\n",
        encoding="utf-8",
    )
    (rule,) = rules_content(path)["rules"]
    assert rule == {"code": "a", "unit": "u", "certainty": 1.0, "when": {"words": {"ar": ["عقد"]}}, "note": "why"}
