"""HTTP edge of directory: where people are signed in, and ending that."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from services.directory.staying_signed_in import StayingSignedIn
from services.directory.views import SessionView
from shared.web.auth import Principal, require_own, signed_in

Asker = Annotated[Principal, Depends(signed_in)]


def routes(staying: StayingSignedIn) -> APIRouter:
    """The routes of sessions."""
    router = APIRouter(prefix="/api/v1", tags=["sign-in"])

    @router.get("/me/sessions")
    async def list_own_sessions(asker: Asker) -> list[SessionView]:
        """Where one is signed in, the latest used first."""
        return [SessionView.model_validate(one) for one in await staying.of(asker.person_id)]

    @router.post("/me/sessions/end", status_code=204)
    async def end_own_sessions(asker: Asker) -> None:
        """Sign out everywhere. Tokens that were given live on for at most ten minutes."""
        await staying.end_all(asker.person_id, by=asker.person_id)

    @router.post("/people/{person_id}/sessions/end", status_code=204)
    async def end_sessions(
        person_id: Annotated[str, Path(max_length=60, description="The person's id.")],
        administrator: Annotated[Principal, Depends(require_own("administrator"))],
    ) -> None:
        """Sign somebody out everywhere. Tokens that were given live on for at most ten minutes."""
        await staying.end_all(person_id, by=administrator.person_id)

    return router
