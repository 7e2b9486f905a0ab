"""Storage: the composition root."""

from datetime import timedelta

from fastapi import FastAPI

from services.storage import api, consumers
from services.storage.adapters import (
    MongoBrought,
    MongoClassifications,
    MongoDocuments,
    MongoGrants,
    MongoHomes,
    MongoLetters,
    MongoViews,
)
from services.storage.issuing import Issuing
from services.storage.retention.adapters import (
    MongoAsides,
    MongoDisposals,
    MongoDisposedDocuments,
    MongoKeptMatters,
    MongoNamedClasses,
)
from services.storage.retention.wiring import Kept, retention
from services.storage.service import Storage
from services.storage.settings import Settings
from shared.clock import Clock, SystemClock
from shared.messaging.broker import EventBroker
from shared.mongo.audit import SentOn
from shared.mongo.connection import connect, database, is_alive
from shared.mongo.deeds import Log, MongoDeeds
from shared.mongo.versions import MongoVersions, versions_log
from shared.vault import S3Vault
from shared.web.activity import activity_routes
from shared.web.app import Parts, build


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> FastAPI:
    """Build the service from its settings."""
    settings, clock = settings or Settings.from_environment(), clock or SystemClock()
    mongo = connect(settings.mongo_url.get_secret_value())
    db = database(mongo, settings.mongo_database)
    vault = S3Vault(settings)
    broker = EventBroker(settings.amqp_url.get_secret_value(), "storage", prefetch=settings.prefetch)
    documents, views, letters, brought = MongoDocuments(db), MongoViews(db), MongoLetters(db), MongoBrought(db)
    grants, classifications, homes = MongoGrants(db), MongoClassifications(db), MongoHomes(db)
    seen = Log(
        collection=db["views"],
        who="person_id",
        at="at",
        named="seen",
        ids={"document_id": "document_id", "submission_id": "submission_id"},
    )
    confirmed = Log(collection=db["disposals"], who="by.person_id", at="at", named="disposed", ids={"about": "_id"})
    deeds = MongoDeeds(seen, confirmed, versions_log(db))
    sent_on = SentOn("storage", db, deeds, settings, clock)
    storage = Storage(
        documents=documents,
        grants=grants,
        classifications=classifications,
        homes=homes,
        letters=letters,
        views=views,
        blobs=vault,
        brought=brought,
        clock=clock,
        max_file_bytes=settings.max_file_bytes,
    )
    issuing = Issuing(documents=documents, grants=grants, classifications=classifications, homes=homes, letters=letters)
    versions, disposals, disposed = MongoVersions(db), MongoDisposals(db), MongoDisposedDocuments(db)
    matters = MongoKeptMatters(db, time_zone=settings.time_zone)
    keeping = retention(
        Kept(
            documents=documents,
            grants=grants,
            classifications=classifications,
            letters=letters,
            brought=brought,
            versions=versions,
            named=MongoNamedClasses(db),
            matters=matters,
            disposals=disposals,
            disposed=disposed,
            asides=MongoAsides(db),
            blobs=vault.aside,
            clock=clock,
        ),
        file=settings.config_dir / "retention.yaml",
        grace=timedelta(days=settings.set_aside_days),
        poll_seconds=settings.disposal_poll_seconds,
    )
    consumers.subscribe(broker, storage, issuing, keeping)

    async def close() -> None:
        await vault.close()
        mongo.close()

    return build(
        Parts(
            name="storage",
            description="The vault: every document by its content, for those who may see it.",
            settings=settings,
            broker=broker,
            routers=[api.routes(storage), *keeping.routes, activity_routes("storage", deeds)],
            prepare=[
                *(
                    one.create_indexes
                    for one in (documents, views, letters, brought, versions, matters, disposals, disposed, deeds)
                ),
                keeping.prepare,
            ],
            background=[*keeping.background, *sent_on.background],
            close=[sent_on.close, close],
            needed={"mongodb": lambda: is_alive(mongo), "vault": vault.is_alive, "rabbitmq": broker.is_alive},
        )
    )
