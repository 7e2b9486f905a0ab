"""The portal: the composition root."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from zoneinfo import ZoneInfo

import httpx
from fastapi import FastAPI

from services.portal import api
from services.portal.adapters import (
    HttpActivity,
    HttpBookNumbers,
    HttpDirectory,
    HttpIntake,
    HttpMatters,
    HttpNotices,
    HttpPapers,
    HttpPeople,
    HttpRegisters,
    HttpRegistry,
    HttpRoutes,
    HttpWorkNumbers,
    MongoSessions,
)
from services.portal.auditing import Auditing
from services.portal.clerking import Clerking
from services.portal.drawing import DrawingPool, Limits
from services.portal.model import Limits as FormLimits
from services.portal.model import Seals
from services.portal.overseeing import Overseeing
from services.portal.ports import People, Registry
from services.portal.rendering import Assets, Pages
from services.portal.service import Portal
from services.portal.settings import Settings
from services.portal.signing_in import SigningIn
from services.portal.viewing import Viewing
from shared.clock import SystemClock
from shared.language import OneLanguage, Text, catalogue
from shared.mongo.connection import connect, database, is_alive
from shared.web.app import Parts, build

LANGUAGES: tuple[OneLanguage, ...] = ("ar", "en")
SESSION_BYTES = 32


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the service from its settings."""
    settings = settings or Settings.from_environment()
    registry = HttpRegistry(_client(settings.registry_url, settings.ask_seconds), types_seconds=settings.types_seconds)
    intake = HttpIntake(_client(settings.intake_url, settings.send_seconds))
    limits = FormLimits(file=settings.max_file_bytes, total=settings.max_total_bytes, files=settings.max_files)
    portal = Portal(
        registry=registry,
        intake=intake,
        limits=limits,
        live_seconds=settings.live_seconds,
        most_live=settings.most_live,
    )
    mongo = connect(settings.mongo_url.get_secret_value())
    sessions = MongoSessions(
        database(mongo, settings.mongo_database), secret=settings.session_secret.get_secret_value()
    )
    directory = HttpDirectory(_client(settings.directory_url, settings.ask_seconds))
    signing_in = SigningIn(
        sign_ins=directory,
        sessions=sessions,
        clock=SystemClock(),
        new_session_id=lambda: secrets.token_urlsafe(SESSION_BYTES),
    )
    matters = HttpMatters(_client(settings.registry_url, settings.ask_seconds))
    routes = HttpRoutes(_client(settings.routing_url, settings.ask_seconds))
    notices = HttpNotices(_client(settings.notify_url, settings.ask_seconds))
    people = HttpPeople(_client(settings.directory_url, settings.ask_seconds), seconds=settings.types_seconds)
    papers = HttpPapers(_client(settings.storage_url, settings.ask_seconds))
    drawing = DrawingPool(Limits(), at_once=settings.drawings)
    clerking = Clerking(registry=registry, matters=matters, routes=routes, notices=notices, people=people)
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
    staff = api.Staff(desk=desk, signing_in=signing_in)
    overseers, overseen = _overseers(settings, staff, registry, people)
    clerks = api.Clerks(
        staff=staff,
        clerking=clerking,
        viewing=Viewing(
            papers=papers,
            drawing=drawing,
            most_bytes=settings.most_shown_bytes,
            most_kept=settings.most_kept_bytes,
            most_pages=settings.most_pages,
        ),
    )

    async def close() -> None:
        mongo.close()

    app = build(
        Parts(
            name="portal",
            description="The face: pages for requesters and staff, and a client of the other services.",
            settings=settings,
            pages=True,
            routers=[
                *(api.routes(desk, language) for language in LANGUAGES),
                *(api.staff_routes(clerks, language) for language in LANGUAGES),
                *(api.overseer_routes(overseers, language) for language in LANGUAGES),
                api.static_routes(assets),
            ],
            background=[sessions.run],
            close=[
                *(
                    one.close
                    for one in (registry, intake, directory, matters, routes, notices, people, papers, drawing)
                ),
                *overseen,
                close,
            ],
            # Without registry nothing can be chosen or followed, and without MongoDB nobody signs in, but the pages say
            # so; they are better than none.
            reported={"registry": registry.is_alive, "mongodb": lambda: is_alive(mongo)},
        )
    )
    api.answer_with_pages(app, pages)
    return app


def _client(base_url: str, seconds: float) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=base_url, timeout=seconds, trust_env=False)


def _overseers(
    settings: Settings, staff: api.Staff, registry: Registry, people: People
) -> tuple[api.Overseers, Sequence[Callable[[], Awaitable[None]]]]:
    """The pages of those who answer for the work, and what closes their connections."""

    def client(address: str) -> httpx.AsyncClient:
        return _client(address, settings.ask_seconds)

    books, work = HttpBookNumbers(client(settings.registry_url)), HttpWorkNumbers(client(settings.routing_url))
    registers = HttpRegisters(client(settings.registry_url))
    activity = HttpActivity(
        {
            "registry": client(settings.registry_url),
            "routing": client(settings.routing_url),
            "storage": client(settings.storage_url),
            "directory": client(settings.directory_url),
            "notify": client(settings.notify_url),
        }
    )
    overseers = api.Overseers(
        staff=staff,
        overseeing=Overseeing(books=books, work=work, registry=registry, people=people),
        registers=registers,
        auditing=Auditing(activity),
        people=people,
        clock=SystemClock(),
        zone=ZoneInfo(settings.time_zone),
    )
    return overseers, [one.close for one in (books, work, registers, activity)]
