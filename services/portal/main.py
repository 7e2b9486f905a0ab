"""The portal: the composition root."""

import secrets
from functools import partial
from zoneinfo import ZoneInfo

import httpx
from fastapi import FastAPI

from services.portal import adapters, api
from services.portal.administering import Administering
from services.portal.clerking import Clerking
from services.portal.drawing import DrawingPool, Limits
from services.portal.model import Limits as FormLimits
from services.portal.model import Seals
from services.portal.model.attempts import Attempts
from services.portal.rendering import Assets, Pages
from services.portal.service import Portal
from services.portal.settings import Settings
from services.portal.signing_in import SigningIn
from services.portal.signing_in_elsewhere import SigningInElsewhere
from services.portal.viewing import Viewing
from services.portal.watching import Watching
from services.portal.working import Working
from shared.clock import SystemClock
from shared.language import OneLanguage, Text, catalogue
from shared.mongo.connection import connect, database, is_alive
from shared.oidc import OtherIssuer
from shared.web.app import Parts, build

LANGUAGES: tuple[OneLanguage, ...] = ("ar", "en")
SESSION_BYTES = 32


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the service from its settings."""
    settings = settings or Settings.from_environment()
    registry = adapters.HttpRegistry(
        _client(settings.registry_url, settings.ask_seconds), types_seconds=settings.types_seconds
    )
    intake = adapters.HttpIntake(_client(settings.intake_url, settings.send_seconds))
    limits = FormLimits(file=settings.max_file_bytes, total=settings.max_total_bytes, files=settings.max_files)
    portal = Portal(
        registry=registry,
        intake=intake,
        limits=limits,
        live_seconds=settings.live_seconds,
        most_live=settings.most_live,
    )
    mongo = connect(settings.mongo_url.get_secret_value())
    sessions = adapters.MongoSessions(
        database(mongo, settings.mongo_database), secret=settings.session_secret.get_secret_value()
    )
    directory = adapters.HttpDirectory(_client(settings.directory_url, settings.ask_seconds))
    signing_in = SigningIn(
        sign_ins=directory,
        sessions=sessions,
        clock=SystemClock(),
        new_session_id=lambda: secrets.token_urlsafe(SESSION_BYTES),
    )
    matters = adapters.HttpMatters(_client(settings.registry_url, settings.ask_seconds))
    routes = adapters.HttpRoutes(_client(settings.routing_url, settings.ask_seconds))
    notices = adapters.HttpNotices(_client(settings.notify_url, settings.ask_seconds))
    people = adapters.HttpPeople(_client(settings.directory_url, settings.ask_seconds), seconds=settings.types_seconds)
    papers = adapters.HttpPapers(_client(settings.storage_url, settings.ask_seconds))
    drawing = DrawingPool(Limits(), at_once=settings.drawings)
    clerking = Clerking(registry=registry, matters=matters, routes=routes, notices=notices, people=people)
    works = adapters.HttpWorks(_client(settings.routing_url, settings.ask_seconds))
    transactions = adapters.HttpTransactions(_client(settings.registry_url, settings.ask_seconds))
    colleagues = adapters.HttpColleagues(
        _client(settings.directory_url, settings.ask_seconds), seconds=settings.types_seconds
    )
    working = Working(
        registry=registry,
        works=works,
        transactions=transactions,
        colleagues=colleagues,
        watching=Watching(seconds=settings.live_seconds, most=settings.most_live),
    )
    to_directory = partial(_client, settings.directory_url, settings.ask_seconds)
    units, staffing = adapters.HttpUnits(to_directory()), adapters.HttpStaffing(to_directory())
    delegations = adapters.HttpDelegations(to_directory())
    accounts = adapters.HttpAccounts(to_directory())
    calendars = adapters.HttpCalendars(_client(settings.routing_url, settings.ask_seconds))
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
    viewing = Viewing(
        papers=papers,
        drawing=drawing,
        most_bytes=settings.most_shown_bytes,
        most_kept=settings.most_kept_bytes,
        most_pages=settings.most_pages,
    )
    other = _other_issuer(settings)
    elsewhere = (
        None
        if other is None
        else SigningInElsewhere(
            name=Text(ar=settings.other_name_ar, en=settings.other_name_en),
            issuer=other,
            sign_ins=directory,
            signing_in=signing_in,
            attempts=Attempts(settings.form_secret.get_secret_value()),
            clock=SystemClock(),
        )
    )
    staff = api.Staff(desk=desk, signing_in=signing_in, elsewhere=elsewhere)
    clerks = api.Clerks(staff=staff, clerking=clerking, viewing=viewing)
    officers = api.Officers(staff=staff, working=working, viewing=viewing)
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
                *(api.account_routes(administrators, language) for language in LANGUAGES),
                *(api.administrators_routes(administrators, language) for language in LANGUAGES),
                api.static_routes(assets),
            ],
            background=[sessions.run],
            close=[
                *(
                    one.close
                    for one in (registry, intake, directory, matters, routes, notices, people, papers, drawing)
                ),
                *(one.close for one in (works, transactions, colleagues)),
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


def _other_issuer(settings: Settings) -> adapters.HttpOtherIssuer | None:
    if not settings.other_issuer:
        return None
    return adapters.HttpOtherIssuer(
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
