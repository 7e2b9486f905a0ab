"""Routing: the composition root."""

from datetime import timedelta

from fastapi import FastAPI

from services.routing import api, consumers
from services.routing.adapters import (
    MongoFigures,
    MongoGrounds,
    MongoLinks,
    MongoMeasures,
    MongoRoutes,
    MongoUnitProjection,
    deeds,
)
from services.routing.calendar_effects import CalendarEffects
from services.routing.inboxes import Inboxes
from services.routing.known_units import UnitWatch
from services.routing.letters.adapters import COLLECTION, MongoLetters, ProcessPrinter
from services.routing.letters.chains import load_chains
from services.routing.letters.printing import LetterPages, Limits, PrintingProcess
from services.routing.letters.templates import load_templates, template_content
from services.routing.letters.templating import templates_kept_in
from services.routing.letters.wiring import House, Kept, letters
from services.routing.migrations import MIGRATIONS
from services.routing.model import Habit
from services.routing.relating import Relating
from services.routing.reminding import Reminding, remind_at
from services.routing.reporting import Reports
from services.routing.rescheduling import Rescheduling
from services.routing.rules import NAME as RULES
from services.routing.rules import rules_content
from services.routing.ruling import Ruling, rules_kept_in
from services.routing.service import Routing
from services.routing.settings import Settings
from services.routing.trying import RuleTrials
from services.routing.work import Work
from shared.clock import Clock, SystemClock
from shared.language import Text, catalogue
from shared.messaging.broker import EventBroker
from shared.messaging.relay import Relay
from shared.migrations import Needed
from shared.mongo.audit import SentOn
from shared.mongo.connection import connect, database, is_alive
from shared.mongo.outbox import MongoOutbox
from shared.mongo.outbox_age import outbox_ages
from shared.mongo.versions import MongoVersions
from shared.vault import S3Vault
from shared.versions import seed
from shared.web.activity import activity_routes
from shared.web.app import Parts, build


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> FastAPI:
    """Build the service from its settings."""
    settings, clock = settings or Settings.from_environment(), clock or SystemClock()
    mongo = connect(settings.mongo_url.get_secret_value())
    db = database(mongo, settings.mongo_database)
    broker = EventBroker(settings.amqp_url.get_secret_value(), "routing", prefetch=settings.prefetch)
    relay = Relay(MongoOutbox(db["routes"]), broker)
    poll_seconds = settings.units_poll_seconds
    projection = MongoUnitProjection(db)
    units = UnitWatch(projection, poll_seconds=poll_seconds)
    habit = Habit(
        before=settings.remind_before_days, every=settings.remind_late_every_days, hour=settings.remind_from_hour
    )
    look_at = remind_at(units, habit, clock)
    routes, links = MongoRoutes(db, relay, remind_at=look_at), MongoLinks(db)
    versions = MongoVersions(db)
    rules, rules_file = rules_kept_in(versions), rules_content(settings.config_dir / "routing-rules.yaml")
    ruling = Ruling(
        versions=versions,
        in_force=rules,
        trials=RuleTrials(grounds=MongoGrounds(db), routes=routes, units=units),
        units=units,
        clock=clock,
        zone=settings.time_zone,
    )
    routing = Routing(routes=routes, units=units, rules=rules, clock=clock)
    inboxes = Inboxes(routes=routes, units=units, clock=clock)
    rescheduling = Rescheduling(
        routes=routes,
        projection=projection,
        units=units,
        clock=clock,
        # Twice: a reading of the units takes its time, too.
        known_for=timedelta(seconds=2 * poll_seconds),
        poll_seconds=poll_seconds,
    )
    reminding = Reminding(
        routes=routes, units=units, clock=clock, habit=habit, poll_seconds=settings.remind_poll_seconds
    )
    vault = S3Vault(settings)
    templates = templates_kept_in(versions)
    template_files = load_templates(settings.config_dir / "letter-templates")
    letter_relay = Relay(MongoOutbox(db[COLLECTION]), broker)
    kept_letters = MongoLetters(db, letter_relay)
    printing = PrintingProcess(Limits(), at_once=settings.printings)
    letter_routes, issuing = letters(
        Kept(
            letters=kept_letters,
            routes=routes,
            units=units,
            blobs=vault,
            printer=ProcessPrinter(LetterPages(catalogue()), printing),
            clock=clock,
        ),
        House(
            organisation=Text(ar=settings.organisation_ar, en=settings.organisation_en),
            public_url=settings.public_url,
            chains=load_chains(settings.config_dir / "letters.yaml"),
            templates=templates,
            versions=versions,
        ),
    )
    figures = MongoFigures(db, time_zone=settings.time_zone)
    reports = Reports(figures=figures, units=units, clock=clock, time_zone=settings.time_zone)
    done = deeds(db)
    sent_on = SentOn("routing", db, done, settings, clock)
    consumers.subscribe(broker, routing, issuing)

    async def knows_units() -> bool:
        return units.current.choices is not None

    async def seed_versions() -> None:
        await seed({RULES: rules_file}, versions=versions, in_force=rules, clock=clock)
        contents = {code: template_content(template) for code, template in template_files.items()}
        await seed(contents, versions=versions, in_force=templates, clock=clock)

    async def close() -> None:
        await vault.close()
        mongo.close()

    return build(
        Parts(
            name="routing",
            description="The work: which unit has a transaction, why, how sure, until when, and what is done with it.",
            tags={
                "letters": "Letters: drafted, approved, numbered, printed and delivered.",
                "reports": "How many, with whom and how long, without a name in it.",
            },
            settings=settings,
            broker=broker,
            routers=[
                api.reading_routes(routing, inboxes, units, clock),
                api.work_routes(Work(routes=routes, units=units, clock=clock)),
                api.related_routes(Relating(routes=routes, links=links, clock=clock)),
                *letter_routes,
                api.rule_routes(ruling),
                api.calendar_routes(CalendarEffects(routes=routes, projection=projection, units=units)),
                api.report_routes(reports, clock),
                activity_routes("routing", done),
            ],
            prepare=[
                Needed(db, MIGRATIONS).check,
                *(one.create_indexes for one in (routes, links, kept_letters, figures, versions, done)),
                units.refresh,
                seed_versions,
            ],
            background=[
                relay.run,
                letter_relay.run,
                issuing.run,
                units.run,
                rescheduling.run,
                reminding.run,
                rules.run,
                templates.run,
                *sent_on.background,
            ],
            measures=[
                outbox_ages("routing", db, ["routes", COLLECTION], clock),
                *MongoMeasures(db, clock, time_zone=settings.time_zone).all,
            ],
            close=[sent_on.close, close],
            needed={"mongodb": lambda: is_alive(mongo), "rabbitmq": broker.is_alive},
            # Without units transactions wait in their queue, without the vault letters for their form; all can be read.
            reported={"units": knows_units, "vault": vault.is_alive},
        )
    )
