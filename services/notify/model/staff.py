"""The staff as directory states them, and who is reminded of what comes due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from services.notify.model.addresses import mail_address
from shared.contracts import HolderRemindedV1, PersonChangedV1
from shared.language import OneLanguage

WORKERS: Final = frozenset({"clerk", "officer", "manager"})
"""They have inboxes."""
MANAGER: Final = "manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody of the staff. `address` is empty where there is none, `wanted` says whether reminders are."""

    person_id: str
    version: int
    units: frozenset[str]
    roles: frozenset[str]
    cleared: bool
    active: bool
    address: str
    language: OneLanguage
    wanted: bool

    @classmethod
    def of(cls, event: PersonChangedV1) -> Self:
        """Take what directory states; what is no address is none."""
        return cls(
            person_id=event.person_id,
            version=event.version,
            units=frozenset(event.units),
            roles=frozenset(event.roles),
            cleared=event.clearance == "confidential",
            active=event.active,
            address=mail_address(event.address) or "",
            language=event.language,
            wanted=event.reminders,
        )

    @property
    def reachable(self) -> bool:
        """Whether reminders go anywhere."""
        return self.active and self.wanted and bool(self.address)


def reminded_of(event: HolderRemindedV1, unit: Iterable[Colleague]) -> Sequence[Colleague]:
    """Those of the unit that holds a branch who are reminded of it.

    Its holder, or where the whole unit holds it all who work there; from the due date on the unit's managers, too. Nobody
    is told of what is confidential without clearance.
    """

    def concerned(one: Colleague) -> bool:
        holds = one.roles & WORKERS and event.person_id in (None, one.person_id)
        manages = MANAGER in one.roles and event.stage != "soon"
        return bool(holds or manages) and (one.cleared or not event.confidential)

    return [one for one in unit if event.unit_id in one.units and one.reachable and concerned(one)]
