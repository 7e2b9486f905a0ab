"""Pages for administrators, and everybody's own account."""

from services.portal import api
from services.portal.adapters import (
    HttpAccounts,
    HttpCalendars,
    HttpDelegations,
    HttpLetterTemplates,
    HttpRetention,
    HttpRulebook,
    HttpStaffing,
    HttpTypeConfiguration,
    HttpUnits,
)
from services.portal.administering import Administering
from services.portal.retaining import Retaining
from services.portal.ruling import Ruling
from services.portal.templating import LetterTemplating
from services.portal.wiring.ground import LANGUAGES, Ground, Wired
from services.portal.wiring.staff import Entrance


def administrators(ground: Ground, entrance: Entrance) -> Wired:
    """The pages of administrators and accounts."""
    directory_url = ground.settings.directory_url
    units, staffing = HttpUnits(ground.asking(directory_url)), HttpStaffing(ground.asking(directory_url))
    delegations, accounts = HttpDelegations(ground.asking(directory_url)), HttpAccounts(ground.asking(directory_url))
    calendars = HttpCalendars(ground.asking(ground.settings.routing_url))
    types = HttpTypeConfiguration(ground.sending(ground.settings.registry_url))
    # A trial reads what was registered in a month: it takes longer than a question.
    rulebook = HttpRulebook(ground.sending(ground.settings.routing_url))
    retention = HttpRetention(ground.sending(ground.settings.storage_url))
    templates = HttpLetterTemplates(ground.sending(ground.settings.routing_url))
    administering = Administering(
        units=units,
        staffing=staffing,
        delegations=delegations,
        accounts=accounts,
        calendars=calendars,
        people=ground.people,
        types=types,
    )
    pages = api.Administrators(
        staff=entrance.staff,
        administering=administering,
        templating=LetterTemplating(
            templates=templates, units=units, registry=ground.registry, drawing=entrance.drawing
        ),
        ruling=Ruling(rulebook=rulebook, units=units, registry=ground.registry),
        retaining=Retaining(retention=retention, registry=ground.registry),
        clock=ground.clock,
        zone=ground.zone,
    )
    return Wired(
        routers=[
            *(api.account_routes(pages, language) for language in LANGUAGES),
            *(api.administrators_routes(pages, language) for language in LANGUAGES),
        ],
        close=[
            one.close
            for one in (units, staffing, delegations, accounts, calendars, types, rulebook, templates, retention)
        ],
    )
