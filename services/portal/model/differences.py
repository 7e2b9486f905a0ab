"""What a change changed, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.portal.model.administration import Change

FIELDS: Final = (
    *("name", "telephone", "kind", "parent_id", "time_zone", "weekend", "holiday_country"),
    *("roles", "units", "clearance", "active"),
    *("address", "language", "reminders"),
)
"""What can change as a whole, in the order in which people read it."""
DAYS: Final = ("days_off", "days_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line. `before` and `after` are as directory tells them, None where there was or is nothing; `day` of a calendar."""

    field: str
    before: Any
    after: Any
    day: str = ""


def differences(change: Change) -> tuple[Difference, ...]:
    """The lines of a change; none of the first version, which is whole."""
    return tuple(_differences(change.patch, change.before)) if change.before else ()


def _differences(patch: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[Difference]:
    for field in FIELDS:
        if patch.get(field) is not None and patch[field] != before.get(field):
            yield Difference(field=field, before=before.get(field), after=patch[field])
    for field in DAYS:
        said: Mapping[str, Any] = patch.get(field) or {}
        for day in sorted(said):
            if said[day] != (was := (before.get(field) or {}).get(day)):
                yield Difference(field=field, before=was, after=said[day], day=day)


def changed_only(typed: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """Of what was typed, what is not so already."""
    return {name: value for name, value in typed.items() if value != current.get(name)}
