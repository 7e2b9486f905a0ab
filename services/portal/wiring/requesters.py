"""Pages for everybody, and what every page is made with."""

from services.portal import api
from services.portal.adapters import HttpAnswerFiles
from services.portal.model import Seals
from services.portal.rendering import Assets, Pages
from services.portal.service import Portal
from services.portal.wiring.ground import LANGUAGES, Ground, Wired
from shared.language import Text, catalogue


def requesters(ground: Ground) -> tuple[api.Desk, Wired]:
    """What every page is made with, and the requesters' pages."""
    settings, assets = ground.settings, Assets()
    answer_files = HttpAnswerFiles(ground.asking(settings.storage_url))
    portal = Portal(
        registry=ground.registry,
        intake=ground.intake,
        answer_files=answer_files,
        limits=ground.limits,
        live_seconds=settings.live_seconds,
        most_live=settings.most_live,
        clock=ground.clock,
    )
    pages = Pages(
        organisation=Text(ar=settings.organisation_ar, en=settings.organisation_en),
        mailbox=f"{settings.mailbox}@{settings.mail_domain}",
        public_url=settings.public_url,
        zone=ground.zone,
        assets=assets,
        catalogue=catalogue(),
    )
    desk = api.Desk(
        portal=portal,
        pages=pages,
        seals=Seals(settings.form_secret.get_secret_value(), accepted=settings.accepted_form_secret.get_secret_value()),
        secure=settings.public_url.startswith("https:"),
    )
    routers = [*(api.routes(desk, language) for language in LANGUAGES), api.static_routes(assets)]
    return desk, Wired(routers=routers, drain=[portal.end_watching], close=(*ground.close, answer_files.close))
