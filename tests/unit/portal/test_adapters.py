"""The other services by HTTP: what is asked of them, and what becomes of their answers."""

import io
import json
from collections.abc import Callable

import httpx
import pytest

from services.portal.adapters import HttpIntake, HttpRegistry
from services.portal.errors import AnswerMissingError, RefusedError, UnknownTrackingCodeError
from services.portal.model import ChosenFile, Handover
from shared.errors import TransientError
from tests.unit.portal.examples import FULLY_TOLD, PERMIT, TOKEN

Answer = Callable[[httpx.Request], httpx.Response]


def client(answer: Answer) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://service")


def registry(answer: Answer, clock: list[float] | None = None) -> HttpRegistry:
    times = clock or [0.0]
    return HttpRegistry(client(answer), types_seconds=60, monotonic=lambda: times[0])


def chosen(name: str, content: bytes, document: str = "") -> ChosenFile:
    return ChosenFile(document=document, name=name, size=len(content), head=content, content=io.BytesIO(content))


HANDOVER = Handover(
    values={
        "name": "سالم",
        "email": "",
        "field-civil_number": " ١٢٣ ",
        "field-empty": " ",
        "seal": "s",
        "language": "ar",
    },
    files=[chosen("جواز.pdf", b"%PDF-", "passport"), chosen("x.pdf", b"%PDF-2")],
    key="k" * 32,
)


async def test_request_types_are_asked_for_once_in_a_while() -> None:
    asked, clock = [], [0.0]

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json=[PERMIT])

    service = registry(answer, clock)
    for now in (0.0, 59.0, 60.0):
        clock[0] = now
        assert [one.code for one in await service.request_types()] == ["work-permit"]
    assert asked == ["/api/v1/request-types"] * 2


async def test_known_request_types_stay_when_registry_is_away() -> None:
    answers, clock = [httpx.Response(200, json=[PERMIT]), httpx.Response(503)], [0.0]
    service = registry(lambda _request: answers.pop(0), clock)
    await service.request_types()
    clock[0] = 100.0
    assert [one.code for one in await service.request_types()] == ["work-permit"]


async def test_a_matter_is_read_with_all_that_is_told_and_more() -> None:
    told = FULLY_TOLD | {"something_new": {"of": "later"}}
    matter = await registry(lambda _request: httpx.Response(200, json=told)).matter(TOKEN)
    assert (matter.number, matter.round, matter.days_to_answer) == ("IN-2026-000123-7", 2, 10)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(404, json={"code": "not-found"}), UnknownTrackingCodeError),
        (httpx.Response(422, json={"code": "invalid-request"}), RefusedError),
        (httpx.Response(503, headers={"Retry-After": "7"}), TransientError),
        (httpx.Response(429), TransientError),
        (httpx.Response(200, text="<html>"), TransientError),
        (httpx.Response(200, json={"unlike": "a matter"}), TransientError),
    ],
)
async def test_what_registry_refuses_has_a_name(answer: httpx.Response, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        await registry(lambda _request: answer).matter(TOKEN)
    assert "a matter" not in str(raised.value)


async def test_a_request_is_sent_as_intake_takes_it() -> None:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(202, json={"received_at": "2026-11-22T06:05:00Z", "tracking_token": TOKEN})

    accepted = await HttpIntake(client(answer)).submit("work-permit", HANDOVER)
    assert accepted.tracking_token == TOKEN
    (request,) = sent
    assert (request.url.path, request.headers["idempotency-key"]) == ("/api/v1/submissions", HANDOVER.key)
    body = request.content.decode()
    assert body.count('name="document_codes"') == body.count('name="files"') == 2
    assert body.index("\r\n\r\npassport\r\n") < body.index("\r\n\r\n\r\n")
    assert json.dumps({"civil_number": "١٢٣"}, ensure_ascii=False) in body
    assert 'name="sender_name"\r\n\r\nسالم' in body
    for absent in ("sender_email", "seal", "field-"):
        assert absent not in body


async def test_a_supplement_goes_to_its_matter() -> None:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(202, json={"received_at": "2026-11-22T06:05:00Z"})

    await HttpIntake(client(answer)).supplement(TOKEN, HANDOVER)
    assert sent[0].url.path == f"/api/v1/tracking/{TOKEN}/supplements"


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (httpx.ConnectError("refused"), TransientError),
        (httpx.ReadTimeout("no answer"), AnswerMissingError),
        (httpx.RemoteProtocolError("cut off"), AnswerMissingError),
    ],
)
async def test_whether_it_may_have_arrived_makes_a_difference(raised: Exception, error: type[Exception]) -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise raised

    with pytest.raises(error) as told:
        await HttpIntake(client(answer)).submit("work-permit", HANDOVER)
    assert type(told.value) is error


async def test_why_intake_refused_is_kept_by_its_code() -> None:
    service = HttpIntake(client(lambda _request: httpx.Response(413, json={"code": "file-too-large", "title": "…"})))
    with pytest.raises(RefusedError) as raised:
        await service.submit("work-permit", HANDOVER)
    assert raised.value.because == "file-too-large"
