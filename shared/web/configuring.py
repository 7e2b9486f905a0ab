"""What every route that shows or changes configuration shares: who asks, what is stated, and how versions are shown."""

from typing import Annotated, Any, Self

from fastapi import Depends, Path, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from shared.versions import FILES, Author, Change, Version
from shared.web.auth import Principal, require
from shared.web.problems import documented
from shared.web.versions import ETAG, Conditions, conditions, tag

Administrator = Annotated[Principal, Depends(require("administrator"))]
Watcher = Annotated[Principal, Depends(require("administrator", "auditor"))]
Given = Annotated[Conditions, Depends(conditions)]
Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Number = Annotated[int, Path(ge=1, le=2**31, description="The version's number.")]

TAGGED: dict[int | str, dict[str, Any]] = {200: {"headers": ETAG}}
"""For OpenAPI: what an answer that shows what is in force has."""
CHANGING: dict[int | str, dict[str, Any]] = {**TAGGED, **documented(412, 428)}
"""For OpenAPI: what a change is answered."""


class Put(BaseModel):
    """A piece of configuration as it is to be from now on, as a whole."""

    model_config = ConfigDict(extra="forbid")

    content: Annotated[dict[str, Any], Field(description="All of it, as its file would say it.")]
    why: Annotated[Why, Field(description="Kept in the history.", examples=["قرار اللجنة رقم 14"])]


class Restore(BaseModel):
    """Why an older version is put in force again."""

    model_config = ConfigDict(extra="forbid")

    why: Annotated[Why, Field(description="Kept in the history.", examples=["رجوعًا عن التغيير الأخير"])]


class VersionView(BaseModel):
    """That somebody stated a piece of configuration."""

    number: int
    at: AwareDatetime
    by: str | None = Field(description="The person's id; null for the files that the service came with.")
    by_name: str
    on_behalf_of: str = Field(description="Id of the person in whose right; empty for the own.")
    why: str
    restores: int | None = Field(description="The number of the older version that it repeats.")

    @classmethod
    def of(cls, version: Version) -> Self:
        """What is shown of a version without its content."""
        return cls(**_said(version))


class WholeVersionView(VersionView):
    """The same with what was stated."""

    content: dict[str, Any]

    @classmethod
    def of(cls, version: Version) -> Self:
        """What is shown of a version."""
        return cls(**_said(version), content=dict(version.content))


def change(administrator: Principal, given: Conditions, why: str) -> Change:
    """What an administrator asks for."""
    right = administrator.as_whom("administrator")[0]
    return Change(
        by=Author(
            person_id=administrator.person_id,
            name=administrator.name,
            on_behalf_of=administrator.on_behalf_of(right),
        ),
        why=why,
        versions=given.versions,
        key=given.key or "",
        fingerprint=given.fingerprint,
    )


def told(version: Version, response: Response) -> WholeVersionView:
    """What is in force now, as an answer; its number is the `ETag`."""
    tag(response, version.number)
    return WholeVersionView.of(version)


def _said(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "at": version.at,
        "by": None if version.by == FILES else version.by.person_id,
        "by_name": version.by.name,
        "on_behalf_of": version.by.on_behalf_of,
        "why": version.why,
        "restores": version.restores,
    }
