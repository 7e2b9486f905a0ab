"""Storage's retention by HTTP: what is asked of it, and what becomes of its answers."""

from collections.abc import Callable
from uuid import UUID

import httpx
import pytest

from services.portal.adapters import HttpAnswerFiles, HttpPapers, HttpRetention
from services.portal.errors import DocumentDisposedError, RefusedError
from services.portal.ports import Condition

Answer = Callable[[httpx.Request], httpx.Response]
NUMBER = "IN-2026-000007-1"
SAID = {"number": 4, "at": "2026-11-22T08:00:00Z", "by": "p-1", "why": "case 7"}
ONCE = Condition(key="key-1", version="4")


def client(answer: Answer) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url="http://storage", transport=httpx.MockTransport(answer))


@pytest.mark.parametrize(("known", "if_match"), [(True, '"4"'), (False, None)])
async def test_a_transaction_is_held_whatever_was_said_of_it_before(known: bool, if_match: str | None) -> None:  # noqa: FBT001 - a case
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        if request.method == "GET":
            line = {"transaction": NUMBER, "held": False, "said": SAID}
            return httpx.Response(200, json=[line]) if known else httpx.Response(404, json={"code": "not-found"})
        return httpx.Response(200, json={})

    await HttpRetention(client(answer)).hold("token", NUMBER, "case 8", "key-1", "en")
    assert [(one.method, one.url.path) for one in asked] == [
        ("GET", f"/api/v1/retention/holds/{NUMBER}"),
        ("PUT", f"/api/v1/retention/holds/{NUMBER}"),
    ]
    assert (asked[1].headers.get("If-Match"), asked[1].headers["Idempotency-Key"]) == (if_match, "key-1")


async def test_it_is_let_go_with_a_reason_and_the_version_that_was_seen() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(412, json={"code": "stale-version"})

    with pytest.raises(RefusedError) as refused:
        await HttpRetention(client(answer)).release("token", NUMBER, "judged", ONCE, "ar")
    assert refused.value.because == "stale-version"
    (one,) = asked
    assert (one.method, one.url.params["why"], one.headers["If-Match"]) == ("DELETE", "judged", '"4"')


async def test_what_is_due_is_asked_for_by_class_and_place() -> None:
    asked: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(dict(request.url.params))
        return httpx.Response(200, json={"transactions": [], "counts": [], "unclassed": {}, "next": None})

    retention = HttpRetention(client(answer))
    assert (await retention.due("token", "short", "x")).transactions == ()
    assert (await retention.counted("token")).counts == ()
    assert asked == [{"after": "x", "limit": "50", "class": "short", "counts": "false"}, {"limit": "1"}]


async def test_a_document_that_was_deleted_is_told_apart_from_one_that_is_not_there() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        del request
        return httpx.Response(410, json={"code": "document-disposed"})

    with pytest.raises(DocumentDisposedError):
        await HttpPapers(client(answer)).open("token", UUID(int=1))


async def test_documents_of_answers_are_gone_only_where_storage_says_so() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.method == "HEAD"
        match request.url.path[-1]:
            case "1":
                return httpx.Response(410)
            case "2":
                return httpx.Response(503)
        raise httpx.ConnectError("away")

    ids = [UUID(int=one) for one in (1, 2, 3)]
    assert await HttpAnswerFiles(client(answer)).disposed("0" * 32, ids) == {ids[0]}
