"""The token endpoint, the keys and the discovery as a client sees them."""

import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from services.directory import errors, token_api
from services.directory.delegating import Delegating
from services.directory.granting import Granting
from services.directory.model import MOST_FAILURES, Account
from services.directory.sign_in import SignIn
from services.directory.staying_signed_in import StayingSignedIn
from services.directory.tokens import TokenIssuer, load_key
from shared.errors import TransientError
from shared.language import catalogue
from shared.web import problems
from tests.unit.directory.examples import a_person
from tests.unit.directory.fakes import FakeClock, FakeDelegations, FakePasswords, FakePeople, FakeSessions, FakeSignIns

NOW = datetime(2026, 9, 2, 8, 0, tzinfo=UTC)
GRANT = {"grant_type": "password", "username": "clerk", "password": "open"}
# RFC 6749, section 5.2
ALLOWED_IN_DESCRIPTIONS = {chr(code) for code in range(0x20, 0x7F)} - {'"', "\\"}


@pytest.fixture
def passwords() -> FakePasswords:
    return FakePasswords()


@pytest.fixture
async def client(passwords: FakePasswords) -> AsyncIterator[httpx.AsyncClient]:
    tokens = TokenIssuer(
        key=load_key(ECKey.generate_key("P-256").as_pem(private=True)),
        issuer="https://diwan.example",
        audience="diwan",
        random_bytes=lambda count: b"\x01" * count,
    )
    people, clock = FakePeople(Account(person=a_person(), password_hash="nepo")), FakeClock(NOW)
    sign_in = SignIn(
        people=people,
        delegating=Delegating(delegations=FakeDelegations(), people=people, clock=clock),
        sign_ins=FakeSignIns(),
        passwords=passwords,
        tokens=tokens,
        clock=clock,
    )
    staying = StayingSignedIn(
        sessions=FakeSessions(),
        people=people,
        delegating=Delegating(delegations=FakeDelegations(), people=people, clock=clock),
        tokens=tokens,
        clock=clock,
        random_bytes=secrets.token_bytes,
    )
    app = FastAPI()
    problems.install(app)
    app.include_router(
        token_api.routes(
            Granting(sign_in, staying), tokens, issuer="https://diwan.example", public_url="https://diwan.example"
        )
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://directory") as client:
        yield client


async def test_signing_in_gives_a_token_that_the_published_keys_check(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/token", data=GRANT)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    token = answer.json()
    assert set(token) == {"access_token", "token_type", "expires_in"}
    assert (token["token_type"], token["expires_in"]) == ("Bearer", 3600)
    keys = await client.get("/api/v1/jwks")
    assert keys.headers["cache-control"] == "public, max-age=300"
    claims = jwt.decode(token["access_token"], KeySet.import_key_set(keys.json()), algorithms=["ES256"]).claims
    assert (claims["sub"], claims["roles"]) == ("p-0002", ["clerk"])


async def test_the_published_keys_have_no_private_part(client: httpx.AsyncClient) -> None:
    for key in (await client.get("/api/v1/jwks")).json()["keys"]:
        assert "d" not in key
        assert {"kid", "kty", "crv", "x", "y"} <= set(key)


async def test_a_wrong_password_is_a_problem_that_oauth_clients_understand(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/token", data=GRANT | {"password": "wrong"}, headers={"Accept-Language": "ar"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-language"] == "ar"
    assert answer.json() == {
        "type": "urn:diwan:problem:bad-credentials",
        "title": catalogue().text("ar", "error-bad-credentials"),
        "status": 400,
        "code": "bad-credentials",
        "trace_id": "",
        "errors": [],
        "error": "invalid_grant",
        "error_description": catalogue().text("en", "error-bad-credentials"),
    }


async def test_nobodys_login_gets_the_very_same_answer(client: httpx.AsyncClient) -> None:
    wrong = await client.post("/api/v1/token", data=GRANT | {"password": "wrong"})
    nobody = await client.post("/api/v1/token", data=GRANT | {"username": "nobody"})
    assert wrong.content == nobody.content
    assert wrong.headers == nobody.headers


async def test_after_too_many_failures_it_is_said_when_to_come_back(client: httpx.AsyncClient) -> None:
    for _ in range(MOST_FAILURES):
        await client.post("/api/v1/token", data=GRANT | {"password": "wrong"})
    answer = await client.post("/api/v1/token", data=GRANT)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"
    assert answer.json()["error"] == "temporarily_unavailable"
    assert answer.json()["code"] == "too-many-requests"


async def test_when_too_many_wait_the_answer_is_later(client: httpx.AsyncClient, passwords: FakePasswords) -> None:
    passwords.busy = True
    answer = await client.post("/api/v1/token", data=GRANT)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["error"] == "temporarily_unavailable"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"scope": "openid"}, "invalid_scope"),
        ({"username": ""}, "invalid_request"),
    ],
)
async def test_a_request_that_is_none_is_named_as_the_standard_has_it(
    client: httpx.AsyncClient, changes: dict[str, str], error: str
) -> None:
    answer = await client.post("/api/v1/token", data=GRANT | changes)
    assert answer.status_code == 400
    assert answer.json()["error"] == error


async def test_json_is_not_a_form(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/token", json=GRANT)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("path", ["openid-configuration", "oauth-authorization-server"])
async def test_clients_find_the_keys_and_the_token_endpoint(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(f"/.well-known/{path}")
    found = answer.json()
    assert found["issuer"] == "https://diwan.example"
    assert found["jwks_uri"] == "https://diwan.example/api/v1/jwks"
    assert found["token_endpoint"] == "https://diwan.example/api/v1/token"
    assert found["grant_types_supported"] == ["password", "refresh_token"]
    assert found["revocation_endpoint"] == "https://diwan.example/api/v1/token/revocation"


@pytest.mark.parametrize("error", [*errors.SignInError.__subclasses__(), TransientError])
def test_every_refusal_is_described_in_letters_that_the_standard_allows(error: type[TransientError]) -> None:
    assert set(catalogue().text("en", f"error-{error.code}")) <= ALLOWED_IN_DESCRIPTIONS


async def test_whoever_asks_to_stay_goes_on_without_the_password_until_it_is_revoked(
    client: httpx.AsyncClient,
) -> None:
    first = (await client.post("/api/v1/token", data=GRANT | {"scope": "offline_access"})).json()
    assert (first["expires_in"], first["refresh_expires_in"]) == (600, 3600)
    going_on = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = (await client.post("/api/v1/token", data=going_on)).json()
    assert second["refresh_token"] != first["refresh_token"]
    revoked = await client.post("/api/v1/token/revocation", data={"token": second["refresh_token"]})
    assert (revoked.status_code, revoked.content) == (200, b"")
    answer = await client.post("/api/v1/token", data=going_on | {"refresh_token": second["refresh_token"]})
    assert answer.status_code == 400
    assert (answer.json()["code"], answer.json()["error"]) == ("session-over", "invalid_grant")
    for token in ("", "nonsense", second["refresh_token"]):
        again = await client.post("/api/v1/token/revocation", data={"token": token})
        assert again.status_code == (200 if token else 400)
