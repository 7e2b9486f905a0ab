"""Legal holds."""

from collections.abc import Sequence
from typing import Annotated, Self

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.storage.retention.holding import Holding
from shared.versions import Version
from shared.web.configuring import CHANGING, Administrator, Given, VersionView, Watcher, Why, change
from shared.web.problems import documented
from shared.web.versions import tag

Number = Annotated[str, Path(max_length=60, description="A transaction number.", examples=["IN-2026-000123-7"])]
MOST = 1000


class Hold(BaseModel):
    """Why a transaction is held."""

    model_config = ConfigDict(extra="forbid")

    why: Annotated[Why, Field(description="Kept in the history.", examples=["دعوى رقم 77 أمام المحكمة الإدارية"])]


class HoldView(BaseModel):
    """That a transaction is held, or was: its documents stay, whatever is due."""

    transaction: str = Field(description="Its number.")
    held: bool
    said: VersionView = Field(description="Who said so last, when and why.")

    @classmethod
    def of(cls, version: Version) -> Self:
        """The same, shown."""
        return cls(
            transaction=str(version.content["number"]), held=bool(version.content["held"]), said=VersionView.of(version)
        )


class HeldView(HoldView):
    """A transaction that is held, and everything that it is held for."""

    reasons: list[VersionView] = Field(description="All that was said since it was last let go, the latest first.")

    @classmethod
    def all_of(cls, said: Sequence[Version]) -> Self:
        """The same, shown."""
        return cls(**dict(HoldView.of(said[0])), reasons=[VersionView.of(one) for one in said])


class HoldPage(BaseModel):
    """Transactions that are held, the latest first; `next` is the `after` of the following page."""

    holds: list[HeldView]
    next: int | None


def hold_routes(holding: Holding) -> APIRouter:
    """The routes of holds."""
    router = APIRouter(prefix="/api/v1/retention/holds", tags=["storage"])

    @router.get("")
    async def list_holds(
        _: Watcher,
        after: Annotated[int, Query(ge=0, le=1_000_000, description="`next` of the page before.")] = 0,
        limit: Annotated[int, Query(ge=1, le=MOST, description="Most entries of a page.")] = 100,
    ) -> HoldPage:
        """What is held now."""
        held = await holding.held()
        page = held[after : after + limit]
        return HoldPage(
            holds=[HeldView.all_of(said) for said in page], next=after + limit if len(held) > after + limit else None
        )

    @router.get("/{number}")
    async def show_hold(number: Number, _: Watcher, response: Response) -> list[HoldView]:
        """All that was ever said of whether a transaction is held, newest first."""
        found = await holding.of(number)
        tag(response, found[0].number)
        return [HoldView.of(one) for one in found]

    @router.put("/{number}", responses={**CHANGING, **documented(409)})
    async def hold(
        number: Number, body: Hold, administrator: Administrator, given: Given, response: Response
    ) -> HoldView:
        """Keep the documents of a transaction, whatever is due, for one reason more where they are kept already.

        `If-Match` is needed where something was said of it before.
        """
        version = await holding.put(number, change(administrator, given, body.why), held=True)
        return _told(version, response)

    @router.delete("/{number}", responses=CHANGING)
    async def release(
        number: Number,
        why: Annotated[Why, Query(description="Why; kept in the history.")],
        administrator: Administrator,
        given: Given,
        response: Response,
    ) -> HoldView:
        """Hold a transaction no longer, whatever it was held for; that it was held stays written down."""
        return _told(await holding.put(number, change(administrator, given, why), held=False), response)

    return router


def _told(version: Version, response: Response) -> HoldView:
    tag(response, version.number)
    return HoldView.of(version)
