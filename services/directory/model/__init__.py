"""Units, people, delegations and sign-ins as directory keeps them: values and pure rules."""

from services.directory.model.delegations import DELEGATED, LONGEST, ActedFor, Delegation, delegable, ended
from services.directory.model.people import (
    Account,
    Clearance,
    Person,
    PersonChange,
    PersonPatch,
    Role,
    powers,
    undoing,
)
from services.directory.model.people import (
    patched as person_patched,
)
from services.directory.model.sign_ins import (
    MOST_FAILURES,
    WINDOW,
    Outcome,
    SignInRecord,
    Tries,
    login_of,
    tries_key,
)
from services.directory.model.units import Unit, UnitChange, UnitKind, UnitPatch, changed, patched

__all__ = [
    "DELEGATED",
    "LONGEST",
    "MOST_FAILURES",
    "WINDOW",
    "Account",
    "ActedFor",
    "Clearance",
    "Delegation",
    "Outcome",
    "Person",
    "PersonChange",
    "PersonPatch",
    "Role",
    "SignInRecord",
    "Tries",
    "Unit",
    "UnitChange",
    "UnitKind",
    "UnitPatch",
    "changed",
    "delegable",
    "ended",
    "login_of",
    "patched",
    "person_patched",
    "powers",
    "tries_key",
    "undoing",
]
