"""The tracking token: what it is, and the two ways in which a reply to a notice names its matter.

A token has 128 random bits; who holds it may see the state of one matter and add documents to it. Stores keep only its
hash. A reply proves its matter by the sub-address it was sent to (`documents+<token>@…`, RFC 5233), or by a Message-ID
of ours in its References (RFC 5322, 3.6.4), which carries only a thread id: Message-IDs are shown and archived more
freely than addresses, and must not give the token away.
"""

import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

_TOKEN_IN_ADDRESS = re.compile(r"[^\s@+<>]{1,64}\+([0-9a-f]{32})@[^\s@<>]+", re.IGNORECASE)
_OUR_MESSAGE_ID = re.compile(r"<[0-9a-f]{12}\.([0-9a-f]{32})@([^\s@<>]{1,253})>", re.IGNORECASE)
_THREAD_LENGTH = 32
_SHORT = re.compile(r"[A-Za-z0-9_-]{22}")


def new_token() -> str:
    """A new token: 32 lower-case hexadecimal digits from the system's randomness."""
    return secrets.token_hex(16)


def token_hash(token: str) -> str:
    """The SHA-256 of a token, 64 hexadecimal digits: what stores keep and look up."""
    return sha256(token.encode()).hexdigest()


def thread_id(token: str) -> str:
    """What Message-IDs carry in place of the token: the first half of its hash, 32 hexadecimal digits."""
    return token_hash(token)[:_THREAD_LENGTH]


def reply_address(mailbox_local: str, token: str, domain: str) -> str:
    """The address that replies come to: the mailbox with the token behind a plus sign."""
    return f"{mailbox_local}+{token}@{domain}"


def token_in_address(address: str) -> str | None:
    """The token in an address that `reply_address` made, in lower case; None when there is none."""
    found = _TOKEN_IN_ADDRESS.fullmatch(address.strip())
    return found[1].lower() if found else None


def notice_message_id(notice_id: UUID, token: str, domain: str) -> str:
    """The Message-ID of a notice, with its angle brackets: always the same for the same notice.

    Short, so that `In-Reply-To` fits into one line of 78 characters: some programs wrap what is longer into encoded
    words, which RFC 2047 (section 5) forbids in message identifiers. The last twelve digits tell the notices of a
    thread apart; the first may be the same in all of them (`shared/ids.py`).
    """
    return f"<{notice_id.hex[-12:]}.{thread_id(token)}@{domain}>"


def threads_in(references: str, domain: str) -> tuple[str, ...]:
    """The thread ids of this domain's notices in the text of a References or In-Reply-To header, newest first."""
    found = [thread.lower() for thread, host in _OUR_MESSAGE_ID.findall(references) if host.lower() == domain.lower()]
    return tuple(dict.fromkeys(reversed(found)))


def tracking_url(public_url: str, token: str) -> str:
    """The address of the public tracking page of one matter; programs ask `/api/v1/tracking/{token}`."""
    return f"{public_url.rstrip('/')}/track/{token}"


def short_tracking_url(public_url: str, token: str) -> str:
    """The same page by an address that fits a short message: the token's 128 bits in 22 characters (RFC 4648, 5)."""
    code = urlsafe_b64encode(bytes.fromhex(token)).decode("ascii").rstrip("=")
    return f"{public_url.rstrip('/')}/t/{code}"


def token_in_short(code: str) -> str | None:
    """The token that a short address carries; None when it carries none."""
    if not _SHORT.fullmatch(code):
        return None
    token = urlsafe_b64decode(f"{code}==").hex()
    # The last character has bits to spare: one token has one address.
    return token if short_tracking_url("", token) == f"/t/{code}" else None
