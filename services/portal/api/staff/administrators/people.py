"""The staff, and those who are looked for among them."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.staff.administrators.parts import Administrators
from services.portal.model.session import ROLES, Role
from services.portal.rendering import Place
from shared.language import OneLanguage

Words = Annotated[str, Query(max_length=200)]


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/administration/people")
    async def people(
        request: Request,
        q: Words = "",
        unit: Words = "",
        role: Role | Literal[""] = "",
        active: Literal["", "true", "false"] = "",
        after: Words = "",
    ) -> Response:
        asking = await administrators.asking(request)
        wanted = {
            name: value for name, value in (("q", q), ("unit", unit), ("role", role), ("active", active)) if value
        }
        units = await administrators.administering.all_units()
        found = await administrators.administering.found(asking.token, wanted, after)
        query = urlencode(wanted)
        more = urlencode({**wanted, "after": found.after}) if found.after else ""
        place = Place(language, f"/administration/people?{query}" if query else "/administration/people")
        return administrators.page(
            asking, "people", place, None, wanted=wanted, found=found.lines, more=more, units=units, roles=ROLES
        )
