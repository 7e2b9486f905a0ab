"""The other services by HTTP, and MongoDB, behind the portal's ports."""

from services.portal.adapters.clerks import HttpMatters, HttpNotices, HttpPeople, HttpRoutes
from services.portal.adapters.counter import HttpCalls, HttpCounterDoor, HttpCounterLines
from services.portal.adapters.directory import HttpDirectory
from services.portal.adapters.papers import HttpPapers
from services.portal.adapters.requesters import HttpIntake, HttpRegistry
from services.portal.adapters.sessions import MongoSessions

__all__ = [
    "HttpCalls",
    "HttpCounterDoor",
    "HttpCounterLines",
    "HttpDirectory",
    "HttpIntake",
    "HttpMatters",
    "HttpNotices",
    "HttpPapers",
    "HttpPeople",
    "HttpRegistry",
    "HttpRoutes",
    "MongoSessions",
]
