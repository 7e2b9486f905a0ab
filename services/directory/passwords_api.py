"""HTTP edge of directory: choosing passwords."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.directory.choosing_passwords import ChoosingPasswords
from services.directory.own_bodies import AcceptBody, OwnPasswordBody
from shared.web.auth import Principal, signed_in
from shared.web.problems import documented


def routes(choosing: ChoosingPasswords) -> APIRouter:
    """The routes that set passwords."""
    router = APIRouter(prefix="/api/v1", tags=["sign-in"])

    @router.post("/passwords", status_code=204, responses=documented(410))
    async def accept_invitation(body: AcceptBody) -> None:
        """Choose a password with the secret of an invitation, which is used up by it."""
        await choosing.accept(body.secret.get_secret_value(), body.password.get_secret_value())

    @router.post("/me/password", status_code=204, responses=documented(400))
    async def change_own_password(body: OwnPasswordBody, asker: Annotated[Principal, Depends(signed_in)]) -> None:
        """Change one's own password."""
        await choosing.change(
            asker.person_id, current=body.current.get_secret_value(), password=body.password.get_secret_value()
        )

    return router
