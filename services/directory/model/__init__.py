"""Units, people and sign-ins as directory keeps them: values and pure rules."""

from services.directory.model.people import Account, Person, Role
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
    "MOST_FAILURES",
    "WINDOW",
    "Account",
    "Outcome",
    "Person",
    "Role",
    "SignInRecord",
    "Tries",
    "Unit",
    "UnitChange",
    "UnitKind",
    "UnitPatch",
    "changed",
    "login_of",
    "patched",
    "tries_key",
]
