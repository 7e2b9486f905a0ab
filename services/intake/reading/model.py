"""What reading a mail gives, how far it may go, and how it fails."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Only its name is needed: a child that reads hostile mail should load as little as it can.
    from shared.language import Language


class Unreadable(Exception):  # noqa: N818 - a verdict on the mail, not an error of ours
    """A mail is not read any further; it still becomes a submission, for a clerk.

    `code` is short and stable: `empty`, `too-large`, `header-too-large`, `too-deep`, `too-many-parts`, `no-boundary`,
    `too-slow`, `memory`, `crashed`, `unforeseen`. `detail` is for our logs and never holds the mail's content.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far a mail is read. Sizes in bytes, text in characters, times in seconds."""

    message: int = 60_000_000
    """Of the raw message; nothing that is decoded can be larger, because nothing is decompressed or descended twice."""
    header_block: int = 64 * 1024
    """Of one part's header fields together."""
    header_value: int = 8 * 1024
    """Of one field's value; what is behind it is not looked at (a long `To` is no reason to refuse a letter)."""
    depth: int = 20
    """Multiparts inside multiparts."""
    parts: int = 200
    """Parts of all multiparts together."""
    text_source: int = 128 * 1024
    """Of all text parts together, as far as they are decoded at all."""
    text: int = 4_000
    subject: int = 500
    name: int = 150
    """Of an attachment's name."""
    references: int = 50
    recipients: int = 100
    seconds: float = 10.0
    """By the clock, measured by the parent, which kills the child."""
    cpu_seconds: int = 10
    """Of processor time for one mail, enforced by the kernel (RLIMIT_CPU)."""
    memory: int = 1 << 30
    """Of address space of the child, enforced by the kernel (RLIMIT_AS)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file of a mail.

    `inline` marks what is no document by itself: a small picture shown in the text (a logo), a cryptographic signature,
    a resource fork. `declared_type` is what the sender says it is, in lower case; the bytes may say otherwise.
    """

    name: str
    declared_type: str
    payload: bytes = field(repr=False)
    inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """What is written in a mail. All strings are free of control characters and of bidi overrides.

    `from_name` and `from_address` are what the mail says, proven by nothing; automatic replies go to the envelope's
    return path (RFC 3834, section 4). `automatic` says why nobody may be answered, or is empty: `auto-submitted`,
    `list`, `bulk`, `suppressed`, `report`, `no-reply-sender`. `importance` is `high` or empty.
    """

    subject: str = ""
    from_name: str = ""
    from_address: str = ""
    recipients: tuple[str, ...] = ()
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    text: str = ""
    language: "Language" = "both"
    automatic: str = ""
    importance: str = ""
    attachments: tuple[Attachment, ...] = ()
