"""What the portal needs of the services behind it, and of its own store."""

from services.portal.ports.clerks import Condition, Drawing, Listed, Matters, Notices, Papers, People, Routes, Stream
from services.portal.ports.counter import CallList, CounterDoor, CounterLines
from services.portal.ports.letters import Keeping, Letters
from services.portal.ports.requesters import AnswerFiles, Intake, Registry
from services.portal.ports.sessions import OtherIssuer, Sessions, SignIns
from services.portal.ports.work import Colleagues, Relations, Transactions, Works

__all__ = [
    "AnswerFiles",
    "CallList",
    "Colleagues",
    "Condition",
    "CounterDoor",
    "CounterLines",
    "Drawing",
    "Intake",
    "Keeping",
    "Letters",
    "Listed",
    "Matters",
    "Notices",
    "OtherIssuer",
    "Papers",
    "People",
    "Registry",
    "Relations",
    "Routes",
    "Sessions",
    "SignIns",
    "Stream",
    "Transactions",
    "Works",
]
