"""Directory: the composition root."""

import secrets
from datetime import timedelta
from pathlib import Path

import httpx
from fastapi import FastAPI
from joserfc.jwk import ECKey

from services.directory import api, delegations_api, passwords_api, people_api, sessions_api, token_api, units_api
from services.directory.adapters import (
    MongoAssertions,
    MongoDelegations,
    MongoInvitations,
    MongoPeople,
    MongoSessions,
    MongoSignIns,
    MongoUnits,
    ThreadedPasswords,
)
from services.directory.choosing_passwords import ChoosingPasswords
from services.directory.delegating import Delegating
from services.directory.granting import Granting
from services.directory.migrations import MIGRATIONS
from services.directory.passwords import Passwords
from services.directory.seed import load_accounts, load_people, load_units
from services.directory.seeding import Seeding
from services.directory.service import Directory
from services.directory.settings import Settings
from services.directory.sign_in import SignIn
from services.directory.signing_in_elsewhere import SigningInElsewhere
from services.directory.staffing import Staffing
from services.directory.staying_signed_in import StayingSignedIn
from services.directory.tokens import SigningKeyError, TokenIssuer, load_key
from shared.clock import Clock, SystemClock
from shared.messaging.broker import EventBroker
from shared.messaging.relay import Relay
from shared.migrations import Needed
from shared.mongo.audit import SentOn
from shared.mongo.connection import connect, database, is_alive
from shared.mongo.deeds import Log, MongoDeeds
from shared.mongo.outbox import MongoOutbox
from shared.mongo.outbox_age import outbox_ages
from shared.oidc import OtherIssuer
from shared.web.activity import activity_routes
from shared.web.app import Parts, build


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> FastAPI:
    """Build the service from its settings. Raises when the key or a seed file cannot be used."""
    settings, clock = settings or Settings.from_environment(), clock or SystemClock()
    mongo = connect(settings.mongo_url.get_secret_value())
    db = database(mongo, settings.mongo_database)
    broker = EventBroker(settings.amqp_url.get_secret_value(), "directory", prefetch=settings.prefetch)
    relay, people_relay = (Relay(MongoOutbox(db[name]), broker) for name in ("units", "people"))
    units, people = MongoUnits(db, relay), MongoPeople(db, people_relay)
    sign_ins = MongoSignIns(db, keep=timedelta(days=settings.keep_sign_ins_days))
    passwords = ThreadedPasswords(Passwords(), at_once=settings.password_checks)
    seeding = Seeding(units=units, people=people, passwords=passwords, clock=clock)
    first_units = load_units(settings.seed_dir / "units.yaml") if settings.seed_dir else ()
    first_people = load_people(settings.seed_dir / "people.yaml", first_units) if settings.seed_dir else ()
    first_passwords = load_accounts(settings.demo_accounts_file) if settings.demo_accounts_file else {}
    delegations, invitations, sessions = MongoDelegations(db), MongoInvitations(db), MongoSessions(db)
    delegating = Delegating(delegations=delegations, people=people, clock=clock)
    choosing = ChoosingPasswords(
        people=people,
        invitations=invitations,
        passwords=passwords,
        sessions=sessions,
        clock=clock,
        random_bytes=secrets.token_bytes,
    )
    staffing = Staffing(people=people, units=units, clock=clock)
    known = Directory(units=units, people=people, sign_ins=sign_ins, clock=clock)
    assertions, other = MongoAssertions(db), _other_issuer(settings)
    routers = [
        units_api.routes(known),
        api.routes(known),
        people_api.routes(staffing, choosing),
        people_api.own_routes(staffing),
        delegations_api.routes(delegating),
    ]
    if tokens := _issuer(settings):
        sign_in = SignIn(
            people=people, delegating=delegating, sign_ins=sign_ins, passwords=passwords, tokens=tokens, clock=clock
        )
        elsewhere = None
        if other:
            elsewhere = SigningInElsewhere(
                issuer=other,
                claim=settings.other_login_claim,
                assertions=assertions,
                people=people,
                sign_ins=sign_ins,
                clock=clock,
            )
        staying = StayingSignedIn(
            sessions=sessions,
            people=people,
            delegating=delegating,
            tokens=tokens,
            clock=clock,
            random_bytes=secrets.token_bytes,
        )
        routers += [
            token_api.routes(
                Granting(sign_in, staying, elsewhere), tokens, issuer=settings.issuer, public_url=settings.public_url
            ),
            passwords_api.routes(choosing),
            sessions_api.routes(staying),
        ]

    deeds = MongoDeeds(
        Log(collection=db["people"], array="history", who="by", at="at", named="person-changed", ids={"about": "_id"}),
        Log(collection=db["units"], array="history", who="by", at="at", named="unit-changed", ids={"about": "_id"}),
        Log(collection=db["delegations"], who="made_by", at="made_at", named="delegated", ids={"about": "to"}),
        Log(
            collection=db["delegations"],
            who="ended_by",
            at="ends_at",
            named="delegation-ended",
            ids={"about": "to"},
            index_name="endings",
        ),
        Log(collection=db["sign_ins"], who="person_id", at="at", what="outcome"),
    )
    routers.append(activity_routes("directory", deeds))
    sent_on = SentOn("directory", db, deeds, settings, clock)

    async def seed() -> None:
        await seeding.seed(first_units, first_people, first_passwords)

    async def close() -> None:
        if other:
            await other.close()
        mongo.close()

    return build(
        Parts(
            name="directory",
            description="The people: units with their telephones and calendars, roles, sign-in and tokens.",
            tags={
                "people": "The staff: what they may do, and every change of it.",
                "delegations": "Who acts for whom.",
                **({"sign-in": "Tokens for people, the keys to check them with, and passwords."} if tokens else {}),
            },
            settings=settings,
            broker=broker,
            routers=routers,
            prepare=[
                Needed(db, MIGRATIONS).check,
                *(
                    store.create_indexes
                    for store in (units, people, sign_ins, delegations, invitations, sessions, assertions, deeds)
                ),
                seed,
            ],
            background=[relay.run, people_relay.run, *sent_on.background],
            measures=[outbox_ages("directory", db, ["units", "people"], clock)],
            close=[sent_on.close, close],
            needed={"mongodb": lambda: is_alive(mongo)},
            # Without a broker people still sign in; what others are to hear of units waits in the outbox.
            reported={"rabbitmq": broker.is_alive},
        )
    )


def _other_issuer(settings: Settings) -> OtherIssuer | None:
    if not settings.other_issuer:
        return None
    client = httpx.AsyncClient(timeout=5, trust_env=False)
    return OtherIssuer(
        issuer=settings.other_issuer, client_id=settings.other_client_id, client=client, clock=SystemClock()
    )


def _issuer(settings: Settings) -> TokenIssuer | None:
    if not settings.sign_in or settings.signing_key_file is None:
        return None
    return TokenIssuer(
        key=_key(settings.signing_key_file),
        issuer=settings.issuer,
        audience=settings.audience,
        random_bytes=secrets.token_bytes,
        retired=[_key(path) for path in settings.retired_key_files],
    )


def _key(path: Path) -> ECKey:
    try:
        return load_key(path.read_bytes())
    except SigningKeyError as error:
        raise SigningKeyError(f"{path}: {error}") from None
