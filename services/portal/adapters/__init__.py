"""The other services by HTTP, and MongoDB, behind the portal's ports."""

from services.portal.adapters.accounts import HttpAccounts
from services.portal.adapters.activity import HttpActivity
from services.portal.adapters.administration import HttpCalendars, HttpDelegations, HttpStaffing, HttpUnits
from services.portal.adapters.answer_files import HttpAnswerFiles
from services.portal.adapters.clerks import HttpMatters, HttpNotices, HttpPeople, HttpRoutes
from services.portal.adapters.configuration import HttpTypeConfiguration
from services.portal.adapters.counter import HttpCalls, HttpCounterDoor, HttpCounterLines
from services.portal.adapters.directory import HttpDirectory
from services.portal.adapters.in_versions import HttpConfigured, HttpLetterTemplates, HttpRulebook
from services.portal.adapters.letters import HttpKeeping, HttpLetters
from services.portal.adapters.numbers import HttpBookNumbers, HttpWorkNumbers
from services.portal.adapters.other_issuer import HttpOtherIssuer
from services.portal.adapters.papers import HttpPapers
from services.portal.adapters.registers import HttpRegisters
from services.portal.adapters.relations import HttpRelations
from services.portal.adapters.requesters import HttpIntake, HttpRegistry
from services.portal.adapters.retention import HttpRetention
from services.portal.adapters.sessions import MongoSessions
from services.portal.adapters.work import HttpColleagues, HttpTransactions, HttpWorks

__all__ = [
    "HttpAccounts",
    "HttpActivity",
    "HttpAnswerFiles",
    "HttpBookNumbers",
    "HttpCalendars",
    "HttpCalls",
    "HttpColleagues",
    "HttpConfigured",
    "HttpCounterDoor",
    "HttpCounterLines",
    "HttpDelegations",
    "HttpDirectory",
    "HttpIntake",
    "HttpKeeping",
    "HttpLetterTemplates",
    "HttpLetters",
    "HttpMatters",
    "HttpNotices",
    "HttpOtherIssuer",
    "HttpPapers",
    "HttpPeople",
    "HttpRegisters",
    "HttpRegistry",
    "HttpRelations",
    "HttpRetention",
    "HttpRoutes",
    "HttpRulebook",
    "HttpStaffing",
    "HttpTransactions",
    "HttpTypeConfiguration",
    "HttpUnits",
    "HttpWorkNumbers",
    "HttpWorks",
    "MongoSessions",
]
