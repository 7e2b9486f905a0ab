"""Notify: the composition root."""

import random
from datetime import timedelta
from zoneinfo import ZoneInfo

from fastapi import FastAPI

from services.notify import api, consumers
from services.notify.adapters import MongoClassifications, MongoNotices, RelayAddress, SmtpRelay
from services.notify.enclosing import Enclosing
from services.notify.limiting import AddressLimit
from services.notify.model.delivery import RetrySchedule
from services.notify.outbound import Outbound
from services.notify.polling import Poller
from services.notify.rendering import Letterhead, Renderer
from services.notify.sending import Sender
from services.notify.service import Notify, Terms
from services.notify.settings import Settings
from shared.clock import SystemClock
from shared.language import Text, catalogue
from shared.messaging.broker import EventBroker
from shared.mongo.connection import connect, database, is_alive
from shared.vault import S3Vault
from shared.web.app import Parts, build


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the service from its settings."""
    settings = settings or Settings.from_environment()
    mongo = connect(settings.mongo_url.get_secret_value())
    db = database(mongo, settings.mongo_database)
    notices = MongoNotices(db)
    broker = EventBroker(settings.amqp_url.get_secret_value(), "notify", prefetch=settings.prefetch)
    clock = SystemClock()
    renderer = Renderer(
        Letterhead(
            organisation=Text(ar=settings.organisation_ar, en=settings.organisation_en),
            public_url=settings.public_url,
            mail_domain=settings.mail_domain,
            zone=ZoneInfo(settings.time_zone),
            mailbox=settings.mailbox,
        ),
        catalogue(),
        most_enclosed=settings.most_enclosed_bytes,
    )
    vault = S3Vault(settings)
    outbound = Outbound(settings.queue_capacity)
    terms = Terms(lease=timedelta(seconds=settings.lease_seconds), patience=timedelta(hours=settings.give_up_hours))
    sender = Sender(
        outbound=outbound,
        relay=SmtpRelay(_address(settings), seconds=settings.relay_seconds, idle_seconds=settings.idle_seconds),
        notices=notices,
        # Both together stay under the lease: the vault's time is half of the relay's.
        enclosing=Enclosing(renderer=renderer, blobs=vault, seconds=settings.relay_seconds / 2),
        schedule=RetrySchedule(
            first=timedelta(seconds=settings.first_retry_seconds),
            longest=timedelta(seconds=settings.longest_retry_seconds),
        ),
        clock=clock,
        chance=random.random,
        connections=settings.connections,
        margin=timedelta(seconds=settings.relay_seconds * 1.5),
    )
    poller = Poller(
        notices=notices,
        outbound=outbound,
        sender=sender,
        renderer=renderer,
        clock=clock,
        lease=terms.lease,
        seconds=settings.poll_seconds,
    )
    limit = AddressLimit(settings.received_per_hour)
    notify = Notify(
        notices=notices,
        classifications=MongoClassifications(db),
        outbound=outbound,
        renderer=renderer,
        limit=limit,
        clock=clock,
        terms=terms,
    )
    consumers.subscribe(broker, notify)

    async def relay_answers() -> bool:
        return not sender.stalled

    async def close() -> None:
        await vault.close()
        mongo.close()

    return build(
        Parts(
            name="notify",
            description="The voice: notices to requesters by e-mail, retried, given up visibly, recorded.",
            settings=settings,
            broker=broker,
            routers=[api.routes(notify)],
            prepare=[notices.create_indexes],
            background=[sender.run, poller.run],
            close=[close],
            needed={"mongodb": lambda: is_alive(mongo), "rabbitmq": broker.is_alive},
            # Without a relay notices wait, and letters without a vault; nothing else depends on them.
            reported={"relay": relay_answers, "vault": vault.is_alive},
        )
    )


def _address(settings: Settings) -> RelayAddress:
    return RelayAddress(
        host=settings.relay_host,
        port=settings.relay_port,
        greeting=settings.mail_domain,
        tls=settings.relay_tls,
        ca_file=settings.relay_ca_file,
        username=settings.relay_username,
        password=settings.relay_password.get_secret_value() if settings.relay_password else "",
    )
