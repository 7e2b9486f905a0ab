"""The other services by HTTP, and MongoDB, behind the portal's ports."""

from services.portal.adapters.activity import HttpActivity
from services.portal.adapters.clerks import HttpMatters, HttpNotices, HttpPeople, HttpRoutes
from services.portal.adapters.directory import HttpDirectory
from services.portal.adapters.numbers import HttpBookNumbers, HttpWorkNumbers
from services.portal.adapters.papers import HttpPapers
from services.portal.adapters.registers import HttpRegisters
from services.portal.adapters.requesters import HttpIntake, HttpRegistry
from services.portal.adapters.sessions import MongoSessions

__all__ = [
    "HttpActivity",
    "HttpBookNumbers",
    "HttpDirectory",
    "HttpIntake",
    "HttpMatters",
    "HttpNotices",
    "HttpPapers",
    "HttpPeople",
    "HttpRegisters",
    "HttpRegistry",
    "HttpRoutes",
    "HttpWorkNumbers",
    "MongoSessions",
]
