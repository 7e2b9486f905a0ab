"""Pages for those who work on transactions."""

from services.portal import api
from services.portal.adapters import HttpColleagues, HttpTransactions, HttpWorks
from services.portal.watching import Watching
from services.portal.wiring.ground import LANGUAGES, Ground, Wired
from services.portal.wiring.staff import Entrance
from services.portal.working import Working


def officers(ground: Ground, entrance: Entrance) -> Wired:
    """The pages of officers and managers."""
    settings = ground.settings
    works = HttpWorks(ground.asking(settings.routing_url))
    transactions = HttpTransactions(ground.asking(settings.registry_url))
    colleagues = HttpColleagues(ground.asking(settings.directory_url), seconds=settings.types_seconds)
    working = Working(
        registry=ground.registry,
        works=works,
        transactions=transactions,
        colleagues=colleagues,
        watching=Watching(seconds=settings.live_seconds, most=settings.most_live),
    )
    pages = api.Officers(staff=entrance.staff, working=working, viewing=entrance.viewing)
    return Wired(
        routers=[api.officer_routes(pages, language) for language in LANGUAGES],
        close=[works.close, transactions.close, colleagues.close],
    )
