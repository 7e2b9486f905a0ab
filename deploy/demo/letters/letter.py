"""What a letter is, before it becomes a mail or an upload."""

from dataclasses import dataclass
from datetime import datetime

from deploy.demo.letters.people import Person

MEDIA_TYPES = {"pdf": "application/pdf", "png": "image/png"}
"""Ending of a file's name → what it is."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a letter, with the name that its sender gave it."""

    name: str
    data: bytes

    @property
    def media_type(self) -> str:
        """As the sender's program would say it."""
        return MEDIA_TYPES[self.name.rpartition(".")[2]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter of one person to one address. `topic` is the request type that it is about."""

    topic: str
    writer: Person
    recipient: str
    subject: str
    text: str
    files: tuple[File, ...]
    date: datetime
    message_id: str
    """With its angle brackets; nobody else's."""
    in_reply_to: str = ""
    """The Message-ID it answers."""
