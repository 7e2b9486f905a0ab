"""Intake: the composition root."""

from datetime import timedelta

from fastapi import FastAPI

from services.intake import api, consumers
from services.intake.adapters import MongoMeasures, MongoStartedFiles, MongoSubmissions, MongoTypeProjection
from services.intake.counter import Counter
from services.intake.identity import load_counter_form
from services.intake.known_types import TypeWatch
from services.intake.mailboxes import Mailboxes, given_types
from services.intake.reading.pool import ReaderPool
from services.intake.resuming import Allowed, Resuming
from services.intake.service import Intake
from services.intake.settings import MEGABYTE, Settings
from services.intake.smtp import Door, SmtpServer
from services.intake.space import Space
from services.intake.unpacking import Unpacking
from services.intake.uploads import Uploads
from services.intake.urgency import load_urgency_rules
from services.intake.waiting import Waiting
from shared.clock import Clock, SystemClock
from shared.messaging.broker import EventBroker
from shared.messaging.relay import Relay
from shared.mongo.connection import connect, database, is_alive
from shared.mongo.outbox import MongoOutbox
from shared.mongo.outbox_age import outbox_ages
from shared.mongo.space import free_bytes
from shared.vault import S3Vault
from shared.web.app import Parts, build


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> FastAPI:
    """Build the service from its settings."""
    settings, clock = settings or Settings.from_environment(), clock or SystemClock()
    mongo = connect(settings.mongo_url.get_secret_value())
    db = database(mongo, settings.mongo_database)
    vault = S3Vault(settings)
    broker = EventBroker(settings.amqp_url.get_secret_value(), "intake", prefetch=settings.prefetch)
    relay = Relay(MongoOutbox(db["submissions"]), broker)
    submissions = MongoSubmissions(db, relay)
    types = TypeWatch(
        MongoTypeProjection(db),
        given_types(settings.config_dir),
        general=settings.general_mailbox,
        domain=settings.mail_domain,
    )

    def mailboxes() -> Mailboxes:
        return types.current

    reader, urgent_reader = ReaderPool(workers=settings.readers), ReaderPool(workers=1)
    rules = load_urgency_rules(settings.config_dir / "urgency.yaml")
    space = Space(lambda: free_bytes(db), floor=settings.free_space_floor_mb * MEGABYTE)
    unpacking = Unpacking(
        submissions=submissions,
        vault=vault,
        reader=reader,
        urgent_reader=urgent_reader,
        mailboxes=mailboxes,
        urgency_rules=rules,
        clock=clock,
    )
    waiting = Waiting(submissions=submissions, unpacking=unpacking, clock=clock)
    intake = Intake(
        submissions=submissions,
        vault=vault,
        mailboxes=mailboxes,
        urgency_rules=rules,
        space=space,
        clock=clock,
        read_soon=waiting.read_soon,
    )
    uploads = Uploads(
        vault,
        max_file_bytes=settings.max_file_bytes,
        max_total_bytes=settings.max_mail_bytes,
        max_files=settings.max_files,
    )
    started_files = MongoStartedFiles(db)
    resuming = Resuming(
        files=started_files,
        space=space,
        allowed=Allowed(
            file=settings.max_file_bytes,
            files_per_client=settings.max_started_files,
            size_per_client=settings.max_started_mb_per_client * MEGABYTE,
            size=settings.max_started_mb * MEGABYTE,
            time=timedelta(hours=settings.started_hours),
        ),
        clock=clock,
    )
    keeping = api.Keeping(uploads, resuming)
    form = load_counter_form(settings.config_dir / "counter.yaml")
    counter = Counter(intake=intake, form=form, region=settings.telephone_region)
    smtp = SmtpServer(Door(intake, mailboxes, max_recipients=settings.max_recipients), settings)

    consumers.subscribe(broker, types)

    async def close() -> None:
        await reader.close()
        await urgent_reader.close()
        await vault.close()
        mongo.close()

    return build(
        Parts(
            name="intake",
            description="The door: documents that arrive become submissions, and nothing is lost after a yes.",
            settings=settings,
            broker=broker,
            routers=[
                api.routes(intake, keeping, public_url=settings.public_url, region=settings.telephone_region),
                api.counter_routes(intake, counter, keeping, public_url=settings.public_url),
                api.resuming_routes(resuming),
            ],
            prepare=[submissions.create_indexes, started_files.create_indexes, types.refresh],
            background=[relay.run, waiting.run, smtp.run, space.watch, types.run],
            drain=[smtp.drain, waiting.drain],
            measures=[outbox_ages("intake", db, ["submissions"], clock), *MongoMeasures(db, clock).all],
            close=[close],
            needed={"smtp": smtp.is_listening, "mongodb": lambda: is_alive(mongo), "vault": vault.is_alive},
            # Without a broker mail is still accepted and read; what is in it is told when the broker is back. Without space
            # it is refused in words that its sender understands, and what is there already can be followed.
            reported={"rabbitmq": broker.is_alive, "space": space.is_enough},
        )
    )
