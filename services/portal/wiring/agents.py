"""Pages for a service office's counter."""

from services.portal import api
from services.portal.adapters import HttpCalls, HttpCounterDoor, HttpCounterLines
from services.portal.attending import Attending
from services.portal.wiring.ground import LANGUAGES, Ground, Wired
from services.portal.wiring.staff import Entrance


def agents(ground: Ground, entrance: Entrance) -> Wired:
    """The agents' pages."""
    settings = ground.settings
    door = HttpCounterDoor(ground.sending(settings.intake_url))
    lines = HttpCounterLines(ground.asking(settings.registry_url))
    calls = HttpCalls(ground.asking(settings.notify_url))
    attending = Attending(
        door=door,
        intake=ground.intake,
        lines=lines,
        calls=calls,
        registry=ground.registry,
        people=ground.people,
        limits=ground.limits,
        clock=ground.clock,
        zone=ground.zone,
    )
    pages = api.Agents(staff=entrance.staff, attending=attending)
    return Wired(
        routers=[api.agent_routes(pages, language) for language in LANGUAGES],
        close=[door.close, lines.close, calls.close],
    )
