"""What somebody hands in by a form, and what is said when it has been kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from shared.media import Sniffed, sniff


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFile:
    """A file of a form, for the document it was chosen for; `document` is empty when nobody said.

    `head` is its first bytes; `content` is all of them, from the beginning, on the disk when they are many.
    """

    document: str
    name: str
    size: int
    head: bytes
    content: BinaryIO
    media_type: str = "application/octet-stream"

    @property
    def sniffed(self) -> Sniffed:
        """What the first bytes say that it is."""
        return sniff(self.head, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file that the door has already, and knows by an id; `document` as above, `sniffed` as the door tells it."""

    document: str
    upload_id: str
    name: str
    size: int
    sniffed: Sniffed


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A filled-in form. `values` are the controls of the form by name, as they were typed.

    `sent` says of files that the door has already what they were chosen for, and their ids. `key` is one for every form
    that was given out: the same form sent twice is one request.
    """

    values: Mapping[str, str]
    files: Sequence[ChosenFile | SentFile] = ()
    sent: Sequence[tuple[str, str]] = ()
    key: str = field(default="")

    def value(self, name: str) -> str:
        """What was typed, without blanks around it; nothing when the form has no such control."""
        return self.values.get(name, "").strip()

    def named(self, prefix: str) -> dict[str, str]:
        """The values of the controls whose name begins so, without what they begin with, where anything was typed."""
        found = {name.removeprefix(prefix): self.value(name) for name in self.values if name.startswith(prefix)}
        return {name: value for name, value in found.items() if value}


class Accepted(Told):
    """It is durable. The token opens tracking."""

    received_at: AwareDatetime
    tracking_token: str


class Added(Told):
    """What was added is durable."""

    received_at: AwareDatetime
