"""What the portal needs of the services behind it for administrators, and for everybody's own account."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from services.portal.model.administration import (
    CalendarDay,
    Change,
    Colleague,
    Delegation,
    Effect,
    Invitation,
    Me,
    ToldPerson,
    ToldUnit,
)
from services.portal.ports.clerks import Condition, Listed

Body = Mapping[str, object]


class Units(Protocol):
    """Directory's units. Every call but `units` is made with the person's own token.

    All raise `SignInNeededError`, `ForbiddenError`, `NotFoundError`, `TransientError`; those that change something
    `RefusedError` with the service's code, such as `stale-version`.
    """

    async def all(self) -> Sequence[ToldUnit]:
        """Every unit, in the order of their codes."""
        ...

    async def one(self, unit_id: str) -> ToldUnit:
        """A unit as it is now."""
        ...

    async def add(self, token: str, body: Body, condition: Condition) -> ToldUnit:
        """Add a unit."""
        ...

    async def change(self, token: str, unit_id: str, body: Body, condition: Condition) -> ToldUnit:
        """Change what is stated."""
        ...

    async def announce(self, token: str, unit_id: str, body: Body, condition: Condition) -> ToldUnit:
        """Announce days off or on, or take them back."""
        ...

    async def year(self, unit_id: str, year: int) -> Sequence[CalendarDay]:
        """The days of a year that are not as every week has them."""
        ...

    async def changes(self, token: str, unit_id: str) -> Sequence[Change]:
        """The latest changes, newest first."""
        ...

    async def undo(self, token: str, unit_id: str, version: int, condition: Condition) -> ToldUnit:
        """Undo a change."""
        ...


class Staffing(Protocol):
    """Directory's people; raises as `Units` does."""

    async def page(self, token: str, wanted: Mapping[str, str], after: str) -> Listed[ToldPerson]:
        """Those who are wanted, by `q`, `unit`, `role` and `active`."""
        ...

    async def one(self, token: str, person_id: str) -> ToldPerson:
        """Somebody as he is now."""
        ...

    async def add(self, token: str, body: Body, condition: Condition) -> ToldPerson:
        """Add somebody."""
        ...

    async def change(self, token: str, person_id: str, body: Body, condition: Condition) -> ToldPerson:
        """Change what is stated."""
        ...

    async def changes(self, token: str, person_id: str) -> Sequence[Change]:
        """The latest changes, newest first."""
        ...

    async def undo(self, token: str, person_id: str, version: int, condition: Condition) -> ToldPerson:
        """Undo a change."""
        ...

    async def invite(self, token: str, person_id: str) -> Invitation:
        """Let somebody choose a password; what was given before is void."""
        ...


class Delegations(Protocol):
    """Directory's delegations; raises as `Units` does."""

    async def standing(self, token: str) -> Sequence[Delegation]:
        """Everybody's that are not over yet, the first to end first."""
        ...

    async def own(self, token: str) -> Sequence[Delegation]:
        """What the asker gave or got, the latest to end first."""
        ...

    async def colleagues(self, token: str) -> Sequence[Colleague]:
        """Whom one may delegate to."""
        ...

    async def delegate(self, token: str, body: Body, condition: Condition) -> Delegation:
        """Let somebody act for somebody."""
        ...

    async def end(self, token: str, delegation_id: UUID, condition: Condition) -> Delegation:
        """End one now."""
        ...


class Accounts(Protocol):
    """Directory, of one's own account."""

    async def me(self, token: str) -> Me:
        """Who asks. Raises `SignInNeededError`, `TransientError`."""
        ...

    async def change(self, token: str, body: Body, condition: Condition) -> None:
        """Change how one is reached. Raises `NotFoundError`, `RefusedError`, and as `me`."""
        ...

    async def change_password(self, token: str, current: str, password: str, *, language: str) -> None:
        """Change one's own password. Raises `BadCredentialsError`, `WeakPasswordError`, `TooManySignInsError`, and as `me`."""
        ...

    async def accept(self, secret: str, password: str, *, language: str) -> None:
        """Choose a password by invitation.

        Raises `InvitationOverError`, `WeakPasswordError`, `TooManySignInsError`, `TransientError`.
        """
        ...


class Calendars(Protocol):
    """Routing, of what calendars do."""

    async def effect(self, token: str, unit_id: str) -> Effect | None:
        """What the calendar of a unit does; None when routing has not heard of it. Raises as `Units` does."""
        ...
