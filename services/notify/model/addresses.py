"""Whom a notice may go to, and which mail it may name: both come from outside, and both become headers."""

import re
from typing import Final

from services.notify.model.words import clean_line
from shared.contracts.base import Requester
from shared.telephone import is_normalised

# RFC 5321, 4.5.3.1: octets of a local part and of a domain; 254 is what fits a path with its brackets.
_LOCAL_LIMIT: Final = 64
_DOMAIN_LIMIT: Final = 253
_ADDRESS_LIMIT: Final = 254
# RFC 5322, 2.1.1: a header line has at most 998 octets, and `In-Reply-To: ` stands before it.
_MESSAGE_ID_LIMIT: Final = 900

# A dot-atom of RFC 5322, with what RFC 6531 adds; no quoted strings: nobody has them, forgers use them.
_ATOM: Final = r"[\w!#$%&'*+/=?^`{|}~\u00a1-\U0010ffff-]+"
_LOCAL: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL: Final = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
_MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")


def mail_address(text: str | None) -> str | None:
    """The address to write to, with its domain in ASCII (RFC 5890); None when `text` is not exactly one address.

    No name beside it, no list, no line break, no address literal; the domain may be of one label (an inner network).
    """
    if not text or len(text) > _ADDRESS_LIMIT:
        return None
    local, _, domain = text.rpartition("@")
    ascii_domain = _ascii(domain)
    if not _LOCAL.fullmatch(local) or clean_line(local) != local or len(local.encode()) > _LOCAL_LIMIT:
        return None
    if not ascii_domain or not all(_LABEL.fullmatch(label) for label in ascii_domain.split(".")):
        return None
    address = f"{local}@{ascii_domain}"
    return address if len(address.encode()) <= _ADDRESS_LIMIT else None


def recipient_of(requester: Requester) -> str | None:
    """Where a requester is told: his mail address; or his number in E.164, if he wrote no mail. None: nowhere."""
    if requester.address is None:
        return requester.phone if is_normalised(requester.phone) else None
    return mail_address(requester.address) if requester.answerable else None


def message_id(text: str | None) -> str | None:
    """A Message-ID that may stand in In-Reply-To (RFC 5322, 3.6.4), or None when it is none or too long."""
    stripped = (text or "").strip()
    return stripped if len(stripped) <= _MESSAGE_ID_LIMIT and _MESSAGE_ID.fullmatch(stripped) else None


def _ascii(domain: str) -> str | None:
    if domain.isascii():
        return domain if len(domain) <= _DOMAIN_LIMIT else None
    try:
        # IDNA 2003 of the standard library: what every resolver and mail server of the last twenty years accepts.
        encoded = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return encoded if len(encoded) <= _DOMAIN_LIMIT else None
