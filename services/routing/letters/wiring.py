"""Letters put together: what routing's composition root makes them of."""

from dataclasses import dataclass

from fastapi import APIRouter

from services.routing.known_units import UnitWatch
from services.routing.letters import api
from services.routing.letters.beginning import Beginning
from services.routing.letters.chains import Chains
from services.routing.letters.issuing import Issuing
from services.routing.letters.papers import Papers
from services.routing.letters.ports import Blobs, Letters, Printer
from services.routing.letters.preparing import Preparing
from services.routing.letters.previewing import Previewing
from services.routing.letters.reading import Reading
from services.routing.letters.service import Writing
from services.routing.letters.sheet import Letterhead
from services.routing.letters.templating import TemplatesInForce, Templating
from services.routing.ports import Routes
from shared.clock import Clock
from shared.language import Text, catalogue
from shared.versions import Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where letters and what they are about are kept, and how they are printed."""

    letters: Letters
    routes: Routes
    units: UnitWatch
    blobs: Blobs
    printer: Printer
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """How letters are written here: who writes, where people follow them, who approves, from which beginnings."""

    organisation: Text
    public_url: str
    chains: Chains
    templates: TemplatesInForce
    versions: Versions


def letters(kept: Kept, house: House) -> tuple[list[APIRouter], Issuing]:
    """The routes of letters, and what brings approved ones to their end."""
    head = Letterhead(
        organisation=house.organisation,
        public_url=house.public_url,
        signs_as=house.chains.signs_as,
        catalogue=catalogue(),
    )
    reading = Reading(letters=kept.letters, routes=kept.routes)
    papers = Papers(units=kept.units, blobs=kept.blobs)
    routers = [
        api.reading_routes(
            reading,
            Previewing(reading=reading, units=kept.units, printer=kept.printer, letterhead=head, clock=kept.clock),
        ),
        api.drafting_routes(Beginning(letters=kept.letters, routes=kept.routes, papers=papers, clock=kept.clock)),
        api.writing_routes(
            Writing(
                letters=kept.letters,
                routes=kept.routes,
                units=kept.units,
                papers=papers,
                chains=house.chains,
                clock=kept.clock,
            ),
        ),
        api.template_routes(
            Preparing(
                templates=house.templates,
                routes=kept.routes,
                units=kept.units,
                organisation=house.organisation,
                clock=kept.clock,
            )
        ),
    ]
    templating = Templating(
        versions=house.versions,
        in_force=house.templates,
        routes=kept.routes,
        units=kept.units,
        printer=kept.printer,
        letterhead=head,
        clock=kept.clock,
    )
    routers.append(api.templating_routes(templating))
    issuing = Issuing(
        letters=kept.letters,
        routes=kept.routes,
        units=kept.units,
        printer=kept.printer,
        blobs=kept.blobs,
        letterhead=head,
        clock=kept.clock,
    )
    return routers, issuing
