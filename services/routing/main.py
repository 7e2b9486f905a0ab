"""Routing: the composition root."""

from datetime import timedelta

from fastapi import FastAPI

from services.routing import api, consumers
from services.routing.adapters import MongoFigures, MongoRoutes, MongoUnitProjection, OlderRoutes
from services.routing.inboxes import Inboxes
from services.routing.known_units import UnitWatch
from services.routing.reporting import Reports
from services.routing.rescheduling import Rescheduling
from services.routing.rules import load_rules
from services.routing.service import Routing
from services.routing.settings import Settings
from services.routing.work import Work
from shared.clock import SystemClock
from shared.messaging.broker import EventBroker
from shared.messaging.relay import Relay
from shared.mongo.connection import connect, database, is_alive
from shared.mongo.deeds import Log, MongoDeeds
from shared.mongo.outbox import MongoOutbox
from shared.web.activity import activity_routes
from shared.web.app import Parts, build


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the service from its settings."""
    settings = settings or Settings.from_environment()
    mongo = connect(settings.mongo_url.get_secret_value())
    db = database(mongo, settings.mongo_database)
    broker = EventBroker(settings.amqp_url.get_secret_value(), "routing", prefetch=settings.prefetch)
    relay = Relay(MongoOutbox(db["routes"]), broker)
    routes = MongoRoutes(db, relay)
    clock, poll_seconds = SystemClock(), settings.units_poll_seconds
    projection = MongoUnitProjection(db)
    units = UnitWatch(projection, poll_seconds=poll_seconds)
    rules = load_rules(settings.config_dir / "routing-rules.yaml")
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
    figures = MongoFigures(db, time_zone=settings.time_zone)
    reports = Reports(figures=figures, units=units, clock=clock, time_zone=settings.time_zone)
    steps = Log(
        collection=db["routes"],
        array="history",
        who="who",
        at="when",
        what="kind",
        ids={"number": "number", "submission_id": "_id"},
    )
    deeds = MongoDeeds(steps)
    older = OlderRoutes(db)
    consumers.subscribe(broker, routing)

    async def knows_units() -> bool:
        return units.current.choices is not None

    async def close() -> None:
        mongo.close()

    return build(
        Parts(
            name="routing",
            description="The work: which unit has a transaction, why, how sure, until when, and what is done with it.",
            settings=settings,
            broker=broker,
            routers=[
                api.reading_routes(routing, inboxes, units, clock),
                api.work_routes(Work(routes=routes, units=units, clock=clock)),
                api.report_routes(reports, clock),
                activity_routes("routing", deeds),
            ],
            tags={"reports": "How many, with whom and how long, without a name in it."},
            prepare=[
                routes.create_indexes,
                figures.create_indexes,
                deeds.create_indexes,
                older.fill_inboxes,
                older.fill_figures,
                units.refresh,
            ],
            background=[relay.run, units.run, rescheduling.run],
            close=[close],
            needed={"mongodb": lambda: is_alive(mongo), "rabbitmq": broker.is_alive},
            # Without units letters wait in their queue; what was routed before can still be read.
            reported={"units": knows_units},
        )
    )
