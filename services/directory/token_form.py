"""The form of the token endpoint (RFC 6749, sections 3.2 and 4.3.2), read strictly and within limits."""

from collections.abc import AsyncIterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from services.directory.errors import InvalidScopeError, MalformedTokenRequestError, UnsupportedGrantTypeError

MEDIA_TYPE = "application/x-www-form-urlencoded"
LONGEST_FORM = 16 * 1024
"""Bytes of a form that are read: a password of the longest kind, escaped, and room beside it."""
MOST_FIELDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordGrant:
    """What somebody signs in with."""

    username: str
    password: str = field(repr=False)


async def read_grant(content_type: str, body: AsyncIterable[bytes]) -> PasswordGrant:
    """Read the form.

    Raises `MalformedTokenRequestError`, `UnsupportedGrantTypeError`, `InvalidScopeError`; none of them repeats what was
    in the form.
    """
    if content_type.partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise MalformedTokenRequestError("another media type")
    fields = _fields(await _read(body))
    if "grant_type" not in fields:
        raise MalformedTokenRequestError("no grant_type")
    if fields["grant_type"] != "password":
        raise UnsupportedGrantTypeError
    if fields.get("scope"):
        raise InvalidScopeError
    # A field without a value counts as absent (section 3.2).
    if not fields.get("username") or not fields.get("password"):
        raise MalformedTokenRequestError("no username or no password")
    return PasswordGrant(username=fields["username"], password=fields["password"])


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
