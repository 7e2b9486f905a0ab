"""The one piece of configuration of its kind, as administrators see and change it."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from shared.clock import Clock
from shared.errors import NotFoundError, TransientError
from shared.versions.changing import Change, Changing, Check
from shared.versions.in_force import InForce
from shared.versions.model import Content, Version
from shared.versions.port import Versions

Item = TypeVar("Item")
Together = TypeVar("Together")


class Sole(Generic[Item, Together]):
    """Shows and changes a piece that is stated as a whole under one name. `check` as for `Changing`."""

    def __init__(
        self,
        name: str,
        *,
        versions: Versions,
        in_force: InForce[Item, Together],
        clock: Clock,
        check: Check,
    ) -> None:
        self._name = name
        self._in_force = in_force
        self._changing = Changing(versions=versions, in_force=in_force, clock=clock, check=check)

    def latest(self) -> Version:
        """The version in force. Raises `TransientError` before there is one."""
        found = self._in_force.history.latest(self._name)
        if found is None:
            raise TransientError(f"{self._name} have not been read yet")
        return found

    def versions(self) -> Sequence[Version]:
        """All versions, newest first."""
        return tuple(reversed(self._in_force.history.of(self._name)))

    def version(self, number: int) -> Version:
        """One of them. Raises `NotFoundError`."""
        found = self._in_force.history.version(self._name, number)
        if found is None:
            raise NotFoundError(str(number))
        return found

    async def put(self, content: Content, change: Change) -> Version:
        """Put another one in force. Raises as `Changing.put` does."""
        return await self._changing.put(self._name, content, change)

    async def restore(self, number: int, change: Change) -> Version:
        """Put an older one in force again. Raises as `Changing.restore` does."""
        return await self._changing.restore(self._name, number, change)
