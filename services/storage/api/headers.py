"""Headers of a download: a name in any script, an identity, a proof, and nothing that a browser could run."""

import base64
import re
import unicodedata
from urllib.parse import quote

from services.storage.model import StoredDocument

OPAQUE = "application/octet-stream"

_ATTR_CHAR = "!#$&+-.^_`|~"
"""What RFC 8187, section 3.2.1 leaves unescaped beside letters and digits."""

_UNSAFE = re.compile(
    # Controls, folders, and the marks that reorder text and so hide an ending (Unicode UAX #9).
    "[\x00-\x1f\x7f-\x9f/\\\\\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]"
)
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._ -]+")
_PLAIN_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")
_ENTITY_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')


def download_headers(document: StoredDocument) -> dict[str, str]:
    """All headers of a document's download."""
    return {
        **identity_headers(document),
        # Only a type that the bytes and the name agree on is passed on.
        "Content-Type": document.media_type if document.agrees else OPAQUE,
        "Content-Disposition": content_disposition(document.name),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Length": str(document.size),
        "Accept-Ranges": "none",
    }


def identity_headers(document: StoredDocument) -> dict[str, str]:
    """What also stands in a 304: the entity tag, the digest (RFC 9530) and who may keep a copy."""
    digest = base64.b64encode(bytes.fromhex(document.sha256)).decode()
    return {
        "ETag": f'"{document.sha256}"',
        "Repr-Digest": f"sha-256=:{digest}:",
        "Cache-Control": "private, no-store",
    }


def content_disposition(name: str) -> str:
    """`attachment` with the name twice (RFC 6266, appendix D): in plain ASCII, and in full in UTF-8."""
    safe = _UNSAFE.sub("_", name).strip(" .") or "document"
    return f"attachment; filename=\"{_plain(safe)}\"; filename*=UTF-8''{quote(safe, safe=_ATTR_CHAR)}"


def names_hash(if_none_match: str, sha256: str) -> bool:
    """Whether an `If-None-Match` header (RFC 9110, section 13.1.2) names this content; weak tags count too."""
    return if_none_match.strip() == "*" or sha256 in _ENTITY_TAG.findall(if_none_match)


def _plain(name: str) -> str:
    """The name in letters, digits, dots, blanks and hyphens; `document` with the ending when no letter is left."""
    letters = (char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    ascii_only = "".join(letters).encode("ascii", "replace").decode()
    ending = found[0] if (found := _PLAIN_ENDING.search(ascii_only)) else ""
    stem = _NOT_PLAIN.sub("_", ascii_only.removesuffix(ending)).strip("_ .")
    return f"{stem or 'document'}{ending}"
