"""Pages for those who answer for the work, and for those who check it."""

from services.portal import api
from services.portal.adapters import HttpActivity, HttpBookNumbers, HttpRegisters, HttpWorkNumbers
from services.portal.auditing import Auditing
from services.portal.overseeing import Overseeing
from services.portal.wiring.ground import LANGUAGES, Ground, Wired
from services.portal.wiring.staff import Entrance


def overseers(ground: Ground, entrance: Entrance) -> Wired:
    """The pages of figures, books and deeds."""
    settings = ground.settings
    books = HttpBookNumbers(ground.asking(settings.registry_url))
    work = HttpWorkNumbers(ground.asking(settings.routing_url))
    registers = HttpRegisters(ground.asking(settings.registry_url))
    activity = HttpActivity(
        {
            "registry": ground.asking(settings.registry_url),
            "routing": ground.asking(settings.routing_url),
            "storage": ground.asking(settings.storage_url),
            "directory": ground.asking(settings.directory_url),
            "notify": ground.asking(settings.notify_url),
        }
    )
    pages = api.Overseers(
        staff=entrance.staff,
        overseeing=Overseeing(books=books, work=work, registry=ground.registry, people=ground.people),
        registers=registers,
        auditing=Auditing(activity),
        people=ground.people,
        clock=ground.clock,
        zone=ground.zone,
    )
    return Wired(
        routers=[api.overseer_routes(pages, language) for language in LANGUAGES],
        close=[one.close for one in (books, work, registers, activity)],
    )
