"""The addresses that intake receives for: one for everything, and one for each request type that has its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

from shared.contracts import RequestTypeChangedV1
from shared.tracking import token_in_address
from shared.yaml_config import read_folder


class GivenType(BaseModel):
    """The fields of a request type that concern the door; the registry validates the rest."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: str
    mailbox: str | None = None
    urgent: bool = False
    active: bool = True

    @classmethod
    def told(cls, event: RequestTypeChangedV1) -> Self:
        """The same as registry tells it."""
        return cls(code=event.code, mailbox=event.mailbox, urgent=event.makes_urgent, active=event.active)


def given_types(config_dir: Path) -> tuple[GivenType, ...]:
    """The types of the files. Raises `ConfigError` naming file, line and field."""
    return tuple(loaded.value for loaded in read_folder(config_dir / "request-types", GivenType))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """An address that we receive for."""

    address: str
    request_type: str | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailboxes:
    """All of them, and the request types that can be stated in an upload."""

    domain: str
    by_address: Mapping[str, Mailbox]
    request_types: frozenset[str]
    urgent_types: frozenset[str]

    @classmethod
    def of(cls, given: Iterable[GivenType], *, general: str, domain: str) -> Self:
        """The mailboxes of some types; what is retired has none, and cannot be stated."""
        types = [one for one in given if one.active]
        boxes = [Mailbox(address=f"{general}@{domain}".lower())]
        boxes += [
            # The files name the demo's domain; an installation has its own.
            Mailbox(
                address=f"{one.mailbox.partition('@')[0]}@{domain}".lower(), request_type=one.code, urgent=one.urgent
            )
            for one in types
            if one.mailbox
        ]
        return cls(
            domain=domain.lower(),
            by_address={box.address: box for box in reversed(boxes)},
            request_types=frozenset(one.code for one in types),
            urgent_types=frozenset(one.code for one in types if one.urgent),
        )

    def find(self, recipient: str) -> Mailbox | None:
        """The mailbox of a recipient; a reply's sub-address (`documents+<token>@…`) belongs to its mailbox."""
        return self.by_address.get(without_token(recipient))

    def is_urgent(self, address: str) -> bool:
        """Whether it is the mailbox of an urgent request type."""
        box = self.by_address.get(address)
        return box is not None and box.urgent

    def type_of(self, address: str) -> str | None:
        """The request type whose mailbox it is."""
        box = self.by_address.get(address)
        return box.request_type if box else None

    def is_ours(self, recipient: str) -> bool:
        """Whether the recipient's domain is ours at all."""
        return recipient.lower().rpartition("@")[2] == self.domain


def without_token(recipient: str) -> str:
    """The address without a token in its sub-address, in lower case."""
    lowered = recipient.strip().lower()
    if token_in_address(lowered) is None:
        return lowered
    local, _, domain = lowered.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
