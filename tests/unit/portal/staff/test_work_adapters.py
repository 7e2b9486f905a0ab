"""Routing, registry and directory by HTTP, as those need them who work on transactions: what is asked, what comes of it."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from services.portal.adapters import HttpColleagues, HttpPeople, HttpRelations, HttpTransactions, HttpWorks
from services.portal.errors import RefusedError, SignInNeededError
from services.portal.model.looking import Look
from services.portal.model.work import ACTS, Act
from services.portal.ports import Condition
from shared.errors import ForbiddenError, NotFoundError, TransientError
from tests.unit.portal.staff.work_fakes import CHILD, NUMBER, entry, related, work

Answer = Callable[[httpx.Request], httpx.Response]


def client(answer: Answer) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://service")


def telling(asked: list[httpx.Request], told: Any) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=told)

    return answer


async def test_a_part_of_the_inbox_is_asked_for_with_the_persons_own_token() -> None:
    asked: list[httpx.Request] = []
    told = {"entries": [entry(1).model_dump(mode="json")], "next": "place"}
    works = HttpWorks(client(telling(asked, told)))
    look = Look(show="late", mine=True, unit="permits", after="before")
    page = await works.inbox("a token", look)
    assert (page.lines, page.after) == ((entry(1),), "place")
    await works.follow_up("a token", Look())
    counts = {key: {"count": 3, "more": False} for key in ("all", "running", "waiting", "late", "given")}
    assert (await HttpWorks(client(telling(asked, counts))).counts("a token", look)).late.count == 3
    assert {request.headers["authorization"] for request in asked} == {"Bearer a token"}
    assert [str(request.url.copy_with(host="x", scheme="y")).partition("x")[2] for request in asked] == [
        "/api/v1/inbox?after=before&limit=50&mine=true&unit=permits&show=late",
        "/api/v1/follow-up?limit=50",
        "/api/v1/inbox/counts?mine=true&unit=permits",
    ]


@pytest.mark.parametrize("act", ACTS)
async def test_every_act_goes_to_its_place_once_and_to_what_was_seen(act: Act) -> None:
    asked: list[httpx.Request] = []
    works = HttpWorks(client(telling(asked, {})))
    await works.do("a token", NUMBER, act, CHILD, {"reason": "x"}, Condition(key="k", version="4"))
    (request,) = asked
    places = {
        **{name: f"branches/{CHILD}/{name}" for name in ("accept", "return", "recall", "done")},
        "refer": "referrals",
        "ask": "question",
        "settle": "question/settle",
        "note": "notes",
        "assign": "assign",
    }
    assert request.url.path == f"/api/v1/routes/{NUMBER}/{places[act]}"
    assert (request.headers["if-match"], request.headers["idempotency-key"]) == ('"4"', "k")
    branch = {"branch_id": str(CHILD)} if act in ("refer", "ask") else {}
    assert json.loads(request.content) == {"reason": "x"} | branch


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, SignInNeededError),
        (403, ForbiddenError),
        (404, NotFoundError),
        (412, RefusedError),
        (422, RefusedError),
        (503, TransientError),
    ],
)
async def test_a_no_is_told_as_what_it_is(status: int, error: type[Exception]) -> None:
    works = HttpWorks(client(lambda _: httpx.Response(status, json={"code": "stale-version"})))
    with pytest.raises(error):
        await works.do("a token", NUMBER, "accept", CHILD, {}, Condition(key="k", version="4"))


async def test_links_are_asked_for_made_and_parted_and_only_those_that_stand_are_shown() -> None:
    asked: list[httpx.Request] = []
    told = {"related": [related(2).model_dump(mode="json"), related(3, linked=False).model_dump(mode="json")]}
    relations = HttpRelations(client(telling(asked, told)))
    assert list(await relations.related("a token", NUMBER)) == [related(2)]
    await relations.link("a token", NUMBER, "IN-2", "why", Condition(key="k"))
    await relations.unlink("a token", NUMBER, "../x", "why not", Condition(key="l", version="3"))
    _, link, unlink = asked
    assert (link.url.path, json.loads(link.content)) == (
        f"/api/v1/routes/{NUMBER}/related",
        {"number": "IN-2", "note": "why"},
    )
    assert unlink.url.raw_path.decode() == f"/api/v1/routes/{NUMBER}/related/..%2Fx/unlink"
    assert (unlink.headers["if-match"], json.loads(unlink.content)) == ('"3"', {"reason": "why not"})


async def test_a_transaction_is_told_with_all_work_on_it() -> None:
    told = work(1).model_dump(mode="json") | {"something": "new"}
    assert await HttpWorks(client(lambda _: httpx.Response(200, json=told))).work("a token", NUMBER) == work(1)
    with pytest.raises(TransientError):
        await HttpWorks(client(lambda _: httpx.Response(200, json={"no": "work"}))).work("a token", NUMBER)


async def test_what_registry_does_not_tell_yet_is_nothing() -> None:
    transactions = HttpTransactions(client(lambda _: httpx.Response(404)))
    assert await transactions.transaction("a token", NUMBER) is None


async def test_units_and_colleagues_are_read_to_their_end_and_remembered_for_a_while() -> None:
    asked: list[str] = []
    clock = [0.0]

    def answer(request: httpx.Request) -> httpx.Response:
        what, after = request.url.path.rpartition("/")[2], request.url.params.get("after", "")
        asked.append(f"{what} {after}".strip())
        one = {"name": {"ar": "اسم", "en": "Name"}, "unit_id": after or "a", "person_id": after or "a"}
        return httpx.Response(200, json={what: [one], "next": None if after else "b"})

    colleagues = HttpColleagues(client(answer), seconds=60, monotonic=lambda: clock[0])
    for now in (0.0, 59.0, 60.0):
        clock[0] = now
        assert list(await colleagues.units()) == ["a", "b"]
        assert [one.person_id for one in await colleagues.colleagues("a token")] == ["a", "b"]
    assert asked == ["units", "units b", "colleagues", "colleagues b"] * 2


async def test_names_are_told_of_everybody_however_many_there_are() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        what, after = request.url.path.rpartition("/")[2], request.url.params.get("after", "")
        one = {"name": {"ar": "اسم", "en": "Name"}, "unit_id": after or "a", "person_id": after or "a"}
        return httpx.Response(200, json={what: [one], "next": None if after else "b"})

    people = HttpPeople(client(answer), seconds=60)
    assert list(await people.units()) == ["a", "b"]
    assert list(await people.names("a token")) == ["a", "b"]
