"""The pages that staff go to, in groups: what belongs together stands together, however much somebody may do."""

from dataclasses import dataclass
from typing import Final

from services.portal.model.session import Person, Role


@dataclass(frozen=True, slots=True)
class Way:
    """A page, the key of its name, and the roles that it is for."""

    path: str
    name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of one kind, and the key of what they are called together."""

    name: str
    ways: tuple[Way, ...]


_OVERSEEING: Final[tuple[Role, ...]] = ("clerk", "manager", "administrator", "auditor")
_WORKING: Final[tuple[Role, ...]] = ("clerk", "officer", "manager")

GROUPS: Final = (
    Group(
        "staff-group-work",
        (
            Way("/desk", "desk-title", ("clerk",)),
            Way("/counter", "counter-title", ("agent",)),
            Way("/counter/handed-in", "counter-handed-in", ("agent",)),
            Way("/counter/calls", "calls-title", ("agent", "clerk")),
            Way("/inbox", "work-inbox", _WORKING),
            Way("/follow-up", "work-follow-up", _WORKING),
            Way("/search", "search-title", (*_WORKING, "auditor")),
        ),
    ),
    Group(
        "staff-group-letters",
        (
            Way("/approvals", "letters-approvals", ("manager",)),
            Way("/letters", "letters-title", (*_WORKING, "auditor")),
        ),
    ),
    Group(
        "staff-group-figures",
        (
            Way("/dashboard", "numbers-dashboard", _OVERSEEING),
            Way("/reports", "numbers-reports", _OVERSEEING),
            Way("/registers", "audit-registers", ("auditor", "clerk")),
            Way("/activity", "audit-activity", ("auditor",)),
        ),
    ),
    Group("staff-group-administration", (Way("/administration", "administration-title", ("administrator",)),)),
)


def groups_for(person: Person) -> tuple[Group, ...]:
    """The pages that are open to somebody, without groups that have none."""
    open_ = [Group(group.name, tuple(way for way in group.ways if person.has(*way.roles))) for group in GROUPS]
    return tuple(group for group in open_ if group.ways)


def way_to(path: str) -> Way | None:
    """The page that one is at or below of, by its path without the language; None where no way leads."""
    here = path.partition("?")[0]
    ways = [way for group in GROUPS for way in group.ways if here == way.path or here.startswith(f"{way.path}/")]
    return max(ways, key=lambda way: len(way.path), default=None)
