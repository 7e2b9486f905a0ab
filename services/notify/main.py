"""Notify: the composition root."""

import asyncio
import random
from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from fastapi import FastAPI

from services.notify import api, consumers
from services.notify.adapters import (
    HttpSmsSender,
    MongoBoxes,
    MongoClassifications,
    MongoMeasures,
    MongoNotices,
    MongoStaff,
    RelayAddress,
    SmtpRelay,
)
from services.notify.calls import Calls
from services.notify.enclosing import Enclosing
from services.notify.limiting import AddressLimit
from services.notify.migrations import MIGRATIONS
from services.notify.model import Medium
from services.notify.model.delivery import RetrySchedule
from services.notify.model.telephone import Telephone
from services.notify.outbound import Outbound
from services.notify.polling import Poller
from services.notify.ports import MailRelay
from services.notify.reminding import Reminding
from services.notify.rendering import Letterhead, Renderer, ShortTexts, SmsBody, SmsRenderer
from services.notify.sending import Sender
from services.notify.service import Limits, Notify, Terms, Way
from services.notify.settings import Settings
from shared.clock import Clock, SystemClock
from shared.language import Text, catalogue
from shared.messaging.broker import EventBroker
from shared.migrations import Needed
from shared.mongo.connection import connect, database, is_alive
from shared.vault import S3Vault
from shared.web.app import Parts, build


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> FastAPI:
    """Build the service from its settings."""
    settings, clock = settings or Settings.from_environment(), clock or SystemClock()
    mongo = connect(settings.mongo_url.get_secret_value())
    db = database(mongo, settings.mongo_database)
    notices, classifications = MongoNotices(db), MongoClassifications(db)
    broker = EventBroker(settings.amqp_url.get_secret_value(), "notify", prefetch=settings.prefetch)
    letterhead, vault = _letterhead(settings), S3Vault(settings)
    texts, body = ShortTexts(letterhead, catalogue()), SmsBody(settings.sms_body, settings.sms_form)
    renderer = Renderer(letterhead, catalogue(), most_enclosed=settings.most_enclosed_bytes)
    ways: Mapping[Medium, Way] = {
        "mail": Way(renderer=renderer, outbound=Outbound(settings.queue_capacity)),
        "sms": Way(renderer=SmsRenderer(texts, body), outbound=Outbound(settings.queue_capacity)),
    }
    terms = Terms(lease=timedelta(seconds=settings.lease_seconds), patience=timedelta(hours=settings.give_up_hours))

    def leaving(medium: Medium, relay: MailRelay, connections: int, seconds: float) -> tuple[Sender, Poller]:
        """What hands the notices of one medium over, in `seconds` each at most."""
        sender = Sender(
            outbound=ways[medium].outbound,
            relay=relay,
            notices=notices,
            # Both together stay under the lease: the vault's time is half of the relay's.
            enclosing=Enclosing(renderer=ways[medium].renderer, blobs=vault, seconds=seconds / 2),
            schedule=RetrySchedule(
                first=timedelta(seconds=settings.first_retry_seconds),
                longest=timedelta(seconds=settings.longest_retry_seconds),
            ),
            clock=clock,
            chance=random.random,
            connections=connections,
            margin=timedelta(seconds=seconds * 1.5),
        )
        poller = Poller(
            notices=notices,
            outbound=ways[medium].outbound,
            sender=sender,
            renderer=ways[medium].renderer,
            clock=clock,
            lease=terms.lease,
            seconds=settings.poll_seconds,
            medium=medium,
        )
        return sender, poller

    messages = _messages(settings, body)
    sender, poller = leaving("mail", _relay(settings), settings.connections, settings.relay_seconds)
    sms_sender, sms_poller = leaving("sms", messages, settings.sms_connections, settings.sms_seconds)
    telephoning = (sms_sender.run, sms_poller.run) if settings.telephone == "sms" else ()
    notify = Notify(
        notices=notices,
        classifications=classifications,
        ways=ways,
        telephone=Telephone(by=settings.telephone, countries=settings.telephone_countries),
        limits=Limits(
            received=AddressLimit(settings.received_per_hour), telephone=AddressLimit(settings.telephone_per_hour)
        ),
        clock=clock,
        terms=terms,
    )
    calls = Calls(notices=notices, classifications=classifications, texts=texts, clock=clock)
    staff, boxes = MongoStaff(db), MongoBoxes(db)
    reminding = Reminding(
        notify=notify,
        staff=staff,
        boxes=boxes,
        classifications=classifications,
        clock=clock,
        zone=letterhead.zone,
        gather=timedelta(seconds=settings.reminders_gather_seconds),
        poll_seconds=settings.poll_seconds,
    )
    consumers.subscribe(broker, notify, reminding)

    async def relay_answers() -> bool:
        return not sender.stalled

    async def drain() -> None:
        await asyncio.gather(sender.drain(), sms_sender.drain())

    async def close() -> None:
        await vault.close()
        await messages.close()
        mongo.close()

    return build(
        Parts(
            name="notify",
            description="The voice: notices to requesters by e-mail or telephone, retried, given up visibly, recorded.",
            settings=settings,
            broker=broker,
            routers=[api.routes(notify), api.call_routes(calls)],
            prepare=[
                Needed(db, MIGRATIONS).check,
                *(one.create_indexes for one in (notices, staff, boxes)),
            ],
            background=[sender.run, poller.run, reminding.run, *telephoning],
            measures=MongoMeasures(db, clock).all,
            drain=[drain],
            close=[close],
            needed={"mongodb": lambda: is_alive(mongo), "rabbitmq": broker.is_alive},
            # Without a relay notices wait, and letters without a vault; nothing else depends on them.
            reported={"relay": relay_answers, "vault": vault.is_alive},
        )
    )


def _letterhead(settings: Settings) -> Letterhead:
    return Letterhead(
        organisation=Text(ar=settings.organisation_ar, en=settings.organisation_en),
        public_url=settings.public_url,
        mail_domain=settings.mail_domain,
        zone=ZoneInfo(settings.time_zone),
        mailbox=settings.mailbox,
    )


def _relay(settings: Settings) -> SmtpRelay:
    address = RelayAddress(
        host=settings.relay_host,
        port=settings.relay_port,
        greeting=settings.mail_domain,
        tls=settings.relay_tls,
        ca_file=settings.relay_ca_file,
        username=settings.relay_username,
        password=settings.relay_password.get_secret_value() if settings.relay_password else "",
    )
    return SmtpRelay(address, seconds=settings.relay_seconds, idle_seconds=settings.idle_seconds)


def _messages(settings: Settings, body: SmsBody) -> HttpSmsSender:
    return HttpSmsSender(
        url=settings.sms_url,
        media_type=body.media_type,
        header=settings.sms_header,
        secret=settings.sms_secret.get_secret_value() if settings.sms_secret else "",
        seconds=settings.sms_seconds,
    )
