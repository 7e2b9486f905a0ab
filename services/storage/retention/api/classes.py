"""The retention classes and their versions."""

from fastapi import APIRouter, Response

from services.storage.retention.classing import Classing
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


def class_routes(classing: Classing) -> APIRouter:
    """The routes of the classes."""
    router = APIRouter(prefix="/api/v1/retention/classes", tags=["storage"])

    @router.get("", responses=TAGGED)
    async def show_retention_classes(_: Watcher, response: Response) -> WholeVersionView:
        """The retention classes in force."""
        return told(classing.latest(), response)

    @router.get("/versions")
    async def list_retention_classes_versions(_: Watcher) -> list[VersionView]:
        """Who changed the retention classes, newest first."""
        return [VersionView.of(version) for version in classing.versions()]

    @router.get("/versions/{number}")
    async def show_retention_classes_version(number: Number, _: Watcher) -> WholeVersionView:
        """The retention classes as they once were."""
        return WholeVersionView.of(classing.version(number))

    @router.put("", responses=CHANGING)
    async def put_retention_classes(
        body: Put, administrator: Administrator, given: Given, response: Response
    ) -> WholeVersionView:
        """Put other retention classes in force, as a whole: what is due is counted by them at once, nothing is deleted."""
        return told(await classing.put(body.content, change(administrator, given, body.why)), response)

    @router.post("/versions/{number}/restore", responses=CHANGING)
    async def restore_retention_classes(
        number: Number, body: Restore, administrator: Administrator, given: Given, response: Response
    ) -> WholeVersionView:
        """Put older retention classes in force again, as a new version."""
        return told(await classing.restore(number, change(administrator, given, body.why)), response)

    return router
