"""The other services by HTTP, and MongoDB, behind the portal's ports."""

from services.portal.adapters.directory import HttpDirectory
from services.portal.adapters.requesters import HttpIntake, HttpRegistry
from services.portal.adapters.sessions import MongoSessions

__all__ = ["HttpDirectory", "HttpIntake", "HttpRegistry", "MongoSessions"]
