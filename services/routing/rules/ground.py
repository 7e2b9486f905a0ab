"""Everything of a registered transaction that rules look at."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

from shared.arabic import fold
from shared.contracts.registry import TransactionRegisteredV1


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a decision rests on: the same ground and the same rules give the same decision.

    `unit_from_type` is the unit that the request type or a clerk names; `text` the beginning of what was written.
    """

    request_type: str
    unit_from_type: str | None = None
    chosen_by_clerk: bool = False
    subject: str = ""
    text: str = ""
    sender: str | None = None
    mailbox: str = ""
    document_names: tuple[str, ...] = ()

    @classmethod
    def of(cls, registered: TransactionRegisteredV1) -> Self:
        """The ground of a transaction as registry states it."""
        return cls(
            request_type=registered.request_type,
            unit_from_type=registered.unit_id,
            chosen_by_clerk=registered.chosen_by_clerk,
            subject=registered.subject,
            text=registered.text,
            sender=registered.requester.address,
            mailbox=registered.mailbox,
            document_names=registered.document_names,
        )

    @cached_property
    def folded(self) -> str:
        """All its words as phrases are found in them; folded once, whatever number of rules look at it."""
        return fold("\n".join((self.subject, self.text, *self.document_names)))

    @cached_property
    def origins(self) -> frozenset[str]:
        """Everything a rule may name the sender by: the address, its domain, and the domains above that."""
        if not self.sender:
            return frozenset()
        address = self.sender.strip().casefold()
        labels = address.rpartition("@")[2].rstrip(".").split(".")
        return frozenset({address, *(".".join(labels[start:]) for start in range(len(labels)))})
