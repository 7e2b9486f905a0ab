"""What staff look for, and what is found."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from services.portal.model.clerks import MattersUnit

STATES: Final = ("undecided", "incomplete", "registered", "rejected", "joined")
"""Where a matter may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody looks for, as it was typed; an empty text asks for nothing."""

    q: str = ""
    since: str = ""
    until: str = ""
    unit: str = ""
    request_type: str = ""
    state: str = ""
    channel: str = ""

    def query(self, after: str = "") -> Mapping[str, str]:
        """The same as parameters of a query, without what is empty."""
        typed = {one.name: str(getattr(self, one.name)) for one in fields(self)} | {"after": after}
        return {name: value for name, value in typed.items() if value}


class Found(Told):
    """A matter that was found."""

    submission_id: UUID
    number: str | None = None
    state: str
    void: bool = False
    channel: str
    received_at: AwareDatetime
    subject: str = ""
    requester_name: str = ""
    on_behalf_of: str = ""
    request_type: str | None = None
    unit: MattersUnit | None = None
    due: date | None = None
    urgent: bool = False
    confidential: bool = False
