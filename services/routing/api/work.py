"""HTTP edge of routing: what people do with transactions."""

from typing import Any

from fastapi import APIRouter, Response

from services.routing.api.asking import BranchId, ClerksRequest, WorkersRequest, told
from services.routing.api.bodies import AddNote, Ask, Assign, Close, Finish, Recall, Refer, Return, Settle
from services.routing.views import DoneView
from services.routing.work import Work
from shared.web.problems import documented
from shared.web.versions import ETAG

_ANSWERS: dict[int | str, dict[str, Any]] = {200: {"headers": ETAG}, **documented(409, 412, 428)}


def work_routes(work: Work) -> APIRouter:
    """The routes by which work is passed on, done and given back."""
    router = APIRouter(prefix="/api/v1/routes/{number}", tags=["routing"], responses=_ANSWERS)

    @router.post("/assign")
    async def assign_unit(request: ClerksRequest, body: Assign, response: Response) -> DoneView:
        """Give a transaction to a unit; its requester is told when it is another one."""
        return told(await work.assign(request, unit_id=body.unit_id, reason=body.reason), response)

    @router.post("/referrals")
    async def refer_transaction(request: WorkersRequest, body: Refer, response: Response) -> DoneView:
        """Refer work to units or persons, for action or for information (إحالة); each gets a branch."""
        return told(await work.refer(request, body.branch_id, body.referral), response)

    @router.post("/branches/{branch_id}/accept")
    async def accept_branch(request: WorkersRequest, branch_id: BranchId, response: Response) -> DoneView:
        """Say that one works on a branch."""
        return told(await work.accept(request, branch_id), response)

    @router.post("/branches/{branch_id}/return")
    async def return_branch(request: WorkersRequest, branch_id: BranchId, body: Return, response: Response) -> DoneView:
        """Return a branch to its giver; the transaction itself goes back to the documents department, in doubt."""
        return told(await work.give_back(request, branch_id, body.reason), response)

    @router.post("/branches/{branch_id}/recall")
    async def recall_branch(request: WorkersRequest, branch_id: BranchId, body: Recall, response: Response) -> DoneView:
        """Take back what one has referred, with everything that was referred onward from it."""
        return told(await work.recall(request, branch_id, body.reason), response)

    @router.post("/branches/{branch_id}/done")
    async def finish_branch(request: WorkersRequest, branch_id: BranchId, body: Finish, response: Response) -> DoneView:
        """Say that a branch is done; a transaction is complete when all its branches for action have ended."""
        return told(await work.finish(request, branch_id, body.remark), response)

    _add_of_the_whole(router, work)
    return router


def _add_of_the_whole(router: APIRouter, work: Work) -> None:
    """What is done to a transaction as a whole, whoever has which part of it."""

    @router.post("/close")
    async def close_transaction(request: WorkersRequest, body: Close, response: Response) -> DoneView:
        """Close a transaction that needs no answer, by whoever holds it; one that was answered closes by itself."""
        return told(await work.close(request, body.reason), response)

    @router.post("/question")
    async def ask_requester(request: WorkersRequest, body: Ask, response: Response) -> DoneView:
        """Ask the requester something, by mail and on the tracking page; all clocks stand still until it is settled."""
        return told(await work.ask(request, body.branch_id, body.question), response)

    @router.post("/question/settle")
    async def settle_question(request: WorkersRequest, body: Settle, response: Response) -> DoneView:
        """Say that the question that waits was answered otherwise; what the requester sends settles it by itself."""
        return told(await work.settle(request, body.because), response)

    @router.post("/notes")
    async def add_note(request: WorkersRequest, body: AddNote, response: Response) -> DoneView:
        """Write something down for those who work on a transaction."""
        return told(await work.note(request, body.text), response)
