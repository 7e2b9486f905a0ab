"""How the parts of retention are put together."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from fastapi import APIRouter

from services.storage.ports import Brought, Classifications, Documents, Grants, Letters
from services.storage.retention.api import class_routes, disposal_routes, due_routes, hold_routes
from services.storage.retention.classes import NAME, load_classes
from services.storage.retention.classing import Classing, classes_kept_in
from services.storage.retention.confirming import Confirming
from services.storage.retention.finishing import Finishing
from services.storage.retention.hearing import Remembering
from services.storage.retention.holding import Holding, holds_kept_in
from services.storage.retention.looking import Looking
from services.storage.retention.naming import Naming
from services.storage.retention.ports import AsideBlobs, Asides, Disposals, DisposedDocuments, KeptMatters, NamedClasses
from shared.clock import Clock
from shared.versions import Versions, seed


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What retention stands on."""

    documents: Documents
    grants: Grants
    classifications: Classifications
    letters: Letters
    brought: Brought
    versions: Versions
    named: NamedClasses
    matters: KeptMatters
    disposals: Disposals
    disposed: DisposedDocuments
    asides: Asides
    blobs: AsideBlobs
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Retention, put together: what it hears by, its routes, what it does before it serves, and what runs beside."""

    remembering: Remembering
    naming: Naming
    routes: Sequence[APIRouter]
    prepare: Callable[[], Awaitable[None]]
    background: Sequence[Callable[[], Coroutine[Any, Any, None]]]


def retention(kept: Kept, *, file: Path, grace: timedelta, poll_seconds: float) -> Retention:
    """Put it together; `file` has the first classes. Raises `ConfigError` where it is wrong."""
    clock, versions, matters = kept.clock, kept.versions, kept.matters
    classes, holds = classes_kept_in(versions), holds_kept_in(versions)
    content = load_classes(file)
    naming = Naming(kept.named)
    classing = Classing(versions=versions, in_force=classes, naming=naming, clock=clock)
    holding = Holding(versions=versions, in_force=holds, matters=matters, clock=clock)
    finishing = Finishing(
        matters=matters,
        disposals=kept.disposals,
        documents=kept.documents,
        disposed=kept.disposed,
        letters=kept.letters,
        brought=kept.brought,
        blobs=kept.blobs,
        asides=kept.asides,
        clock=clock,
        grace=grace,
        poll_seconds=poll_seconds,
    )
    confirming = Confirming(
        matters=matters,
        disposals=kept.disposals,
        classing=classing,
        naming=naming,
        holding=holding,
        finishing=finishing,
        clock=clock,
    )
    looking = Looking(matters=matters, documents=kept.documents, classing=classing, naming=naming, clock=clock)

    async def prepare() -> None:
        await seed({NAME: content}, versions=versions, in_force=classes, clock=clock)
        await naming.refresh()
        await holds.refresh()

    return Retention(
        remembering=Remembering(
            matters=matters, grants=kept.grants, classifications=kept.classifications, holding=holding
        ),
        naming=naming,
        routes=[class_routes(classing), due_routes(looking), disposal_routes(confirming), hold_routes(holding)],
        prepare=prepare,
        background=[classes.run, holds.run, naming.run, finishing.run],
    )
