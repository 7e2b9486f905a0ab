"""What the portal needs of storage, which keeps documents as long as their class says."""

from collections.abc import Sequence
from typing import Protocol

from services.portal.model.retention import Disposal, DisposalPage, DuePage, HoldPage
from services.portal.ports.clerks import Condition
from services.portal.ports.in_versions import Configured
from shared.language import OneLanguage


class Retention(Configured, Protocol):
    """Storage's classes, and what follows from them; raises as `Configured` does."""

    async def due(self, token: str, class_code: str, after: str) -> DuePage:
        """What is due of a class, without the counts; of all where none is named."""
        ...

    async def counted(self, token: str) -> DuePage:
        """How much is due of every class, with hardly a line of it."""
        ...

    async def confirm(
        self, token: str, numbers: Sequence[str], why: str, condition: Condition, language: OneLanguage
    ) -> Disposal:
        """Confirm that the documents of these are deleted."""
        ...

    async def disposals(self, token: str, after: str) -> DisposalPage:
        """What was confirmed, newest first."""
        ...

    async def holds(self, token: str, after: int) -> HoldPage:
        """What is held."""
        ...

    async def hold(self, token: str, number: str, why: str, key: str, language: OneLanguage) -> None:
        """Hold a transaction, whatever was said of it before."""
        ...

    async def release(self, token: str, number: str, why: str, condition: Condition, language: OneLanguage) -> None:
        """Hold it no longer."""
        ...
