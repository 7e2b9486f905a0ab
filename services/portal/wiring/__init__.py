"""The portal put together, by whom its pages are for; beside `main` the only place that names its adapters.

In one function it would be what nobody reads: there are adapters for six services, and pages for six kinds of people.
"""

from services.portal.wiring.administrators import administrators
from services.portal.wiring.agents import agents
from services.portal.wiring.clerks import clerks
from services.portal.wiring.ground import Ground, Wired, ground
from services.portal.wiring.officers import officers
from services.portal.wiring.overseers import overseers
from services.portal.wiring.requesters import requesters
from services.portal.wiring.staff import Entrance, staff

__all__ = [
    "Entrance",
    "Ground",
    "Wired",
    "administrators",
    "agents",
    "clerks",
    "ground",
    "officers",
    "overseers",
    "requesters",
    "staff",
]
