import base64
import json
import time
from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from fastapi import Depends, FastAPI
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from shared.errors import TransientError, UnauthorisedError
from shared.web import problems
from shared.web.auth import KEYS_RETRY_SECONDS, KEYS_STALE_SECONDS, Authenticator, Principal, require

ISSUER = "https://diwan.example"
AUDIENCE = "diwan"
JWKS_URL = "https://diwan.example/api/v1/jwks"


class Issuer:
    """An issuer with its published keys, in memory; `answer` may be replaced by something odd."""

    def __init__(self) -> None:
        self.key = ECKey.generate_key("P-256", parameters={"kid": "first"})
        self.asked = 0
        self.down = False
        self.answer: httpx.Response | None = None

    def rotate(self) -> None:
        self.key = ECKey.generate_key("P-256", parameters={"kid": "second"})

    def token(self, *, key: ECKey | OctKey | None = None, algorithm: str = "ES256", **changes: Any) -> str:
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": "person-1",
            "name": "سالم",
            "roles": ["clerk"],
            "units": ["docs"],
            "iat": now,
            "exp": now + 600,
        }
        claims = {name: value for name, value in (claims | changes).items() if value is not None}
        signing = key or self.key
        header = {"alg": algorithm, "kid": signing.kid or "first"}
        return jwt.encode(header, claims, signing, algorithms=[algorithm])

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        assert str(request.url) == JWKS_URL
        if self.down:
            raise httpx.ConnectError("nobody there")
        return self.answer or httpx.Response(200, json={"keys": [self.key.as_dict(private=False)]})


class Time:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
async def authenticator(issuer: Issuer, clock: Time) -> AsyncIterator[Authenticator]:
    client = httpx.AsyncClient(transport=httpx.MockTransport(issuer.handle))
    opened = Authenticator(issuer=ISSUER, audience=AUDIENCE, jwks_url=JWKS_URL, client=client, monotonic=clock)
    yield opened
    await opened.close()


async def test_a_token_speaks_for_a_person(issuer: Issuer, authenticator: Authenticator) -> None:
    assert await authenticator.principal(issuer.token()) == Principal(
        person_id="person-1", name="سالم", roles=frozenset({"clerk"}), units=frozenset({"docs"})
    )


async def test_an_audience_may_be_one_of_several(issuer: Issuer, authenticator: Authenticator) -> None:
    assert (await authenticator.principal(issuer.token(aud=["other", AUDIENCE]))).person_id == "person-1"


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": 1},
        {"exp": None},
        {"aud": "somebody-else"},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"sub": None},
        {"nbf": 32503680000},
        {"roles": 7},
    ],
    ids=str,
)
async def test_a_token_whose_claims_are_not_right_is_refused(
    issuer: Issuer, authenticator: Authenticator, changes: Mapping[str, Any]
) -> None:
    with pytest.raises(UnauthorisedError):
        await authenticator.principal(issuer.token(**changes))


async def test_a_token_signed_by_another_key_of_the_same_name_is_refused(
    issuer: Issuer, authenticator: Authenticator
) -> None:
    forged = ECKey.generate_key("P-256", parameters={"kid": "first"})
    with pytest.raises(UnauthorisedError):
        await authenticator.principal(issuer.token(key=forged))


async def test_a_token_without_a_signature_is_refused(issuer: Issuer, authenticator: Authenticator) -> None:
    payload = issuer.token().split(".")[1]
    header = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": "first"}).encode()).rstrip(b"=").decode()
    for signature in ("", issuer.token().split(".")[2]):
        with pytest.raises(UnauthorisedError):
            await authenticator.principal(f"{header}.{payload}.{signature}")


async def test_the_public_key_is_not_taken_for_a_shared_secret(issuer: Issuer, authenticator: Authenticator) -> None:
    # The classic confusion: HS256 with the bytes of the public key, which everybody has, as its secret.
    public = issuer.key.public_key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    body = public.removeprefix(b"-----BEGIN PUBLIC KEY-----\n")  # joserfc refuses to sign with a whole PEM
    for secret in (body, json.dumps(issuer.key.as_dict(private=False)).encode()):
        forged = issuer.token(key=OctKey.import_key(secret, {"kid": "first"}), algorithm="HS256")
        with pytest.raises(UnauthorisedError):
            await authenticator.principal(forged)


async def test_a_shared_secret_among_the_published_keys_signs_nothing(
    issuer: Issuer, authenticator: Authenticator
) -> None:
    secret = OctKey.generate_key(256, {"kid": "first"})
    issuer.answer = httpx.Response(200, json={"keys": [secret.as_dict(private=True)]})
    with pytest.raises(UnauthorisedError):
        await authenticator.principal(issuer.token(key=secret, algorithm="HS256"))


@pytest.mark.parametrize("nonsense", ["", ".", "..", "a.b.c", "ünïcode", "e30.e30.", "x" * 10_000])
async def test_what_is_no_token_is_refused(authenticator: Authenticator, nonsense: str) -> None:
    with pytest.raises(UnauthorisedError):
        await authenticator.principal(nonsense)


async def test_keys_are_fetched_once_for_many_tokens(issuer: Issuer, authenticator: Authenticator) -> None:
    for _ in range(5):
        await authenticator.principal(issuer.token())
    assert issuer.asked == 1


async def test_a_rotated_key_is_found_as_soon_as_a_token_needs_it(
    issuer: Issuer, authenticator: Authenticator, clock: Time
) -> None:
    await authenticator.principal(issuer.token())
    issuer.rotate()
    clock.seconds += KEYS_RETRY_SECONDS
    assert (await authenticator.principal(issuer.token())).person_id == "person-1"
    assert issuer.asked == 2


async def test_a_withdrawn_key_is_forgotten_in_time(issuer: Issuer, authenticator: Authenticator, clock: Time) -> None:
    old = issuer.token()
    await authenticator.principal(old)
    issuer.rotate()
    clock.seconds += KEYS_STALE_SECONDS
    with pytest.raises(UnauthorisedError):
        await authenticator.principal(old)


async def test_forged_tokens_do_not_make_it_ask_again_and_again(issuer: Issuer, authenticator: Authenticator) -> None:
    for _ in range(20):
        with pytest.raises(UnauthorisedError):
            await authenticator.principal("a.b.c")
    assert issuer.asked == 1


async def test_without_the_issuers_keys_it_is_nobodys_fault_and_passes(
    issuer: Issuer, authenticator: Authenticator
) -> None:
    issuer.down = True
    with pytest.raises(TransientError):
        await authenticator.principal(issuer.token())
    issuer.down = False
    assert (await authenticator.principal(issuer.token())).person_id == "person-1"


async def test_known_keys_serve_while_the_issuer_is_away_and_it_is_not_asked_for_every_token(
    issuer: Issuer, authenticator: Authenticator, clock: Time
) -> None:
    token = issuer.token()
    await authenticator.principal(token)
    issuer.down = True
    clock.seconds += KEYS_STALE_SECONDS
    for _ in range(5):
        assert (await authenticator.principal(token)).person_id == "person-1"
    assert issuer.asked == 2
    clock.seconds += KEYS_RETRY_SECONDS
    await authenticator.principal(token)
    assert issuer.asked == 3


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={}),
        httpx.Response(200, json={"keys": None}),
        httpx.Response(200, json={"keys": [{"kty": "unknown"}]}),
        httpx.Response(200, json={"keys": [{}]}),
    ],
    ids=lambda answer: answer.text or "500",
)
async def test_an_issuer_that_answers_nonsense_is_as_good_as_away(
    issuer: Issuer, authenticator: Authenticator, answer: httpx.Response
) -> None:
    issuer.answer = answer
    with pytest.raises(TransientError):
        await authenticator.principal(issuer.token())


@pytest.mark.parametrize(
    ("roles", "status"), [(["clerk"], 200), (["officer", "auditor"], 200), (["officer"], 403), ([], 403)]
)
async def test_a_route_is_open_to_the_roles_it_names_only(
    issuer: Issuer, authenticator: Authenticator, roles: list[str], status: int
) -> None:
    app = FastAPI()
    app.state.authenticator = authenticator
    problems.install(app)

    @app.get("/desk")
    async def desk(principal: Annotated[Principal, Depends(require("clerk", "auditor"))]) -> str:
        return principal.person_id

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service") as client:
        signed_in = {"authorization": f"Bearer {issuer.token(roles=roles)}"}
        assert (await client.get("/desk", headers=signed_in)).status_code == status
        assert (await client.get("/desk")).status_code == 401
        assert (await client.get("/desk", headers={"authorization": "Basic eDp4"})).status_code == 401


async def test_a_delegated_role_lets_in_where_it_may(issuer: Issuer, authenticator: Authenticator) -> None:
    token = issuer.token(acts_for=[{"sub": "person-2", "roles": ["manager"], "units": ["labour"], "until": 4e9}])
    asker = await authenticator.principal(token)
    (manager,) = asker.as_whom("manager")
    assert (manager.person_id, manager.units, asker.on_behalf_of(manager)) == (
        "person-2",
        frozenset({"labour"}),
        "person-2",
    )


async def test_a_delegation_that_is_over_gives_nothing_although_its_token_lives_on(
    issuer: Issuer, authenticator: Authenticator
) -> None:
    over = issuer.token(acts_for=[{"sub": "person-2", "roles": ["manager"], "until": int(time.time()) - 1}])
    assert (await authenticator.principal(over)).acts_for == ()
