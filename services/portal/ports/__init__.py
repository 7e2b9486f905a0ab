"""What the portal needs of the services behind it, and of its own store."""

from services.portal.ports.clerks import Condition, Drawing, Listed, Matters, Notices, Papers, People, Routes, Stream
from services.portal.ports.counter import CallList, CounterDoor, CounterLines
from services.portal.ports.requesters import Intake, Registry
from services.portal.ports.sessions import Sessions, SignIns

__all__ = [
    "CallList",
    "Condition",
    "CounterDoor",
    "CounterLines",
    "Drawing",
    "Intake",
    "Listed",
    "Matters",
    "Notices",
    "Papers",
    "People",
    "Registry",
    "Routes",
    "Sessions",
    "SignIns",
    "Stream",
]
