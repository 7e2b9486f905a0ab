"""What was ever stated of one kind of configuration."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, TypeAlias

Content: TypeAlias = Mapping[str, Any]
"""A piece of configuration as YAML or JSON says it: texts, numbers, booleans, lists and mappings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who stated a version; `on_behalf_of` is the id of the person in whose right, empty for the own."""

    person_id: str
    name: str
    on_behalf_of: str = ""


FILES: Final = Author(person_id="diwan", name="")
"""Nobody: it was taken from the files that the service came with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One statement of one piece of configuration. It never changes and never goes.

    `kind` is what is configured, such as `request-types`; `name` is the piece, such as `work-permit`, or the kind itself
    where there is but one. `number` counts the versions of the piece, `place` those of the kind, each from 1 without a
    gap: of two that are made at once only one gets its place. `restores` is the number of the older one that it repeats.
    """

    kind: str
    name: str
    number: int
    place: int
    content: Content
    by: Author
    at: datetime
    why: str
    restores: int | None = None
    key: str = ""
    fingerprint: str = ""


class History:
    """All versions of one kind, as read up to a `place`."""

    def __init__(self, versions: Iterable[Version] = ()) -> None:
        by_name: dict[str, list[Version]] = {}
        self._place = 0
        for version in versions:
            by_name.setdefault(version.name, []).append(version)
            self._place = version.place
        self._by_name: Mapping[str, tuple[Version, ...]] = MappingProxyType(
            {name: tuple(found) for name, found in by_name.items()}
        )

    @property
    def place(self) -> int:
        """The place of the last version; 0 when there is none."""
        return self._place

    @property
    def names(self) -> Sequence[str]:
        """The names of the pieces, those that came first first."""
        return tuple(self._by_name)

    def of(self, name: str) -> Sequence[Version]:
        """The versions of one piece, the oldest first; none of one that was never stated."""
        return self._by_name.get(name, ())

    def latest(self, name: str) -> Version | None:
        """The version of one piece with the highest number."""
        found = self.of(name)
        return found[-1] if found else None

    def version(self, name: str, number: int) -> Version | None:
        """One version of one piece."""
        found = self.of(name)
        return found[number - 1] if 1 <= number <= len(found) else None

    def done(self, name: str, person_id: str, key: str) -> Version | None:
        """The version that a request of this person with this key made."""
        return next((one for one in self.of(name) if one.key == key and one.by.person_id == person_id), None)

    def with_more(self, versions: Sequence[Version]) -> "History":
        """The history with what was stated since."""
        before = (one for found in self._by_name.values() for one in found)
        return History(sorted((*before, *versions), key=lambda one: one.place))
