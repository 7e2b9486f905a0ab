"""The retention classes as administrators see and change them."""

from collections.abc import Sequence

from services.storage.retention.classes import (
    NAME,
    Classes,
    ClassesFile,
    checked_classes,
    classes_in_force,
    read_classes,
)
from services.storage.retention.naming import Naming
from shared.clock import Clock
from shared.errors import NotFoundError, TransientError
from shared.versions import Change, Changing, Content, InForce, Version, Versions

ClassesInForce = InForce[ClassesFile, Classes | None]


def classes_kept_in(versions: Versions) -> ClassesInForce:
    """The classes in force, as this process knows them."""
    return InForce(versions, NAME, read=read_classes, together=classes_in_force)


class Classing:
    """Shows and changes the classes."""

    def __init__(self, *, versions: Versions, in_force: ClassesInForce, naming: Naming, clock: Clock) -> None:
        self._in_force = in_force
        self._naming = naming
        self._changing = Changing(versions=versions, in_force=in_force, clock=clock, check=self._checked)

    async def classes(self) -> Classes:
        """The classes in force, read anew: what is deleted is decided by them. Raises `TransientError`."""
        await self._in_force.refresh()
        if self._in_force.current is None:
            raise TransientError("the retention classes have not been read yet")
        return self._in_force.current

    def latest(self) -> Version:
        """The version in force. Raises `TransientError` before there is one."""
        found = self._in_force.history.latest(NAME)
        if found is None:
            raise TransientError("the retention classes have not been read yet")
        return found

    def versions(self) -> Sequence[Version]:
        """All versions, newest first."""
        return tuple(reversed(self._in_force.history.of(NAME)))

    def version(self, number: int) -> Version:
        """One of them. Raises `NotFoundError`."""
        found = self._in_force.history.version(NAME, number)
        if found is None:
            raise NotFoundError(str(number))
        return found

    async def put(self, content: Content, change: Change) -> Version:
        """Put other classes in force. Raises as `Changing.put` does."""
        await self._naming.refresh()
        return await self._changing.put(NAME, content, change)

    async def restore(self, number: int, change: Change) -> Version:
        """Put older classes in force again. Raises as `Changing.restore` does."""
        await self._naming.refresh()
        return await self._changing.restore(NAME, number, change)

    def _checked(self, name: str, content: Content) -> Content:
        now = self._in_force.current
        known = frozenset(now.by_code) if now is not None else frozenset[str]()
        return checked_classes(name, content, self._naming.current, known)
