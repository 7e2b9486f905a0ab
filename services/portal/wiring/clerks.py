"""Pages for signing in, and for the documents department."""

from services.portal import api
from services.portal.adapters import HttpMatters, HttpNotices, HttpRoutes
from services.portal.clerking import Clerking
from services.portal.wiring.ground import LANGUAGES, Ground, Wired
from services.portal.wiring.staff import Entrance


def clerks(ground: Ground, entrance: Entrance) -> Wired:
    """The clerks' pages."""
    settings = ground.settings
    matters = HttpMatters(ground.asking(settings.registry_url))
    routes = HttpRoutes(ground.asking(settings.routing_url))
    notices = HttpNotices(ground.asking(settings.notify_url))
    clerking = Clerking(registry=ground.registry, matters=matters, routes=routes, notices=notices, people=ground.people)
    pages = api.Clerks(staff=entrance.staff, clerking=clerking, viewing=entrance.viewing)
    return Wired(
        routers=[api.staff_routes(pages, language) for language in LANGUAGES],
        close=[matters.close, routes.close, notices.close],
    )
