"""Tokens that every service can check by itself."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import ECKey, KeySet, RSAKey

from services.directory.model import ActedFor, Person, Role, delegable
from services.directory.tokens import SigningKeyError, TokenIssuer, load_key
from shared.language import Text
from tests.unit.directory.examples import a_person

NOW = datetime(2026, 9, 2, 8, 0, tzinfo=UTC)
PERSON = Person(
    person_id="p-0002",
    login="clerk",
    name=Text(ar="سالم الحارثي", en="Salim Al Harthi"),
    roles=(Role.CLERK, Role.AUDITOR),
    units=("documents",),
)


def new_key() -> ECKey:
    return load_key(ECKey.generate_key("P-256").as_pem(private=True))


def issuer(key: ECKey, *retired: ECKey) -> TokenIssuer:
    return TokenIssuer(
        key=key,
        issuer="https://diwan.example",
        audience="diwan",
        random_bytes=lambda count: b"\x01" * count,
        retired=retired,
    )


def test_a_token_says_who_may_do_what_for_one_hour() -> None:
    key = new_key()
    issued = issuer(key).issue(PERSON, NOW)
    token = jwt.decode(issued.token, key, algorithms=["ES256"])
    assert token.header == {"typ": "JWT", "alg": "ES256", "kid": key.kid}
    assert token.claims == {
        "iss": "https://diwan.example",
        "aud": "diwan",
        "sub": "p-0002",
        "name": "سالم الحارثي",
        "name#en": "Salim Al Harthi",
        "roles": ["clerk", "auditor"],
        "units": ["documents"],
        "clearance": "ordinary",
        "acts_for": [],
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 3600,
        "jti": "01" * 16,
    }
    assert issued.expires_in == 3600


def test_a_token_says_whom_the_person_acts_for_and_as_what() -> None:
    key = new_key()
    manager = a_person("p-0004", "manager", roles=(Role.MANAGER, Role.AUDITOR))
    other = ActedFor(person=manager, roles=delegable(manager), until=NOW + timedelta(days=7))
    claims = jwt.decode(issuer(key).issue(PERSON, NOW, [other]).token, key, algorithms=["ES256"]).claims
    assert claims["acts_for"] == [
        {
            "sub": "p-0004",
            "name": "سالم بن ناصر الحارثي",
            "name#en": "Salim Al Harthi",
            "roles": ["manager"],
            "units": ["documents"],
            "clearance": "ordinary",
            "until": int(NOW.timestamp()) + 7 * 86_400,
        }
    ]


def test_every_token_has_128_random_bits_of_its_own() -> None:
    random = TokenIssuer(key=new_key(), issuer="i", audience="a", random_bytes=secrets.token_bytes)
    keys = KeySet.import_key_set(random.jwks())  # type: ignore[arg-type]  # as it comes out of JSON
    first, second = (jwt.decode(random.issue(PERSON, NOW).token, keys, algorithms=["ES256"]) for _ in range(2))
    assert len(bytes.fromhex(first.claims["jti"])) == 16
    assert first.claims["jti"] != second.claims["jti"]


def test_the_published_keys_check_a_token_and_hold_no_secret() -> None:
    signer = issuer(new_key())
    (published,) = signer.jwks()["keys"]
    assert set(published) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    assert (published["use"], published["alg"], published["crv"]) == ("sig", "ES256", "P-256")
    keys = KeySet.import_key_set(signer.jwks())  # type: ignore[arg-type]  # as it comes out of JSON
    assert jwt.decode(signer.issue(PERSON, NOW).token, keys, algorithms=["ES256"]).claims["sub"] == "p-0002"


def test_tokens_of_a_retired_key_can_still_be_checked() -> None:
    old, new = new_key(), new_key()
    token = issuer(old).issue(PERSON, NOW).token
    keys = KeySet.import_key_set(issuer(new, old).jwks())  # type: ignore[arg-type]  # as it comes out of JSON
    assert jwt.decode(token, keys, algorithms=["ES256"]).claims["sub"] == "p-0002"


def test_a_key_has_the_same_id_whenever_it_is_read() -> None:
    pem = ECKey.generate_key("P-256").as_pem(private=True)
    assert load_key(pem).kid == load_key(pem).kid


def test_a_token_of_another_key_does_not_pass() -> None:
    with pytest.raises(BadSignatureError):
        jwt.decode(issuer(new_key()).issue(PERSON, NOW).token, new_key(), algorithms=["ES256"])


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"no key",
        b"\xff\xfe",
        ECKey.generate_key("P-384").as_pem(private=True),
        ECKey.generate_key("P-256").as_pem(private=False),
        RSAKey.generate_key(2048).as_pem(private=True),
    ],
    ids=["empty", "text", "bytes", "P-384", "public", "RSA"],
)
def test_what_is_no_p256_private_key_is_refused_by_name(pem: bytes) -> None:
    with pytest.raises(SigningKeyError):
        load_key(pem)
