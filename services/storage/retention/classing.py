"""The retention classes as administrators see and change them."""

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
from shared.errors import TransientError
from shared.versions import Change, Content, InForce, Sole, Version, Versions

ClassesInForce = InForce[ClassesFile, Classes | None]


def classes_kept_in(versions: Versions) -> ClassesInForce:
    """The classes in force, as this process knows them."""
    return InForce(versions, NAME, read=read_classes, together=classes_in_force)


class Classing(Sole[ClassesFile, Classes | None]):
    """Shows and changes the classes."""

    def __init__(self, *, versions: Versions, in_force: ClassesInForce, naming: Naming, clock: Clock) -> None:
        super().__init__(NAME, versions=versions, in_force=in_force, clock=clock, check=self._checked)
        self._naming = naming

    async def classes(self) -> Classes:
        """The classes in force, read anew: what is deleted is decided by them. Raises `TransientError`."""
        await self._in_force.refresh()
        if self._in_force.current is None:
            raise TransientError("the retention classes have not been read yet")
        return self._in_force.current

    async def put(self, content: Content, change: Change) -> Version:
        """Put other classes in force. Raises as `Changing.put` does."""
        await self._naming.refresh()
        return await super().put(content, change)

    async def restore(self, number: int, change: Change) -> Version:
        """Put older classes in force again. Raises as `Changing.restore` does."""
        await self._naming.refresh()
        return await super().restore(number, change)

    def _checked(self, name: str, content: Content) -> Content:
        now = self._in_force.current
        known = frozenset(now.by_code) if now is not None else frozenset[str]()
        return checked_classes(name, content, self._naming.current, known)
