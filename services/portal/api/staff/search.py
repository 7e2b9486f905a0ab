"""Search: what a person may see, found by words, number and filters."""

from typing import Annotated, Final, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.staff.clerks import Clerks
from services.portal.clerking import Findings
from services.portal.errors import RefusedError
from services.portal.model.found import STATES, Asked
from services.portal.rendering import Place
from shared.contracts.base import Channel
from shared.errors import TransientError
from shared.language import OneLanguage

Typed = Annotated[str, Query(max_length=200)]
_REFUSED: Final = 422


def add(router: APIRouter, clerks: Clerks, language: OneLanguage) -> None:
    """Add the route of one language."""

    @router.get("/search")
    async def search(
        request: Request,
        q: Typed = "",
        since: Typed = "",
        until: Typed = "",
        unit: Typed = "",
        request_type: Annotated[str, Query(alias="type", max_length=200)] = "",
        state: Typed = "",
        channel: Typed = "",
        after: Typed = "",
    ) -> Response:
        asking = await clerks.staff.asking(request, "clerk", "officer", "manager", "auditor")
        asked = Asked(
            q=q.strip(), since=since, until=until, unit=unit, request_type=request_type, state=state, channel=channel
        )
        said, findings = "", Findings()
        try:
            findings = await clerks.clerking.search(asking.token, asked, after)
        except RefusedError as error:
            said = "error-search-too-wide" if error.because == "search-too-wide" else "error-invalid-request"
        except TransientError:
            said = "desk-away"
        names = {("type" if name == "request_type" else name): value for name, value in asked.query().items()}
        query = urlencode(names)
        place = Place(language, f"/search?{urlencode({**names, **({'after': after} if after else {})})}")
        return clerks.staff.page(
            asking,
            "search",
            place,
            status=_REFUSED if said.startswith("error-") else 200,
            asked=asked,
            findings=findings,
            said=said,
            query=query,
            states=STATES,
            channels=get_args(Channel),
            choices=await clerks.clerking.choices(),
        )
