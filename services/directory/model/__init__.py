"""Units, people, delegations and sign-ins as directory keeps them: values and pure rules."""

from services.directory.model.answered import Answered, with_answer
from services.directory.model.calendar import CalendarDay, days_of
from services.directory.model.delegations import DELEGATED, LONGEST, ActedFor, Delegation, delegable, ended
from services.directory.model.finding import EVERYBODY, Wanted, found_by
from services.directory.model.people import (
    Account,
    Clearance,
    Person,
    PersonChange,
    PersonPatch,
    Role,
    person_changed,
    powers,
    undoing,
)
from services.directory.model.people import (
    patched as person_patched,
)
from services.directory.model.sessions import SignedInSession
from services.directory.model.sign_ins import (
    MOST_FAILURES,
    WINDOW,
    Outcome,
    SignInRecord,
    Tries,
    login_of,
    tries_key,
)
from services.directory.model.structure import may_close, may_lie_below
from services.directory.model.units import (
    PLAIN,
    Unit,
    UnitChange,
    UnitKind,
    UnitPatch,
    changed,
    patched,
    undoing_unit,
)

__all__ = [
    "DELEGATED",
    "EVERYBODY",
    "LONGEST",
    "MOST_FAILURES",
    "PLAIN",
    "WINDOW",
    "Account",
    "ActedFor",
    "Answered",
    "CalendarDay",
    "Clearance",
    "Delegation",
    "Outcome",
    "Person",
    "PersonChange",
    "PersonPatch",
    "Role",
    "SignInRecord",
    "SignedInSession",
    "Tries",
    "Unit",
    "UnitChange",
    "UnitKind",
    "UnitPatch",
    "Wanted",
    "changed",
    "days_of",
    "delegable",
    "ended",
    "found_by",
    "login_of",
    "may_close",
    "may_lie_below",
    "patched",
    "person_changed",
    "person_patched",
    "powers",
    "tries_key",
    "undoing",
    "undoing_unit",
    "with_answer",
]
