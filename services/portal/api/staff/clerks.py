"""What the desk's pages share."""

from dataclasses import dataclass

from fastapi import Request

from services.portal.api.staff.answering import Asking, Staff
from services.portal.clerking import Clerking
from services.portal.viewing import Viewer, Viewing


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerks:
    """The use cases of a clerk."""

    staff: Staff
    clerking: Clerking
    viewing: Viewing

    async def asking(self, request: Request) -> Asking:
        """The clerk who asks. Raises `SignInNeededError`, `ForbiddenError`."""
        return await self.staff.asking(request, "clerk")

    async def viewer(self, request: Request) -> Viewer:
        """Somebody who looks at a document, as far as storage says so. Raises the same."""
        return viewer_of(await self.staff.asking(request, "clerk", "officer", "manager", "auditor"))


def viewer_of(asking: Asking) -> Viewer:
    """Somebody who has signed in, as one who looks at documents."""
    return Viewer(session_id=asking.session_id, token=asking.token)
