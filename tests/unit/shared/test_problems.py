from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from shared.errors import ForbiddenError, NotFoundError, TransientError, UnauthorisedError
from shared.web import problems, watching
from shared.web.problems import MEDIA_TYPE, preferred_language

TRACE = "0af7651916cd43dd8448eb211c80319c"


class Secret(BaseModel):
    password: int


def app_with_errors() -> FastAPI:
    app = FastAPI()
    problems.install(app)
    errors: dict[str, Exception] = {
        "missing": NotFoundError("matter 7"),
        "unsigned": UnauthorisedError("no token"),
        "forbidden": ForbiddenError("a clerk's"),
        "down": TransientError("mongodb at 10.0.0.1"),
        "defect": RuntimeError("the password is hunter2"),
        "teapot": HTTPException(418),
        "gateway": HTTPException(502),
    }

    @app.get("/raise/{what}")
    async def fail(what: str) -> None:
        raise errors[what]

    @app.put("/secret")
    async def keep_secret() -> None:
        """Take the same path."""

    @app.post("/secret")
    async def secret(body: Secret) -> Secret:
        return body

    watching.install(app, "testing", None, {}, {})
    return app


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app_with_errors())
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as opened:
        yield opened


@pytest.mark.parametrize(
    ("what", "status", "code"),
    [
        ("missing", 404, "not-found"),
        ("unsigned", 401, "unauthorised"),
        ("forbidden", 403, "forbidden"),
        ("down", 503, "store-unavailable"),
        ("defect", 500, "internal"),
        ("teapot", 418, "invalid-request"),
        ("gateway", 502, "internal"),
    ],
)
async def test_every_error_is_a_problem_with_its_code(
    client: httpx.AsyncClient, what: str, status: int, code: str
) -> None:
    answer = await client.get(f"/raise/{what}")
    problem = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert (problem["status"], problem["code"], problem["type"]) == (status, code, f"urn:diwan:problem:{code}")


async def test_the_sentence_is_in_the_language_that_is_asked_for(client: httpx.AsyncClient) -> None:
    arabic = await client.get("/raise/missing", headers={"accept-language": "ar-OM, en;q=0.5"})
    english = await client.get("/raise/missing", headers={"accept-language": "en-GB, ar;q=0.5"})
    assert arabic.headers["content-language"] == "ar"
    assert "لم نجد" in arabic.json()["title"]
    assert english.headers["content-language"] == "en"
    assert "could not find" in english.json()["title"]


@pytest.mark.parametrize("what", ["missing", "down", "defect"])
async def test_nothing_from_inside_is_told(client: httpx.AsyncClient, what: str) -> None:
    text = (await client.get(f"/raise/{what}")).text
    assert "hunter2" not in text
    assert "matter 7" not in text
    assert "10.0.0.1" not in text


async def test_a_defect_is_answered_with_the_trace_id_to_look_it_up_by(client: httpx.AsyncClient) -> None:
    answer = await client.get("/raise/defect", headers={"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"})
    assert answer.status_code == 500
    assert answer.json()["trace_id"] == TRACE


async def test_who_may_come_again_is_told_when(client: httpx.AsyncClient) -> None:
    assert (await client.get("/raise/down")).headers["retry-after"] == "5"


async def test_who_is_not_signed_in_is_told_how(client: httpx.AsyncClient) -> None:
    assert (await client.get("/raise/unsigned")).headers["www-authenticate"] == "Bearer"


async def test_an_invalid_field_is_named_and_its_value_is_not_repeated(client: httpx.AsyncClient) -> None:
    answer = await client.post("/secret", json={"password": "hunter2"})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["password"]
    assert "hunter2" not in answer.text


async def test_an_address_that_is_not_there_is_a_problem_too(client: httpx.AsyncClient) -> None:
    assert (await client.get("/nowhere")).json()["code"] == "not-found"
    assert (await client.delete("/secret")).json()["code"] == "method-not-allowed"


async def test_who_uses_a_wrong_method_is_told_all_the_right_ones(client: httpx.AsyncClient) -> None:
    assert (await client.delete("/secret")).headers["allow"] == "POST, PUT"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "ar"),
        ("*", "ar"),
        ("fr", "ar"),
        ("en", "en"),
        ("ar", "ar"),
        ("en, ar", "ar"),
        ("en;q=0.8, ar;q=0.9", "ar"),
        ("ar;q=0.1, en-US", "en"),
        ("AR-om;q=0.2,EN-gb;Q=0.3", "en"),
        ("en;q=nonsense", "ar"),
        ("eng", "ar"),
        ("arn, en;q=0.1", "en"),
    ],
)
def test_english_is_for_who_asks_for_it_before_arabic(header: str, language: str) -> None:
    assert preferred_language(header) == language


@given(st.text() | st.from_regex(r"((ar|en)(-[A-Z]{2})?(;q=[0-9.a-z]*)?,? ?)*", fullmatch=True))
@example("en;q=nan, ar;q=inf")
@example("en;q=" + "9" * 5000)
def test_no_header_is_too_odd_for_an_answer(header: str) -> None:
    assert preferred_language(header) in ("ar", "en")
