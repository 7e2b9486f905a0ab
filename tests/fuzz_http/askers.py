"""Who asks: somebody of every role, somebody without any, nobody at all, and several who pretend."""

import base64
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from services.directory.tokens import load_key
from tests.e2e.outside import Outside

ACCOUNTS = ("admin", "clerk", "officer", "manager", "agent", "auditor")
OWN_UNIT, OTHER_UNIT = "labour-permits", "legal-affairs"
"""The unit of the demo's officer and manager, and one that is not theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Somebody who sends requests; `genuine` says whether the token that is shown is one that services must accept."""

    name: str
    token: str | None = None
    genuine: bool = False
    roles: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    cleared: bool = False
    acts_for: tuple["Asker", ...] = ()

    @property
    def selves(self) -> tuple["Asker", ...]:
        """In whose rights this one may ask: the own, and those of whom this one acts for, each as a whole."""
        return (self, *self.acts_for)

    @property
    def shows_token(self) -> bool:
        """Whether there is a token, right or wrong."""
        return self.token is not None

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say who asks."""
        return {"Authorization": f"Bearer {self.token}"} if self.token is not None else {}


NOBODY = Asker(name="nobody")


def askers(outside: Outside) -> list[Asker]:
    """Everybody; the demo's people sign in anew, the others' tokens are made from the officer's."""
    people = [_signed_in(outside, account) for account in ACCOUNTS]
    key = load_key(outside.stack.credentials.signing_key_file().read_bytes())
    claims = _claims(next(person for person in people if person.name == "officer"))
    return [*people, *_known_otherwise(key, claims), NOBODY, *_pretending(key, claims)]


def _signed_in(outside: Outside, account: str) -> Asker:
    token = outside.token(account)
    claims = _claims(Asker(name=account, token=token))
    return Asker(
        name=account,
        token=token,
        genuine=True,
        roles=frozenset(claims["roles"]),
        units=frozenset(claims["units"]),
        cleared=claims["clearance"] == "confidential",
    )


def _known_otherwise(key: ECKey, claims: Mapping[str, Any]) -> list[Asker]:
    """People the demonstration does not have."""

    def person(name: str, roles: list[str], units: list[str], *acts_for: Asker, clearance: str = "ordinary") -> Asker:
        who = {"sub": f"p-{name}", "roles": roles, "units": units, "clearance": clearance}
        others = [
            {
                "sub": f"p-{one.name}",
                "name": one.name,
                "roles": sorted(one.roles),
                "units": sorted(one.units),
                "clearance": "confidential" if one.cleared else "ordinary",
                "until": claims["exp"],
            }
            for one in acts_for
        ]
        return Asker(
            name=name,
            token=_token(key, {**claims, **who, "acts_for": others}),
            genuine=True,
            roles=frozenset(roles),
            units=frozenset(units),
            cleared=clearance == "confidential",
            acts_for=acts_for,
        )

    cleared_officer = person("cleared-officer", ["officer"], [OWN_UNIT], clearance="confidential")
    manager = person("manager-on-leave", ["manager"], [OWN_UNIT])
    return [
        person("officer-elsewhere", ["officer", "agent"], [OTHER_UNIT]),
        person("manager-of-no-unit", ["manager"], []),
        person("without-roles", [], [OWN_UNIT]),
        person("of-an-unknown-role", ["superuser"], [OWN_UNIT]),
        person("uncleared-auditor", ["auditor"], []),
        person("cleared-clerk", ["clerk"], ["documents"], clearance="confidential"),
        person("cleared-elsewhere", ["manager"], [OTHER_UNIT], clearance="confidential"),
        cleared_officer,
        # Nothing but what somebody else's right gives.
        person("delegate", ["agent"], [], manager),
        person("delegate-of-nobodys-roles", ["agent"], [OWN_UNIT], person("away", [], [OWN_UNIT])),
        # Each right as a whole: nobody lends his clearance to another one's unit.
        person("cleared-delegate", ["officer"], [OTHER_UNIT], manager, clearance="confidential"),
        person("delegate-of-the-cleared", ["officer"], [OTHER_UNIT], cleared_officer),
    ]


def _pretending(key: ECKey, claims: Mapping[str, Any]) -> list[Asker]:
    """Tokens that must open nothing, although they claim all roles."""
    now = int(time.time())
    wanted = {**claims, "roles": ["administrator", "clerk", "officer", "manager", "agent", "auditor"]}
    foreign = ECKey.generate_key("P-256", {"kid": str(key.kid)})
    tokens = {
        "garbage": secrets.token_urlsafe(),
        "expired": _token(key, {**wanted, "iat": now - 7200, "exp": now - 3600}),
        "signed-by-another-key": _token(foreign, wanted),
        "for-another-audience": _token(key, {**wanted, "aud": "elsewhere"}),
        "of-another-issuer": _token(key, {**wanted, "iss": "https://elsewhere.example"}),
        "unsigned": f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(wanted)}.",
    }
    return [Asker(name=name, token=token) for name, token in tokens.items()]


def _token(key: ECKey, claims: Mapping[str, Any]) -> str:
    return jwt.encode({"alg": "ES256", "kid": str(key.kid)}, dict(claims), key, algorithms=["ES256"])


def _claims(asker: Asker) -> dict[str, Any]:
    payload = str(asker.token).split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


def _part(content: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
