"""Access tokens: JWTs signed with ES256, and the public keys that others check them with.

Claims: `iss`, `aud`, `sub` (the person's id), `name` (Arabic) and `name#en` (language tag as in OpenID Connect 5.2),
`roles`, `units`, `clearance`, `acts_for` (whom the person acts for: `sub`, names, `roles`, `units`, `clearance`, `until`), `iat`, `exp`,
`jti`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from services.directory.model import ActedFor, Person, Role

LIFETIME = timedelta(hours=1)
"""How long a token is valid. There is no way to call one back, so this is also how long a lost right lives on."""

SHORT_LIFETIME = timedelta(minutes=10)
"""The same for whoever can have another one without signing in again."""

_JTI_BYTES = 16  # 128 random bits


class SigningKeyError(Exception):
    """The signing key cannot be used: not a PEM, not EC P-256, or without its private part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedToken:
    """A signed token and the seconds that it is valid."""

    token: str
    expires_in: int


class TokenIssuer:
    """Signs tokens with one key. `random_bytes` is `secrets.token_bytes`, or a test's own."""

    def __init__(
        self,
        *,
        key: ECKey,
        issuer: str,
        audience: str,
        random_bytes: Callable[[int], bytes],
        retired: Sequence[ECKey] = (),
    ) -> None:
        """Take the key, and the retired ones whose tokens may still be valid."""
        self._key = key
        self._issuer = issuer
        self._audience = audience
        self._random_bytes = random_bytes
        self._retired = tuple(retired)

    def issue(
        self, person: Person, now: datetime, acts_for: Sequence[ActedFor] = (), *, lifetime: timedelta = LIFETIME
    ) -> IssuedToken:
        """Sign a token for a person, who acts for others, valid from `now` for a while."""
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "aud": self._audience,
            **_who(person, person.roles),
            "acts_for": [
                {**_who(other.person, other.roles), "until": int(other.until.timestamp())} for other in acts_for
            ],
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "jti": self._random_bytes(_JTI_BYTES).hex(),
        }
        token = jwt.encode({"alg": "ES256", "kid": self._key.kid}, claims, self._key, algorithms=["ES256"])
        return IssuedToken(token=token, expires_in=int(lifetime.total_seconds()))

    def jwks(self) -> dict[str, Any]:
        """Give the public keys as a JSON Web Key Set (RFC 7517)."""
        return {"keys": [key.as_dict(private=False) for key in (self._key, *self._retired)]}


def _who(person: Person, roles: Sequence[Role]) -> dict[str, Any]:
    return {
        "sub": person.person_id,
        "name": person.name.ar,
        "name#en": person.name.en,
        "roles": [role.value for role in roles],
        "units": list(person.units),
        "clearance": person.clearance.value,
    }


def load_key(pem: bytes) -> ECKey:
    """Read an EC P-256 private key; its `kid` is its thumbprint (RFC 7638). Raises `SigningKeyError`, without the key."""
    try:
        key = ECKey.import_key(pem, {"use": "sig", "alg": "ES256"})
        fits = key.is_private and key.curve_name == "P-256"
    except (ValueError, TypeError, JoseError) as error:
        raise SigningKeyError(f"not a key: {type(error).__name__}") from None
    if not fits:
        raise SigningKeyError("not an EC P-256 private key")
    key.ensure_kid()
    return key
