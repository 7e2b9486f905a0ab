"""A person who has signed in, and in whose rights that person may do something: said once, for every service."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Role = Literal["administrator", "clerk", "officer", "manager", "agent", "auditor"]

CONFIDENTIAL = "confidential"
"""The clearance of those who may see confidential matters (سري)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """A person who has signed in, and whom that person acts for (تفويض).

    `clearance` is `ordinary`, or `confidential` for who may see confidential matters. `acts_for` is nobody's own
    right: whoever uses it is written down as acting for that person. `until` is when that ends, of those acted for.
    """

    person_id: str
    name: str
    roles: frozenset[str]
    units: frozenset[str]
    clearance: str = "ordinary"
    acts_for: tuple["Principal", ...] = ()
    until: datetime | None = None

    def has(self, *roles: Role) -> bool:
        """Whether the person has one of these roles himself."""
        return not self.roles.isdisjoint(roles)

    @property
    def cleared(self) -> bool:
        """Whether the person himself may see what is confidential."""
        return self.clearance == CONFIDENTIAL

    def as_whom(self, *roles: Role) -> tuple["Principal", ...]:
        """In whose rights the person may do what needs one of these roles: first his own, then of those he acts for.

        Each of them is to be judged as a whole: nobody adds another one's clearance to his own units.
        """
        selves = (replace(self, acts_for=()), *self.acts_for)
        return tuple(one for one in selves if one.has(*roles))

    def on_behalf_of(self, one: "Principal") -> str:
        """Whom the person acts for in the rights of `one`, as it is written down: an id, empty for nobody else."""
        return "" if one.person_id == self.person_id else one.person_id
