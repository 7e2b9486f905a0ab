"""HTTP edge of directory: who acts for whom."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from services.directory.asking import Given, asked
from services.directory.bodies import DelegationBody
from services.directory.delegating import Delegating
from services.directory.model import Delegation
from services.directory.views import DelegationView
from shared.errors import NotFoundError
from shared.web.auth import Principal, require_own
from shared.web.problems import documented
from shared.web.versions import ETAG, tag

Watcher = Annotated[Principal, Depends(require_own("administrator", "auditor"))]
Anybody = Annotated[Principal, Depends(require_own("administrator", "clerk", "officer", "manager", "agent", "auditor"))]
DelegationId = Annotated[UUID, Path(description="The delegation's id.")]


def routes(delegating: Delegating) -> APIRouter:
    """The routes of delegations."""
    router = APIRouter(prefix="/api/v1/delegations", tags=["delegations"])

    def told(delegation: Delegation, response: Response) -> DelegationView:
        tag(response, delegation.version)
        return DelegationView.model_validate(delegation)

    @router.get("")
    async def list_delegations(
        asker: Anybody,
        person: Annotated[str | None, Query(max_length=60, description="Whose; one's own when absent.")] = None,
    ) -> list[DelegationView]:
        """What a person gave or got, the latest to end first; others' are for administrators and auditors."""
        whose = person or asker.person_id
        if whose != asker.person_id and not asker.has("administrator", "auditor"):
            # The same answer as for somebody who does not exist.
            raise NotFoundError(whose)
        return [DelegationView.model_validate(one) for one in await delegating.about(whose)]

    @router.get("/standing")
    async def list_standing_delegations(_watcher: Watcher) -> list[DelegationView]:
        """Everybody's that are not over yet, the first to end first."""
        return [DelegationView.model_validate(one) for one in await delegating.standing()]

    @router.post("", status_code=201, responses={201: {"headers": ETAG}})
    async def delegate(body: DelegationBody, asker: Anybody, given: Given, response: Response) -> DelegationView:
        """Let somebody act for oneself for a period; administrators also for others, who may be away already."""
        of = body.of or asker.person_id
        if of != asker.person_id and not asker.has("administrator"):
            raise NotFoundError(of)
        made = await delegating.delegate(
            of=of,
            to=body.to,
            starts_at=body.starts_at,
            ends_at=body.ends_at,
            reason=body.reason,
            request=asked(asker, given),
        )
        return told(made, response)

    @router.post("/{delegation_id}/end", responses={**documented(412, 428), 200: {"headers": ETAG}})
    async def end_delegation(
        delegation_id: DelegationId, asker: Anybody, given: Given, response: Response
    ) -> DelegationView:
        """End a delegation now. The delegate's token says it until it runs out, within an hour."""
        whoever = asker.has("administrator")
        return told(await delegating.end(delegation_id, asked(asker, given), whoever=whoever), response)

    return router
