"""Units and people that the tests of directory tell of."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.directory.model import Delegation, Person, Role, SignedInSession, SignInRecord, Unit, UnitKind
from services.directory.model.sign_ins import Outcome
from services.directory.requesting import Request
from shared.language import Text

# Ahead of every machine's clock: the database removes what has run out.
NOW = datetime(2060, 9, 2, 8, 0, tzinfo=UTC)


def a_unit(unit_id: str = "labour-permits", *, kind: UnitKind = UnitKind.DEPARTMENT, version: int = 1) -> Unit:
    return Unit(
        unit_id=unit_id,
        kind=kind,
        name=Text(ar="دائرة تصاريح العمل", en="Labour Permits Department"),
        telephone="+968 24 000 310",
        time_zone="Asia/Muscat",
        weekend=(5, 6),
        holiday_country="OM",
        parent_id="dg-labour",
        version=version,
    )


def a_person(
    person_id: str = "p-0002", login: str = "clerk", *, active: bool = True, roles: tuple[Role, ...] = (Role.CLERK,)
) -> Person:
    return Person(
        person_id=person_id,
        login=login,
        name=Text(ar="سالم بن ناصر الحارثي", en="Salim Al Harthi"),
        roles=roles,
        units=("documents",),
        active=active,
    )


def a_delegation(number: int = 1, *, of: str = "p-0004", to: str = "p-0003", days: int = 7) -> Delegation:
    return Delegation(
        delegation_id=UUID(int=number),
        of=of,
        to=to,
        starts_at=NOW,
        ends_at=NOW + timedelta(days=days),
        reason="إجازة",
        made_by=of,
        made_at=NOW,
    )


def ask(*versions: int, by: str = "p-0001", key: str | None = None, reason: str = "", what: str = "") -> Request:
    """A request of somebody who saw these versions."""
    seen = frozenset(versions) or None
    return Request(by=by, versions=seen, key=key, fingerprint=what, reason=reason)


def a_record(number: int, at: datetime = NOW, *, person_id: str | None = "p-0002") -> SignInRecord:
    return SignInRecord(
        sign_in_id=UUID(int=number), at=at, outcome=Outcome.FAILED, person_id=person_id, address="192.0.2.7"
    )


def a_session(number: int = 1, *, person_id: str = "p-0002", used_at: datetime = NOW) -> SignedInSession:
    return SignedInSession(
        session_id=UUID(int=number),
        person_id=person_id,
        address="192.0.2.7",
        digest=f"digest {number}",
        begun_at=NOW,
        used_at=used_at,
    )
