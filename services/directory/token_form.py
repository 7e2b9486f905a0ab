"""The form of the token endpoint (RFC 6749, sections 3.2, 4.3.2 and 6), read strictly and within limits."""

from collections.abc import AsyncIterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qsl

from services.directory.errors import InvalidScopeError, MalformedTokenRequestError, UnsupportedGrantTypeError

MEDIA_TYPE = "application/x-www-form-urlencoded"
LONGEST_FORM = 48 * 1024
"""Bytes of a form that are read: an ID token of the longest kind, and room beside it."""
MOST_FIELDS = 20
STAY = "offline_access"
"""The one scope: to stay signed in."""
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token"  # noqa: S105 - the name of a kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordGrant:
    """What somebody signs in with."""

    username: str
    password: str = field(repr=False)
    stay: bool = False
    """Whether a secret is asked for that goes on with the session (OpenID Connect Core, section 11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshGrant:
    """What somebody goes on with (RFC 6749, section 6)."""

    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeGrant:
    """Another issuer's ID token that is exchanged for a session of ours (RFC 8693, section 2.1)."""

    assertion: str = field(repr=False)


Grant: TypeAlias = PasswordGrant | RefreshGrant | ExchangeGrant


async def read_grant(content_type: str, body: AsyncIterable[bytes]) -> Grant:
    """Read the form.

    Raises `MalformedTokenRequestError`, `UnsupportedGrantTypeError`, `InvalidScopeError`; none of them repeats what was
    in the form.
    """
    fields = await _form(content_type, body)
    if "grant_type" not in fields:
        raise MalformedTokenRequestError("no grant_type")
    if fields["grant_type"] not in ("password", "refresh_token", EXCHANGE):
        raise UnsupportedGrantTypeError
    scope = fields.get("scope", "")
    if scope not in ("", STAY):
        raise InvalidScopeError
    if fields["grant_type"] == "refresh_token":
        return RefreshGrant(secret=_stated(fields, "refresh_token"))
    if fields["grant_type"] == EXCHANGE:
        if _stated(fields, "subject_token_type") != ID_TOKEN:
            raise MalformedTokenRequestError("another kind of token")
        return ExchangeGrant(assertion=_stated(fields, "subject_token"))
    return PasswordGrant(username=_stated(fields, "username"), password=_stated(fields, "password"), stay=scope == STAY)


async def read_revocation(content_type: str, body: AsyncIterable[bytes]) -> str:
    """Read the form of the revocation endpoint (RFC 7009, section 2.1). Raises `MalformedTokenRequestError`."""
    return _stated(await _form(content_type, body), "token")


async def _form(content_type: str, body: AsyncIterable[bytes]) -> Mapping[str, str]:
    if content_type.partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise MalformedTokenRequestError("another media type")
    return _fields(await _read(body))


def _stated(fields: Mapping[str, str], name: str) -> str:
    # A field without a value counts as absent (section 3.2).
    if not fields.get(name):
        raise MalformedTokenRequestError(f"no {name}")
    return fields[name]


async def _read(body: AsyncIterable[bytes]) -> bytes:
    read = bytearray()
    async for chunk in body:
        read += chunk
        if len(read) > LONGEST_FORM:
            raise MalformedTokenRequestError("too long")
    return bytes(read)


def _fields(form: bytes) -> Mapping[str, str]:
    try:
        pairs = parse_qsl(
            form.decode(),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        # Without its cause: that would carry the form.
        raise MalformedTokenRequestError("not a form") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise MalformedTokenRequestError("a field is there twice")
    return fields
