"""Transactions that belong together, as routing tells those who may see one of them."""

from typing import Literal

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from services.portal.model.branch import By

Tie = Literal["link", "unlink"]
"""What can be done about two transactions."""


class LinkStep(Told):
    """Who linked the two or parted them, when, and why."""

    kind: str
    by: By
    at: AwareDatetime
    because: str = ""


class Related(Told):
    """A transaction that another one is linked with, or was. What is not `seen` is a number and nothing else."""

    number: str
    version: int
    linked: bool
    seen: bool
    subject: str = ""
    unit_id: str | None = None
    closed: bool = False
    voided: bool = False
    history: tuple[LinkStep, ...] = ()
    may_unlink: bool = False

    @property
    def since(self) -> LinkStep | None:
        """Who linked it last, when and how they belong together."""
        return self.history[-1] if self.history else None
