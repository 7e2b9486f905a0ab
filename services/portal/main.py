"""The portal: the composition root."""

import secrets
from functools import partial
from zoneinfo import ZoneInfo

import httpx
from fastapi import FastAPI

from services.portal import api, wiring
from services.portal.adapters import (
    HttpAccounts,
    HttpCalendars,
    HttpColleagues,
    HttpDelegations,
    HttpDirectory,
    HttpIntake,
    HttpKeeping,
    HttpLetters,
    HttpMatters,
    HttpNotices,
    HttpOtherIssuer,
    HttpPapers,
    HttpPeople,
    HttpRegistry,
    HttpRoutes,
    HttpStaffing,
    HttpTransactions,
    HttpUnits,
    HttpWorks,
    MongoSessions,
)
from services.portal.administering import Administering
from services.portal.clerking import Clerking
from services.portal.drawing import DrawingPool, Limits
from services.portal.lettering import Lettering
from services.portal.model import Limits as FormLimits
from services.portal.model import Seals
from services.portal.rendering import Assets
from services.portal.service import Portal
from services.portal.settings import Settings
from services.portal.signing_in import SigningIn
from services.portal.watching import Watching
from services.portal.working import Working
from shared.clock import SystemClock
from shared.language import OneLanguage
from shared.mongo.connection import connect, database, is_alive
from shared.oidc import OtherIssuer
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
    works = HttpWorks(_client(settings.routing_url, settings.ask_seconds))
    transactions = HttpTransactions(_client(settings.registry_url, settings.ask_seconds))
    colleagues = HttpColleagues(_client(settings.directory_url, settings.ask_seconds), seconds=settings.types_seconds)
    working = Working(
        registry=registry,
        works=works,
        transactions=transactions,
        colleagues=colleagues,
        watching=Watching(seconds=settings.live_seconds, most=settings.most_live),
    )
    letters = HttpLetters(_client(settings.routing_url, settings.ask_seconds))
    keeping = HttpKeeping(_client(settings.storage_url, settings.send_seconds))
    to_directory = partial(_client, settings.directory_url, settings.ask_seconds)
    units, staffing = HttpUnits(to_directory()), HttpStaffing(to_directory())
    delegations, accounts = HttpDelegations(to_directory()), HttpAccounts(to_directory())
    calendars = HttpCalendars(_client(settings.routing_url, settings.ask_seconds))
    assets = Assets()
    pages = wiring.pages(settings, assets)
    desk = api.Desk(
        portal=portal,
        pages=pages,
        seals=Seals(settings.form_secret.get_secret_value()),
        secure=settings.public_url.startswith("https:"),
    )
    viewing = wiring.viewing(settings, papers, drawing)
    other = _other_issuer(settings)
    elsewhere = wiring.elsewhere(settings, other, directory, signing_in) if other else None
    staff = api.Staff(desk=desk, signing_in=signing_in, elsewhere=elsewhere)
    clerks = api.Clerks(staff=staff, clerking=clerking, viewing=viewing)
    officers = api.Officers(
        staff=staff, working=working, viewing=viewing, lettering=Lettering(letters=letters, keeping=keeping)
    )
    writers = api.Writers(
        officers=officers,
        previewing=wiring.previewing(settings, letters, drawing),
        zone=ZoneInfo(settings.time_zone),
    )
    administrators = api.Administrators(
        staff=staff,
        administering=Administering(
            units=units,
            staffing=staffing,
            delegations=delegations,
            accounts=accounts,
            calendars=calendars,
            people=people,
        ),
        clock=SystemClock(),
        zone=ZoneInfo(settings.time_zone),
    )

    async def close() -> None:
        if other:
            await other.close()
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
                *(api.officer_routes(officers, language) for language in LANGUAGES),
                *(api.letters_routes(writers, language) for language in LANGUAGES),
                *(api.account_routes(administrators, language) for language in LANGUAGES),
                *(api.administrators_routes(administrators, language) for language in LANGUAGES),
                api.static_routes(assets),
            ],
            background=[sessions.run],
            close=[
                *(
                    one.close
                    for one in (
                        *(registry, intake, directory, matters, routes, notices, people, papers, drawing),
                        *(works, transactions, colleagues, letters, keeping),
                    )
                ),
                *(one.close for one in (units, staffing, delegations, accounts, calendars)),
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


def _other_issuer(settings: Settings) -> HttpOtherIssuer | None:
    if not settings.other_issuer:
        return None
    return HttpOtherIssuer(
        OtherIssuer(
            issuer=settings.other_issuer,
            client_id=settings.other_client_id,
            client=httpx.AsyncClient(timeout=settings.ask_seconds, trust_env=False),
            clock=SystemClock(),
        ),
        httpx.AsyncClient(timeout=settings.ask_seconds, trust_env=False),
        secret=settings.other_client_secret.get_secret_value(),
        back=settings.public_url + api.BACK,
        after_leaving=f"{settings.public_url}/sign-in",
        scope=settings.other_scope,
    )
