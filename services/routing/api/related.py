"""HTTP edge of routing: which transactions belong together."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from services.routing.api.asking import Number, Staff, Worker, WorkersRequest, canonical, request_of
from services.routing.api.bodies import LinkWith, Unlink
from services.routing.model.link import Link
from services.routing.relating import Relating
from services.routing.views.related import LinkView, RelatedPage, link_view, related_page
from shared.web.problems import documented
from shared.web.versions import ETAG, Conditions, creation, tag

Other = Annotated[str, Path(description="The number of the other transaction.", examples=["IN-2026-000124-5"])]
_TAGGED: dict[int | str, dict[str, object]] = {200: {"headers": ETAG}}


def related_routes(relating: Relating) -> APIRouter:
    """The routes by which transactions are linked."""
    router = APIRouter(prefix="/api/v1/routes/{number}/related", tags=["routing"])

    def told(link: Link, response: Response) -> LinkView:
        tag(response, link.version)
        return link_view(link)

    @router.get("")
    async def list_related(number: Number, staff: Staff) -> RelatedPage:
        """What a transaction is linked with, and once was; of what the asker may not see, the number at most."""
        return related_page(await relating.of(staff, canonical(number)))

    @router.post("", responses={**_TAGGED, **documented(409)})
    async def link_transactions(
        number: Number,
        worker: Worker,
        given: Annotated[Conditions, Depends(creation)],
        body: LinkWith,
        response: Response,
    ) -> LinkView:
        """Link two transactions that belong together, by who may act on one and see the other."""
        request = request_of(worker, number, given)
        return told(await relating.link(request, canonical(body.number), body.note), response)

    @router.post("/{other}/unlink", responses={**_TAGGED, **documented(412, 428)})
    async def unlink_transactions(request: WorkersRequest, other: Other, body: Unlink, response: Response) -> LinkView:
        """Part two transactions that do not belong together; that they were linked is kept. The version is the link's."""
        return told(await relating.unlink(request, canonical(other), body.reason), response)

    return router
