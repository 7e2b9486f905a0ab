"""How a mail goes to a child and what was read comes back: framed bytes, never base64.

Request: 8 bytes of length, then the raw message. Reply: 4 bytes of length, then a JSON object, then the payloads of the
attachments one after the other, whose sizes the object names. All lengths are big-endian. The parent believes no length
beyond its limits: a child that reads hostile mail is not trusted.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from services.intake.reading.model import Attachment, Limits, ReadMail, Unreadable

REQUEST_LENGTH = 8
REPLY_LENGTH = 4
LONGEST_HEAD = 1 << 20
READY = b"R"
"""What a child writes once it has loaded everything and limited itself."""

_TUPLES = ("recipients", "references")
_FACTS = tuple(field.name for field in fields(ReadMail) if field.name != "attachments")


class BrokenReplyError(Exception):
    """A child answered something else than a reply."""


def encode_limits(limits: Limits) -> str:
    """The argument that gives a child its limits."""
    return json.dumps(asdict(limits))


def decode_limits(argument: str) -> Limits:
    """The limits that a child was given."""
    return Limits(**json.loads(argument))


def reply(mail: ReadMail) -> Iterator[bytes]:
    """The pieces to write for a mail that was read."""
    head: dict[str, Any] = {name: getattr(mail, name) for name in _FACTS}
    head["attachments"] = [[a.name, a.declared_type, a.inline, len(a.payload)] for a in mail.attachments]
    yield _framed(head)
    for attachment in mail.attachments:
        yield attachment.payload


def refusal(verdict: Unreadable) -> bytes:
    """What to write for a mail that is unreadable."""
    return _framed({"unreadable": verdict.code, "detail": verdict.detail})


def parse_head(head: bytes, most: int) -> tuple[dict[str, Any], list[int]]:
    """The object of a reply and the sizes of the payloads that follow. Raises `Unreadable`, `BrokenReplyError`."""
    try:
        found = json.loads(head)
        if "unreadable" in found:
            raise Unreadable(str(found["unreadable"]), str(found["detail"]))
        sizes = [int(size) for *_, size in found["attachments"]]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BrokenReplyError(type(error).__name__) from error
    if any(size < 0 for size in sizes) or sum(sizes) > most:
        raise BrokenReplyError("sizes")
    return found, sizes


def assemble(found: dict[str, Any], payloads: list[bytes]) -> ReadMail:
    """The mail from the object of a reply and its payloads. Raises `BrokenReplyError`."""
    try:
        facts: dict[str, Any] = {name: tuple(found[name]) if name in _TUPLES else found[name] for name in _FACTS}
        attachments = tuple(
            Attachment(name=name, declared_type=declared, inline=inline, payload=payload)
            for (name, declared, inline, _), payload in zip(found["attachments"], payloads, strict=True)
        )
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenReplyError(type(error).__name__) from error
    return ReadMail(**facts, attachments=attachments)


def _framed(head: dict[str, Any]) -> bytes:
    data = json.dumps(head).encode("ascii")
    return len(data).to_bytes(REPLY_LENGTH, "big") + data
