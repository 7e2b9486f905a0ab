"""The registry: the composition root."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from fastapi import FastAPI

from services.registry import api, consumers
from services.registry.adapters import (
    MongoBooks,
    MongoChecks,
    MongoFigures,
    MongoHandedIn,
    MongoLetterBooks,
    MongoMeasures,
    MongoPast,
    MongoSearch,
    MongoUnits,
    deeds,
)
from services.registry.committing import Commits
from services.registry.configuring import Configuring, check
from services.registry.counter import CounterList
from services.registry.deciding import Desk
from services.registry.lettering import Letters
from services.registry.migrations import MIGRATIONS
from services.registry.previewing import Previewing
from services.registry.reporting import Reports
from services.registry.request_types import RequestTypes, content_of, load_request_types, told, types_in_force
from services.registry.service import Registry
from services.registry.settings import Settings
from shared.clock import Clock, SystemClock
from shared.messaging.broker import EventBroker
from shared.messaging.relay import Relay
from shared.migrations import Needed
from shared.mongo.audit import SentOn
from shared.mongo.connection import connect, database, is_alive
from shared.mongo.outbox import MongoOutbox
from shared.mongo.outbox_age import outbox_ages
from shared.mongo.versions import COLLECTION as VERSIONS
from shared.mongo.versions import MongoVersions
from shared.versions import Changing, seed
from shared.web.activity import activity_routes
from shared.web.app import Parts, build


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> FastAPI:
    """Build the service from its settings."""
    settings, clock = settings or Settings.from_environment(), clock or SystemClock()
    mongo = connect(settings.mongo_url.get_secret_value())
    db = database(mongo, settings.mongo_database)
    broker = EventBroker(settings.amqp_url.get_secret_value(), "registry", prefetch=settings.prefetch)
    relay = Relay(MongoOutbox(db["matters"]), broker)
    letters_relay = Relay(MongoOutbox(db["letters"]), broker)
    books = MongoBooks(mongo, db, relay, time_zone=settings.time_zone)
    letter_books = MongoLetterBooks(mongo, db, letters_relay, time_zone=settings.time_zone)
    units, search = MongoUnits(db), MongoSearch(db)
    figures = MongoFigures(db, time_zone=settings.time_zone)
    given_types = load_request_types(settings.config_dir / "request-types", mail_domain=settings.mail_domain)
    versions_relay = Relay(MongoOutbox(db[VERSIONS]), broker)
    versions = MongoVersions(db, versions_relay)
    types_now = types_in_force(versions, mail_domain=settings.mail_domain)

    def types() -> RequestTypes:
        return types_now.current

    commits = Commits(
        books=books,
        clock=clock,
        max_batch=settings.max_batch,
        duplicates_within=timedelta(days=settings.duplicate_days),
    )
    registry = Registry(books=books, units=units, types=types, commits=commits)
    desk = Desk(books=books, units=units, types=types, commits=commits)
    letters = Letters(books=letter_books, clock=clock, max_batch=settings.max_batch)
    handed_in = MongoHandedIn(db)
    counter = CounterList(matters=handed_in, types=types)
    checks, past = MongoChecks(db), MongoPast(db)
    configuring = Configuring(
        in_force=types_now,
        changing=Changing(
            versions=versions,
            in_force=types_now,
            clock=clock,
            check=check(types_now, content_of, settings.mail_domain),
            telling=told,
        ),
        previewing=Previewing(past=past),
        units=units,
        clock=clock,
        mail_domain=settings.mail_domain,
    )
    done = deeds(db)
    sent_on = SentOn("registry", db, done, settings, clock)
    reports = Reports(figures=figures, units=units, time_zone=settings.time_zone)
    consumers.subscribe(broker, registry, letters)

    async def take_given_types() -> None:
        contents = {one.code: content_of(one) for one in given_types.values()}
        await seed(contents, versions=versions, in_force=types_now, clock=clock, telling=told)

    async def close() -> None:
        mongo.close()

    return build(
        Parts(
            name="registry",
            description="The books: completeness, registration, numbers, tracking, and the clerks' desk.",
            tags={
                "desk": "What the system could not decide alone, and what clerks decide about it.",
                "reports": "How many and how long, without a name in it.",
            },
            settings=settings,
            broker=broker,
            routers=[
                api.routes(registry, desk),
                api.request_type_routes(registry, configuring),
                api.register_routes(registry, letters),
                api.desk_routes(registry, desk),
                api.correcting_routes(registry, desk),
                api.search_routes(search, ZoneInfo(settings.time_zone)),
                api.counter_routes(counter),
                api.report_routes(reports),
                api.checking_routes(checks, registry),
                activity_routes("registry", done),
            ],
            prepare=[
                Needed(db, MIGRATIONS).check,
                *(
                    one.create_indexes
                    for one in (books, letter_books, search, handed_in, figures, checks, past, versions, done)
                ),
                take_given_types,
            ],
            background=[
                *(relay.run, letters_relay.run, versions_relay.run),
                types_now.run,
                *sent_on.background,
            ],
            measures=[
                outbox_ages("registry", db, ["matters", "letters", VERSIONS], clock),
                *MongoMeasures(db, clock).all,
            ],
            close=[sent_on.close, close],
            needed={"mongodb": lambda: is_alive(mongo), "rabbitmq": broker.is_alive},
        )
    )
