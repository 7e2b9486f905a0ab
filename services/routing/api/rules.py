"""HTTP edge of routing: the rules, their versions, and what a draft of them would do."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from services.routing.api.asking import person_of
from services.routing.ruling import Ruling
from services.routing.views.rules import TrialView, trial_view
from shared.web.configuring import (
    CHANGING,
    TAGGED,
    Administrator,
    Given,
    Number,
    Put,
    Restore,
    VersionView,
    Watcher,
    WholeVersionView,
    change,
    told,
)
from shared.web.periods import EARLIEST, LATEST


class TryRules(BaseModel):
    """A draft of the rules, and the days whose transactions it is tried on."""

    model_config = ConfigDict(extra="forbid")

    content: Annotated[dict[str, Any], Field(description="All rules, as their file would say it.")]
    first: Annotated[date, Field(ge=EARLIEST, le=LATEST)] | None = Field(
        default=None, alias="from", description="The first day; null: thirty days before the last one."
    )
    last: Annotated[date, Field(ge=EARLIEST, le=LATEST)] | None = Field(
        default=None, alias="to", description="The last day; null: today. A period has 92 days at most."
    )


def rule_routes(ruling: Ruling) -> APIRouter:
    """The routes of the rules."""
    router = APIRouter(prefix="/api/v1/routing-rules", tags=["routing"])

    @router.get("", responses=TAGGED)
    async def show_rules(_: Watcher, response: Response) -> WholeVersionView:
        """The rules in force."""
        return told(ruling.latest(), response)

    @router.get("/versions")
    async def list_rules_versions(_: Watcher) -> list[VersionView]:
        """Who changed the rules, newest first."""
        return [VersionView.of(version) for version in ruling.versions()]

    @router.get("/versions/{number}")
    async def show_rules_version(number: Number, _: Watcher) -> WholeVersionView:
        """The rules as they once were."""
        return WholeVersionView.of(ruling.version(number))

    @router.put("", responses=CHANGING)
    async def put_rules(body: Put, administrator: Administrator, given: Given, response: Response) -> WholeVersionView:
        """Put other rules in force, as a whole; what is registered from then on is routed by them."""
        return told(await ruling.put(body.content, change(administrator, given, body.why)), response)

    @router.post("/versions/{number}/restore", responses=CHANGING)
    async def restore_rules(
        number: Number, body: Restore, administrator: Administrator, given: Given, response: Response
    ) -> WholeVersionView:
        """Put older rules in force again, as a new version."""
        return told(await ruling.restore(number, change(administrator, given, body.why)), response)

    @router.post("/preview")
    async def preview_rules(body: TryRules, administrator: Administrator) -> TrialView:
        """What a draft would do otherwise than the rules in force, on what was registered; nothing is changed."""
        report = await ruling.preview(person_of(administrator), body.content, body.first, body.last)
        return trial_view(report)

    return router
