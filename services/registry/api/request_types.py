"""HTTP edge of request types: what can be handed in, and how administrators change it."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.registry.configuring import Configuring
from services.registry.service import Registry
from services.registry.views import PreviewView, RequestTypeView, type_view
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

Code = Annotated[str, Path(max_length=60, description="The type's code.", examples=["work-permit"])]


class Draft(BaseModel):
    """A type as it might be, and the period that it is tried on: the last thirty days unless another one is named."""

    model_config = ConfigDict(extra="forbid")

    content: Annotated[dict[str, Any], Field(description="All of it, as its file would say it.")]
    since: Annotated[AwareDatetime | None, Field(description="From this moment on.")] = None
    until: Annotated[AwareDatetime | None, Field(description="Before this moment; 92 days after `since` at most.")] = (
        None
    )


def request_type_routes(registry: Registry, configuring: Configuring) -> APIRouter:
    """The routes of request types."""
    router = APIRouter(prefix="/api/v1/request-types", tags=["registry"])
    _changing(router, configuring)

    @router.get("")
    async def list_request_types(
        *,
        retired: Annotated[bool, Query(description="Also those that are offered no more.")] = False,
    ) -> list[RequestTypeView]:
        """What can be handed in, and what each kind needs."""
        types = registry.request_types
        return [type_view(one) for one in (types.values() if retired else types.offered)]

    @router.get("/{code}", responses=TAGGED)
    async def show_request_type(code: Code, _watcher: Watcher, response: Response) -> WholeVersionView:
        """A type with all that it says, as its latest version."""
        return told(await configuring.latest(code), response)

    @router.get("/{code}/versions")
    async def list_request_type_versions(code: Code, _watcher: Watcher) -> list[VersionView]:
        """Who changed a type, when and why, newest first."""
        return [VersionView.of(one) for one in reversed((await configuring.versions(code)).of(code))]

    @router.get("/{code}/versions/{number}")
    async def show_request_type_version(code: Code, number: Number, _watcher: Watcher) -> WholeVersionView:
        """One version of a type."""
        return WholeVersionView.of(await configuring.version(code, number))

    return router


def _changing(router: APIRouter, configuring: Configuring) -> None:
    @router.put("/{code}", responses=CHANGING)
    async def put_request_type(
        code: Code, body: Put, administrator: Administrator, given: Given, response: Response
    ) -> WholeVersionView:
        """Put a type in force, a new one without `If-Match`; to retire one, put it with `active: false`."""
        return told(await configuring.put(code, body.content, change(administrator, given, body.why)), response)

    @router.post("/{code}/versions/{number}/restore", responses=CHANGING)
    async def restore_request_type(
        code: Code, number: Number, body: Restore, administrator: Administrator, given: Given, response: Response
    ) -> WholeVersionView:
        """Put an older version in force again, as a new one."""
        return told(await configuring.restore(code, number, change(administrator, given, body.why)), response)

    @router.post("/{code}/preview")
    async def preview_request_type(code: Code, body: Draft, administrator: Administrator) -> PreviewView:
        """What a type would have made of what came, had it been in force; nothing is changed by it."""
        found, (since, until) = await configuring.preview(code, body.content, (body.since, body.until), administrator)
        return PreviewView.of(found, since, until)
