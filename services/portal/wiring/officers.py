"""Pages for those who work on transactions and write letters."""

from services.portal import api
from services.portal.adapters import (
    HttpColleagues,
    HttpKeeping,
    HttpLetters,
    HttpRelations,
    HttpTransactions,
    HttpWorks,
)
from services.portal.lettering import Lettering
from services.portal.previewing import Previewing
from services.portal.watching import Watching
from services.portal.wiring.ground import LANGUAGES, Ground, Wired
from services.portal.wiring.staff import Entrance
from services.portal.working import Working


def officers(ground: Ground, entrance: Entrance) -> Wired:
    """The pages of officers and managers."""
    settings = ground.settings
    works, relations = (
        HttpWorks(ground.asking(settings.routing_url)),
        HttpRelations(ground.asking(settings.routing_url)),
    )
    transactions = HttpTransactions(ground.asking(settings.registry_url))
    colleagues = HttpColleagues(ground.asking(settings.directory_url), seconds=settings.types_seconds)
    letters, keeping = (
        HttpLetters(ground.asking(settings.routing_url)),
        HttpKeeping(ground.sending(settings.storage_url)),
    )
    watching = Watching(seconds=settings.live_seconds, most=settings.most_live)
    working = Working(
        registry=ground.registry,
        works=works,
        relations=relations,
        transactions=transactions,
        colleagues=colleagues,
        watching=watching,
    )
    workers = api.Officers(
        staff=entrance.staff,
        working=working,
        viewing=entrance.viewing,
        lettering=Lettering(letters=letters, keeping=keeping),
    )
    previewing = Previewing(
        letters=letters,
        drawing=entrance.drawing,
        most_kept=settings.most_kept_bytes,
        most_pages=settings.most_pages,
    )
    writers = api.Writers(officers=workers, previewing=previewing, zone=ground.zone)
    return Wired(
        routers=[
            *(api.officer_routes(workers, language) for language in LANGUAGES),
            *(api.letters_routes(writers, language) for language in LANGUAGES),
        ],
        drain=[watching.end],
        close=[one.close for one in (works, relations, transactions, colleagues, letters, keeping)],
    )
