"""What is held: put on and taken off with a reason."""

from collections.abc import Awaitable
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.staff.administrators.parts import (
    LONGEST_REASON,
    Administrators,
    Done,
    Said,
    condition,
    faults_of,
    refused,
    tried_wrongly,
)
from services.portal.api.staff.answering import Asking, Sent
from services.portal.api.staff.item import Tried
from services.portal.errors import RefusedError
from services.portal.model.retention import HoldPage
from services.portal.rendering import Place
from shared.errors import NotFoundError
from shared.language import OneLanguage

HERE: Final = "/administration/retention/holds"
_FURTHEST: Final = 1_000_000


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    retaining = administrators.retaining

    async def show(asking: Asking, after: int, tried: Tried | None = None, said: Said = None) -> Response:
        page: HoldPage = await retaining.retention.holds(asking.token, after)
        return administrators.page(
            asking,
            "retention-holds",
            Place(language, HERE),
            tried,
            page=page,
            after=after,
            done=administrators.said(asking, said),
        )

    @router.get(HERE)
    async def holds(
        request: Request, said: Said, place: Annotated[int, Query(alias="after", ge=0, le=_FURTHEST)] = 0
    ) -> Response:
        return await show(await administrators.asking(request), place, said=said)

    async def after(asking: Asking, sent: Sent, act: Awaitable[None], what: Done) -> Response:
        try:
            await act
        except RefusedError as error:
            return await show(asking, 0, refused(sent, error))
        except NotFoundError:
            return await show(asking, 0, Tried(said="administration-meanwhile"))
        return administrators.done(asking, Place(language, ""), HERE, what)

    @router.post(HERE)
    async def hold(request: Request) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        if faults := faults_of(sent, ("held-number", "reason"), {}):
            return await show(asking, 0, tried_wrongly(sent, faults))
        number, key = sent.value("held-number")[:60], condition(sent).key
        act = retaining.retention.hold(asking.token, number, sent.value("reason"), key, language)
        return await after(asking, sent, act, "held")

    @router.post(f"{HERE}/release")
    async def release(request: Request) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        if not 0 < len(sent.value("why")) <= LONGEST_REASON:
            return await show(asking, 0, Tried(said="types-why-needed"))
        act = retaining.retention.release(
            asking.token, sent.value("number")[:60], sent.value("why"), condition(sent), language
        )
        return await after(asking, sent, act, "released")
