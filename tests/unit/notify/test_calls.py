"""The list of calls over HTTP: who sees which, and what becomes of one that is tried."""

from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from services.notify import api
from services.notify.calls import Calls
from services.notify.model import notices_for
from services.notify.model.delivery import NoticeRecord, Origin
from services.notify.rendering import ShortTexts
from shared.contracts.base import HandedIn
from shared.ids import new_id
from shared.web import problems
from tests.unit.notify.contract import call
from tests.unit.notify.examples import TOKEN, requester, routed
from tests.unit.notify.fakes import FakeClassifications, FakeNotices, MovableClock, Tokens

CALLS = "/api/v1/calls"
OFFICE = "sanad-al-khuwair"


@pytest.fixture
async def client(notices: FakeNotices, texts: ShortTexts, clock: MovableClock) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.state.authenticator = Tokens()
    problems.install(app)
    app.include_router(
        api.call_routes(Calls(notices=notices, classifications=FakeClassifications(), texts=texts, clock=clock))
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://notify") as client:
        yield client


def as_(token: str = f"agent@{OFFICE}", *, seen: int | None = 0, key: str = "") -> dict[str, str]:
    seen_ = {} if seen is None else {"If-Match": f'"{seen}"'}
    return {"Authorization": f"Bearer {token}", **seen_, **({"Idempotency-Key": key} if key else {})}


async def waiting(notices: FakeNotices, office: str = OFFICE) -> NoticeRecord:
    handed_in = HandedIn(unit_id=office, person_id="p-0005")
    who = requester(address=None, phone="+96824000310", name="سالم", answerable=False, handed_in=handed_in)
    event = routed(submission_id=new_id(), requester=who)
    notice = notices_for(event)
    assert notice is not None
    record = call(
        notice_id=notice.notice_id,
        submission_id=notice.submission_id,
        office=office,
        origin=Origin(topic=event.topic, body=event.model_dump_json()),
    )
    await notices.add(record)
    return record


async def test_whoever_calls_is_told_whom_to_ask_for_and_what_to_say(
    client: httpx.AsyncClient, notices: FakeNotices
) -> None:
    await waiting(notices)
    answer = await client.get(CALLS, headers=as_())
    (one,) = answer.json()["calls"]
    assert (one["name"], one["telephone"], one["language"]) == ("سالم", "+96824000310", "ar")
    assert "IN-2026-000123-7" in one["says"]["ar"]
    assert "IN-2026-000123-7" in one["says"]["en"]
    assert TOKEN not in answer.text


async def test_an_agent_sees_the_calls_of_his_office_and_a_clerk_all(
    client: httpx.AsyncClient, notices: FakeNotices
) -> None:
    ours, others = await waiting(notices), await waiting(notices, "sanad-nizwa")
    for token, seen in ((f"agent@{OFFICE}", 1), ("agent@", 0), ("clerk@", 2)):
        assert len((await client.get(CALLS, headers=as_(token))).json()["calls"]) == seen
    absent = await client.post(f"{CALLS}/{uuid4()}/tries", json={"outcome": "reached"}, headers=as_())
    answer = await client.post(f"{CALLS}/{others.notice_id}/tries", json={"outcome": "reached"}, headers=as_())
    assert absent.status_code == answer.status_code == 404
    assert {**absent.json(), "trace_id": ""} == {**answer.json(), "trace_id": ""}
    answer = await client.post(f"{CALLS}/{ours.notice_id}/tries", json={"outcome": "reached"}, headers=as_("clerk@"))
    assert answer.status_code == 200


@pytest.mark.parametrize("role", ["administrator", "auditor", "manager", "officer"])
async def test_calls_are_for_agents_and_clerks(client: httpx.AsyncClient, role: str) -> None:
    assert (await client.get(CALLS, headers=as_(f"{role}@{OFFICE}"))).status_code == 403


async def test_a_call_is_ticked_off_once_however_often_it_is_sent(
    client: httpx.AsyncClient, notices: FakeNotices
) -> None:
    one = await waiting(notices)
    path = f"{CALLS}/{one.notice_id}/tries"
    made = {"outcome": "reached", "remark": "  سيحضر غدًا  "}
    for _ in range(2):
        answer = await client.post(path, json=made, headers=as_(key="k"))
        assert answer.status_code == 200
        assert answer.json() == {"notice_id": str(one.notice_id), "state": "sent", "attempts": 1}
        assert answer.headers["ETag"] == '"1"'
    kept = notices.kept[one.notice_id]
    assert (kept.reply, kept.told_by, kept.attempts) == ("سيحضر غدًا", f"agent@{OFFICE}", 1)
    other = await client.post(path, json={"outcome": "not-reached"}, headers=as_(key="k"))
    assert other.json()["code"] == "idempotency-key-reused"
    ended = await client.post(path, json=made, headers=as_(seen=1, key="another"))
    assert (ended.status_code, ended.json()["code"]) == (409, "call-ended")


async def test_who_was_not_reached_is_called_again_by_somebody_who_has_seen_that(
    client: httpx.AsyncClient, notices: FakeNotices
) -> None:
    one = await waiting(notices)
    path = f"{CALLS}/{one.notice_id}/tries"
    tried = await client.post(path, json={"outcome": "not-reached", "remark": "busy"}, headers=as_(key="a"))
    assert tried.json()["state"] == "waiting"
    (line,) = (await client.get(CALLS, headers=as_())).json()["calls"]
    assert (line["attempts"], line["last_remark"]) == (1, "busy")
    for seen, status in ((None, 428), (0, 412), (1, 200)):
        answer = await client.post(path, json={"outcome": "wrong-number"}, headers=as_(seen=seen, key=f"b{seen}"))
        assert answer.status_code == status
    assert notices.kept[one.notice_id].state == "given-up"


async def test_a_mail_is_no_call(client: httpx.AsyncClient, notices: FakeNotices) -> None:
    mail = call(medium="mail", state="given-up")
    await notices.add(mail)
    path = f"{CALLS}/{mail.notice_id}/tries"
    assert (await client.post(path, json={"outcome": "reached"}, headers=as_("clerk@"))).status_code == 404


async def test_a_call_whose_words_are_lost_still_stands_in_the_list(
    client: httpx.AsyncClient, notices: FakeNotices
) -> None:
    await notices.add(call())
    (one,) = (await client.get(CALLS, headers=as_())).json()["calls"]
    assert one["says"] == {"ar": "", "en": ""}
    assert one["telephone"]


async def test_the_list_is_read_page_by_page(client: httpx.AsyncClient, notices: FakeNotices) -> None:
    made = {str((await waiting(notices)).notice_id) for _ in range(5)}
    found, after = set(), ""
    while True:
        page = (await client.get(CALLS, params={"limit": 2, "after": after}, headers=as_())).json()
        found |= {one["notice_id"] for one in page["calls"]}
        if not (after := page["next"] or ""):
            break
    assert found == made
    assert (await client.get(CALLS, params={"after": "x"}, headers=as_())).status_code == 422
