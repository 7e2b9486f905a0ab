"""What happens at a service office's counter, as the services behind tell it."""

from datetime import date
from typing import Final, Literal, get_args
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from services.portal.model.handed import Accepted
from services.portal.model.matter import Document, Kind, Missing, WrongField
from shared.language import Language, Text

IDENTITY: Final = "identity-"
"""What the names of controls about the person begin with."""

CallOutcome = Literal["reached", "not-reached", "wrong-number"]
OUTCOMES: Final[tuple[CallOutcome, ...]] = get_args(CallOutcome)


class IdentityField(Told):
    """Something that is asked about the person who came. `pattern` must fit the whole value, its digits as ASCII."""

    name: str
    title: Text
    help: Text
    required: bool
    pattern: str | None = None


class CounterForm(Told):
    """What is asked about the person; `telephone_region` is where numbers without a country code belong."""

    identity: tuple[IdentityField, ...]
    telephone_region: str


class HandedInBy(Told):
    """The agent who handed something in, and his office."""

    unit_id: str
    name: str = ""


class CounterAccepted(Accepted):
    """What was handed in is durable."""

    submission_id: UUID


class HandedIn(Told):
    """Something that the office handed in, as the door has it; the token is the person's tracking code."""

    submission_id: UUID
    received_at: AwareDatetime
    sha256: str
    tracking_token: str
    identity: dict[str, str]
    handed_in: HandedInBy
    documents: tuple[Document, ...]


class CounterLine(Told):
    """One line of what the office handed in."""

    submission_id: UUID
    received_at: AwareDatetime
    handed_in: HandedInBy
    requester_name: str
    requester_phone: str = ""
    on_behalf_of: str = ""
    subject: str = ""
    request_type: Kind | None = None
    state: str
    number: str | None = None
    unit: Text | None = None
    telephone: str | None = None
    due: date | None = None
    missing: tuple[Missing, ...] = ()
    wrong_fields: tuple[WrongField, ...] = ()
    question: str | None = None

    @property
    def asks_for_something(self) -> bool:
        """Whether the person has to be told to bring or to answer something."""
        return self.state == "incomplete" or self.question is not None


class Call(Told):
    """Somebody without a mail address who waits to be told something."""

    notice_id: UUID
    submission_id: UUID
    kind: str
    number: str | None = None
    telephone: str
    name: str
    on_behalf_of: str = ""
    language: Language
    says: Text
    urgent: bool = False
    created_at: AwareDatetime
    attempts: int
    last_remark: str = ""
