"""HTTP edge of what clerks put right later: the type of a matter, and who may see it."""

from fastapi import APIRouter, Response

from services.registry.api.asking import CHANGING, ClerksRequest, Showing, SubmissionId
from services.registry.api.bodies import Classify, Retype
from services.registry.deciding import Desk
from services.registry.service import Registry
from services.registry.views import MatterView


def correcting_routes(registry: Registry, desk: Desk) -> APIRouter:
    """The routes by which clerks put things right."""
    router = APIRouter(prefix="/api/v1/desk", tags=["desk"])
    showing = Showing(registry)

    @router.post("/{submission_id}/retype", responses=CHANGING)
    async def retype_submission(
        submission_id: SubmissionId, request: ClerksRequest, body: Retype, response: Response
    ) -> MatterView:
        """Change the type of what is registered: number and unit stay, and the term is that of the new type."""
        decided = await desk.retype(
            submission_id, request, request_type=body.request_type, unit_id=body.unit, reason=body.reason
        )
        return await showing.shown(decided, request.asker, response)

    @router.post("/{submission_id}/classify", responses=CHANGING)
    async def classify_submission(
        submission_id: SubmissionId, request: ClerksRequest, body: Classify, response: Response
    ) -> MatterView:
        """Make something confidential, whatever state it is in, or ordinary again; who has no clearance loses sight of it."""
        decided = await desk.classify(submission_id, request, confidential=body.confidential, reason=body.reason)
        return await showing.shown(decided, request.asker, response)

    return router
