"""What directory needs from outside."""

from services.directory.ports.people import Delegations, People, Units
from services.directory.ports.sign_in import (
    Assertions,
    Invitations,
    OtherIssuer,
    PasswordChecks,
    Place,
    Sessions,
    SignIns,
    Tokens,
)

__all__ = [
    "Assertions",
    "Delegations",
    "Invitations",
    "OtherIssuer",
    "PasswordChecks",
    "People",
    "Place",
    "Sessions",
    "SignIns",
    "Tokens",
    "Units",
]
