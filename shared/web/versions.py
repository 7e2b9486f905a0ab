"""Changes that say what they change, so that nobody overwrites or repeats anything without knowing.

By `ETag` and `If-Match` (RFC 9110), and `Idempotency-Key` (an IETF draft).
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import Header, Request, Response

_STRONG = re.compile(r'(?<![\w/])"(\d{1,18})"')
"""A strong entity tag of ours; a weak one never matches (RFC 9110, section 13.1.1)."""

ETAG = {"ETag": {"description": "The version, for `If-Match`.", "required": True, "schema": {"type": "string"}}}
"""For OpenAPI: what an answer that can be changed has in its header."""

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=200,
        description="The `ETag` of what was seen; needed. What was changed since is not overwritten.",
        examples=['"3"'],
    ),
]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="A key of the sender's own: the same request with the same key again gets the same answer.",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a request says of itself: the versions it is about (None: it does not say), its key, and what is in it."""

    versions: frozenset[int] | None
    key: str | None
    fingerprint: str


async def conditions(request: Request, if_match: IfMatch = None, idempotency_key: Key = None) -> Conditions:
    """Read the conditions of a change."""
    body = await request.body()
    return Conditions(
        versions=seen_versions(if_match),
        key=idempotency_key,
        fingerprint=sha256(b"\n".join((request.method.encode(), request.url.path.encode(), body))).hexdigest(),
    )


async def creation(request: Request, idempotency_key: Key = None) -> Conditions:
    """Read the conditions of a request that makes something new: it has a key, and no version that it was seen in."""
    return await conditions(request, None, idempotency_key)


def seen_versions(if_match: str | None) -> frozenset[int] | None:
    """The versions that `If-Match` names. `*` names none: it is true of whatever there is."""
    if if_match is None or if_match.strip() == "*":
        return None
    return frozenset(map(int, _STRONG.findall(if_match)))


def tag(response: Response, version: int) -> None:
    """Say which version an answer shows."""
    response.headers["ETag"] = f'"{version}"'
