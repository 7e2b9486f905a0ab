"""Configuration in versions, as its owner tells of it."""

from collections.abc import Mapping
from typing import Any

from pydantic import AwareDatetime

from services.portal.model.asked import Told


class VersionLine(Told):
    """That somebody stated a piece of configuration; `by` is None for the files that the service came with."""

    number: int
    at: AwareDatetime
    by: str | None = None
    by_name: str = ""
    on_behalf_of: str = ""
    why: str = ""
    restores: int | None = None


class WholeVersion(VersionLine):
    """The same with what was stated."""

    content: Mapping[str, Any]
