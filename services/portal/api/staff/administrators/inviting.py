"""Inviting somebody to choose a password."""

from fastapi import APIRouter, Request, Response

from services.portal.api.staff.administrators.parts import Administrators
from services.portal.api.staff.administrators.person import PersonId
from services.portal.rendering import Place
from shared.language import OneLanguage


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    staffing = administrators.administering.staffing

    @router.post("/administration/people/{person_id}/invitation")
    async def invite(request: Request, person_id: PersonId) -> Response:
        asking = await administrators.asking(request)
        await administrators.staff.sent(request, asking)
        somebody = await staffing.one(asking.token, person_id)
        # Not led on to a page of its own: the secret is told once, and stands in no address of ours but its own.
        return administrators.page(
            asking,
            "invited",
            Place(language, f"/administration/people/{person_id}"),
            None,
            somebody=somebody,
            invitation=await staffing.invite(asking.token, person_id),
        )
