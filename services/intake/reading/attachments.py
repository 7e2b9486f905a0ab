"""Which parts of a mail are written text and which are files."""

from dataclasses import dataclass

from services.intake.reading.model import Attachment, Limits
from services.intake.reading.names import given_name, safe_name
from services.intake.reading.parameters import parse_value
from services.intake.reading.parts import Part

_SMALL_PICTURE = 20_000
_NEVER_A_DOCUMENT = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-encrypted",
        "application/applefile",
    }
)
_ARMOUR = b"-----BEGIN PGP MESSAGE-----"


@dataclass(frozen=True, slots=True)
class Sorted:
    """The parts of a mail by what they are for."""

    plain: tuple[Part, ...]
    html: tuple[Part, ...]
    files: tuple[Part, ...]


def sort_parts(parts: list[Part]) -> Sorted:
    """Text is what is plain or HTML, is not called an attachment (RFC 2183) and has no file name; all else are files.

    Text that is encrypted in place (RFC 4880, section 6.2) is a file too: nobody can read it here.
    """
    plain, html, files = [], [], []
    for part in parts:
        disposition, named = parse_value(part.headers.first("content-disposition"))
        is_file = disposition == "attachment" or given_name(named, part.parameters).strip()
        if is_file or part.raw.startswith(_ARMOUR, part.start):
            files.append(part)
        elif part.media_type == "text/plain":
            plain.append(part)
        elif part.media_type == "text/html":
            html.append(part)
        else:
            files.append(part)
    return Sorted(tuple(plain), tuple(html), tuple(files))


def read_attachments(files: tuple[Part, ...], limits: Limits) -> tuple[Attachment, ...]:
    """The files decoded. Forwarded messages, archives, TNEF and encrypted ones stay closed, as they came."""
    return tuple(_attachment(part, number, limits) for number, part in enumerate(files, start=1))


def _attachment(part: Part, number: int, limits: Limits) -> Attachment:
    disposition, named = parse_value(part.headers.first("content-disposition"))
    payload = part.content()
    # Only what the text shows by its Content-ID (RFC 2387): telephones also send scanned letters as `inline`.
    shown = part.inside == "multipart/related" and disposition != "attachment" and "content-id" in part.headers
    decoration = shown and part.media_type.startswith("image/") and len(payload) < _SMALL_PICTURE
    return Attachment(
        name=safe_name(given_name(named, part.parameters), part.media_type, number, limits.name),
        declared_type=part.media_type,
        payload=payload,
        inline=decoration or part.media_type in _NEVER_A_DOCUMENT,
    )
