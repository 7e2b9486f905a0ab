"""What the counter's pages share."""

from dataclasses import dataclass

from fastapi import Request

from services.portal.api.staff.answering import Asking, Staff
from services.portal.attending import Attending
from services.portal.errors import FormExpiredError
from services.portal.model import Handover


@dataclass(frozen=True, slots=True, kw_only=True)
class Agents:
    """The use cases of an agent."""

    staff: Staff
    attending: Attending

    async def asking(self, request: Request) -> Asking:
        """The agent who asks. Raises `SignInNeededError`, `ForbiddenError`."""
        return await self.staff.asking(request, "agent")

    async def caller(self, request: Request) -> Asking:
        """Whoever may call people. Raises the same."""
        return await self.staff.asking(request, "agent", "clerk")

    def require_ours(self, asking: Asking, handover: Handover) -> None:
        """Raises `FormExpiredError` when a form with files was not given out in this session."""
        if not self.staff.desk.seals.fits_session(asking.session_id, handover.values.get("seal", "")):
            raise FormExpiredError
