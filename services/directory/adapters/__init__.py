"""MongoDB and threads behind directory's ports."""

from services.directory.adapters.assertions import MongoAssertions
from services.directory.adapters.delegations import MongoDelegations
from services.directory.adapters.invitations import MongoInvitations
from services.directory.adapters.passwords import ThreadedPasswords
from services.directory.adapters.people import MongoPeople
from services.directory.adapters.sessions import MongoSessions
from services.directory.adapters.sign_ins import MongoSignIns
from services.directory.adapters.units import MongoUnits

__all__ = [
    "MongoAssertions",
    "MongoDelegations",
    "MongoInvitations",
    "MongoPeople",
    "MongoSessions",
    "MongoSignIns",
    "MongoUnits",
    "ThreadedPasswords",
]
