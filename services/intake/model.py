"""What intake knows: submissions, before anybody has judged them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal
from uuid import UUID

from shared.contracts.base import Channel, Document, HandedIn
from shared.language import Language

State = Literal["received", "read"]

READING_TIME = timedelta(seconds=15)
"""How long a mail belongs to the process that accepted or claimed it; what is not read by then, any may claim."""

MAX_TEXT = 4_000
"""Characters of the text that travel in an event: enough to recognise and to route by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A mail as the SMTP door took it, for one of our mailboxes. `sender` is empty for a null return path."""

    mailbox: str
    recipient: str
    sender: str
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the sender of an upload says."""

    request_type: str | None = None
    subject: str = ""
    message: str = ""
    sender_name: str = ""
    sender_email: str | None = None
    sender_phone: str = ""
    on_behalf_of: str = ""
    language: Language = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Documents that are handed in by HTTP; their bytes are in the vault already.

    `fields` is what was filled in in a form, None when there was none. `handed_in` and `identity` are of those that an
    agent hands in at a counter for somebody: who did it, and what was asked about that person, by the names of the
    counter's form.
    """

    channel: Channel
    statement: Statement
    documents: tuple[Document, ...]
    fields: Mapping[str, str] | None = None
    idempotency_key: str | None = None
    client: str = ""
    supplements: UUID | None = None
    handed_in: HandedIn | None = None
    identity: Mapping[str, str] | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is anything to register: words, a document, or a field that was filled in."""
        said = self.statement.subject or self.statement.message or self.documents
        return bool(said) or any((self.fields or {}).values())

    def body_hash(self) -> str:
        """What makes two uploads the same: everything said, and name, content and code of every file.

        What is not said leaves no trace in it, so that a repeat is known by the hash of before there were such things.
        """
        parts = [repr(self.statement), str(self.supplements)]
        for document in self.documents:
            code = f"\0{document.code}" if document.code else ""
            parts.append(f"{document.name}\0{document.sha256}{code}")
        if self.fields is not None:
            parts.append(canonical(self.fields))
        if self.identity is not None:
            parts.append(canonical(self.identity))
        return sha256("\0\0".join(parts).encode()).hexdigest()

    def manifest(self) -> bytes:
        """What was handed in, as one canonical JSON document: its hash stands in the register for the whole upload."""
        documents = [
            {"name": one.name, "sha256": one.sha256, "size": one.size, **({"code": one.code} if one.code else {})}
            for one in self.documents
        ]
        whole: dict[str, object] = {"statement": asdict(self.statement), "documents": documents}
        if self.fields is not None:
            whole["fields"] = self.fields
        if self.identity is not None:
            whole["identity"] = self.identity
        if self.handed_in is not None:
            whole["handed_in"] = self.handed_in.model_dump()
        return canonical(whole).encode()


def canonical(value: object) -> str:
    """The one way to write a value as JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What arrived (طلب وارد): raw, never lost, not yet registered.

    `key` is unique: a second arrival with the same key is the same submission. `body_hash` tells whether a repeated
    upload really says the same.
    """

    submission_id: UUID
    channel: Channel
    received_at: datetime
    sha256: str
    size: int
    key: str
    token: str
    mailbox: str = ""
    recipient: str = ""
    envelope_sender: str = ""
    urgent_because: str = ""
    body_hash: str = ""
    supplements: UUID | None = None
    state: State = "received"
    documents: tuple[Document, ...] = field(default=())
    fields: Mapping[str, str] | None = None
    handed_in: HandedIn | None = None
    identity: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A mail that was accepted and not read in time, and the trace that it belongs to."""

    submission: Submission
    traceparent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some bytes of a file that is sent in parts."""

    piece_id: UUID
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedFile:
    """A file that is sent in parts, and goes on where it broke off. `key` is the hash of the secret that opens it.

    `size` is what its sender says it will have; at `ends_at` it is forgotten, whole or not.
    """

    key: str
    client: str
    name: str
    media_type: str
    size: int
    ends_at: datetime
    pieces: tuple[Piece, ...] = ()

    @property
    def received(self) -> int:
        """The bytes that are there, from the beginning on."""
        return sum(piece.size for piece in self.pieces)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.received == self.size

    def with_piece(self, piece: Piece) -> "StartedFile":
        """The file with bytes at its end."""
        return replace(self, pieces=(*self.pieces, piece))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How many files are held that were sent in parts, and the bytes that they have, or will have."""

    files: int
    size: int
