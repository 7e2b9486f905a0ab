"""HTTP edge of directory: who acts for whom."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from services.directory.bodies import DelegationBody
from services.directory.delegating import Delegating
from services.directory.views import DelegationView
from shared.errors import NotFoundError
from shared.web.auth import Principal, require_own

Anybody = Annotated[Principal, Depends(require_own("administrator", "clerk", "officer", "manager", "agent", "auditor"))]
DelegationId = Annotated[UUID, Path(description="The delegation's id.")]


def routes(delegating: Delegating) -> APIRouter:
    """The routes of delegations."""
    router = APIRouter(prefix="/api/v1/delegations", tags=["delegations"])

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

    @router.post("", status_code=201)
    async def delegate(body: DelegationBody, asker: Anybody) -> DelegationView:
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
            by=asker.person_id,
        )
        return DelegationView.model_validate(made)

    @router.post("/{delegation_id}/end")
    async def end_delegation(delegation_id: DelegationId, asker: Anybody) -> DelegationView:
        """End a delegation now. The delegate's token says it until it runs out, within an hour."""
        ended = await delegating.end(delegation_id, by=asker.person_id, whoever=asker.has("administrator"))
        return DelegationView.model_validate(ended)

    return router
