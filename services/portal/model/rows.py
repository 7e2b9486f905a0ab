"""The lines of the desk, and the way through them."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.clerks import Bounced, DeskMatter, Kind, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the desk. `because` is the code of why it is there."""

    kind: Kind
    submission_id: UUID
    at: AwareDatetime
    urgent: bool = False
    confidential: bool = False
    who: str = ""
    subject: str = ""
    number: str | None = None
    request_type: str | None = None
    because: str = ""

    @property
    def place(self) -> tuple[bool, AwareDatetime, str]:
        """Where it stands in its list: urgent first, then oldest."""
        return not self.urgent, self.at, str(self.submission_id)


def row_of_matter(matter: DeskMatter) -> Row:
    """The line of a matter that is not registered yet."""
    kind: Kind = "incomplete" if matter.state == "incomplete" else "undecided" if matter.readable else "unreadable"
    return Row(
        kind=kind,
        submission_id=matter.submission_id,
        at=matter.received_at,
        urgent=bool(matter.urgent_because),
        confidential=bool(matter.confidential_because),
        who=matter.requester_name or matter.requester_address or "",
        subject=matter.subject,
        request_type=matter.likely_type,
        because=matter.waits_because or matter.because,
    )


def row_of_route(route: Route) -> Row:
    """The line of a matter whose unit is doubtful."""
    return Row(
        kind="doubtful",
        submission_id=route.submission_id,
        at=route.received_at,
        urgent=route.urgent,
        confidential=route.confidential,
        who=route.requester_name,
        subject=route.subject,
        number=route.number,
        because=route.because,
    )


def row_of_bounced(notice: Bounced) -> Row:
    """The line of a notice that came back."""
    return Row(
        kind="bounced",
        submission_id=notice.submission_id,
        at=notice.created_at,
        urgent=notice.urgent,
        who=notice.recipient,
        number=notice.number,
        because=notice.kind,
    )


def following(rows: tuple[Row, ...], here: Row | None) -> Row | None:
    """The line after this one, whether or not it is still among them; after the last comes the first that is left."""
    others = [row for row in rows if here is None or row.submission_id != here.submission_id]
    after = [row for row in others if here is not None and row.place > here.place]
    return next(iter(sorted(after or others, key=lambda row: row.place)), None)


def before(rows: tuple[Row, ...], here: Row) -> Row | None:
    """The line before this one, if there is any."""
    earlier = [row for row in rows if row.place < here.place and row.submission_id != here.submission_id]
    return max(earlier, key=lambda row: row.place, default=None)
