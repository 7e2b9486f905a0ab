"""The portal: the composition root."""

from zoneinfo import ZoneInfo

import httpx
from fastapi import FastAPI

from services.portal import api
from services.portal.adapters import HttpIntake, HttpRegistry
from services.portal.model import Limits, Seals
from services.portal.rendering import Assets, Pages
from services.portal.service import Portal
from services.portal.settings import Settings
from shared.language import Text, catalogue
from shared.web.app import Parts, build


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the service from its settings."""
    settings = settings or Settings.from_environment()
    registry = HttpRegistry(
        httpx.AsyncClient(base_url=settings.registry_url, timeout=settings.ask_seconds, trust_env=False),
        types_seconds=settings.types_seconds,
    )
    intake = HttpIntake(httpx.AsyncClient(base_url=settings.intake_url, timeout=settings.send_seconds, trust_env=False))
    limits = Limits(file=settings.max_file_bytes, total=settings.max_total_bytes, files=settings.max_files)
    portal = Portal(
        registry=registry,
        intake=intake,
        limits=limits,
        live_seconds=settings.live_seconds,
        most_live=settings.most_live,
    )
    assets = Assets()
    pages = Pages(
        organisation=Text(ar=settings.organisation_ar, en=settings.organisation_en),
        mailbox=f"{settings.mailbox}@{settings.mail_domain}",
        public_url=settings.public_url,
        zone=ZoneInfo(settings.time_zone),
        assets=assets,
        catalogue=catalogue(),
    )
    desk = api.Desk(
        portal=portal,
        pages=pages,
        seals=Seals(settings.form_secret.get_secret_value()),
        secure=settings.public_url.startswith("https:"),
    )
    app = build(
        Parts(
            name="portal",
            description="The face: pages for requesters, and a client of the other services.",
            settings=settings,
            pages=True,
            routers=[*(api.routes(desk, language) for language in ("ar", "en")), api.static_routes(assets)],
            close=[registry.close, intake.close],
            # Without registry nothing can be chosen or followed, but the pages say so; they are better than none.
            reported={"registry": registry.is_alive},
        )
    )
    api.answer_with_pages(app, pages)
    return app
