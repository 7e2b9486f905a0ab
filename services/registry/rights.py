"""Who may see a matter, said once: role × unit × clearance. What is not allowed here is denied.

Whoever may not is answered as if it did not exist.
"""

from typing import Final

from services.registry.model import Matter
from shared.errors import NotFoundError
from shared.principal import Principal, Role

READERS: Final[tuple[Role, ...]] = ("clerk", "auditor", "manager", "officer")
"""They see matters: the first two of every unit, the others of their own."""

READERS_OF_BOOKS: Final[tuple[Role, ...]] = ("clerk", "auditor")
"""They see the books."""


def may_see(asker: Principal, matter: Matter) -> bool:
    """Whether somebody may see a matter, in his own right or in that of whom he acts for."""
    return any(_sees(one, matter) for one in asker.as_whom(*READERS))


def clerk_for(asker: Principal, matter: Matter) -> Principal:
    """In whose right somebody decides about a matter as a clerk. Raises `NotFoundError` where there is none."""
    found = next((one for one in asker.as_whom("clerk") if _sees(one, matter)), None)
    if found is None:
        raise NotFoundError(str(matter.submission_id))
    return found


def clerk_for_line(asker: Principal, *, confidential: bool) -> Principal:
    """In whose right somebody changes a line of a book of letters. Raises `NotFoundError` where there is none."""
    found = next((one for one in asker.as_whom("clerk") if one.cleared or not confidential), None)
    if found is None:
        raise NotFoundError("line")
    return found


def is_cleared(asker: Principal, *roles: Role) -> bool:
    """Whether somebody sees what is confidential in lists of all that there is, which are for these roles."""
    return any(one.cleared for one in asker.as_whom(*roles))


def _sees(one: Principal, matter: Matter) -> bool:
    if matter.confidential and not one.cleared:
        return False
    if one.has("clerk", "auditor"):
        return True
    return matter.routed is not None and not matter.routed.unit_ids.isdisjoint(one.units)
