"""A letter for the door: whom it is from, what is on the wire, and whether anybody may be answered."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal

from tests.fuzz import reference

DOCUMENTS = "documents@diwan.example"
PERMITS = "work-permits@diwan.example"
ODDLY_SENT = "oddly sent"
"""The kind of letters whose sender the door may refuse."""
Answer = Literal["must", "may", "never"]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One mail as it is put on the wire (without the end mark), in an envelope. `sender` may be empty."""

    number: int
    kind: str
    sender: str
    recipients: tuple[str, ...]
    wire: bytes
    answer: Answer

    @cached_property
    def content(self) -> bytes:
        """What has to be kept of it."""
        return reference.unstuffed(self.wire)

    @cached_property
    def sha256(self) -> str:
        """Of what has to be kept."""
        return sha256(self.content).hexdigest()

    @cached_property
    def identity(self) -> str:
        """Two letters with the same are one mail: CRLF and LF count as the same line end, as relays change them."""
        return sha256(self.content.replace(b"\r\n", b"\n")).hexdigest()

    @property
    def mailboxes(self) -> frozenset[str]:
        """The mailboxes that it is for: a sub-address belongs to its mailbox."""
        lowered = (one.lower() for one in self.recipients)
        known = (DOCUMENTS if one.startswith("documents") else one for one in lowered)
        return frozenset(one for one in known if one in (DOCUMENTS, PERMITS))
