"""Two stacks side by side: one with a thousand letters, one with the same and a million of earlier years."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from bench.letters import Pool
from bench.million.clerks import clerk_work
from bench.million.costs import Cost, measure, memory
from bench.million.database import COLLECTIONS, Client, collection_of, connected
from bench.million.feeding import feed
from bench.million.growing import grow
from bench.million.latencies import Latencies, latencies, open_page
from bench.million.letters import various
from bench.million.pages import PAGES, some_letters
from bench.million.painting import Painted, painting
from bench.million.queries import Profile, profile
from bench.million.signed_in import SignedIn
from deploy.local.settings import Settings
from deploy.local.stack import Stack

Say = Callable[[str], None]
_PROFILED = 20
"""Times that each page is opened with the profile on; a few are enough to see its plan."""
_PAINTED = 30
"""Times that each page of the portal is opened in a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is measured."""

    transactions: int
    base: int
    letters: int
    rounds: int
    requests: int
    seed: int
    folder: Path | None = None
    """Where the two stacks keep their data; what is there already is used as it is."""


def compare(plan: Plan, say: Say) -> dict[str, Any]:
    """Measure; returns what is written down."""
    pool = Pool(seed=plan.seed)
    with ExitStack() as both:
        folder = plan.folder or Path(both.enter_context(tempfile.TemporaryDirectory(prefix="diwan-million-")))
        stacks = {name: both.enter_context(_running(folder / name)) for name in ("small", "large")}
        for name, stack in stacks.items():
            if not _registered(stack):
                say(f"{name}: {plan.base} letters through the door")
                feed(stack, list(islice(various("base", plan.seed), plan.base)))
                with SignedIn(stack) as people:
                    clerk_work(people, year=datetime.now(UTC).year)
        began, fresh = time.monotonic(), _registered(stacks["large"]) < plan.transactions
        if fresh:
            say(f"large: {plan.transactions} transactions more")
            grow(stacks["large"], plan.transactions, seed=plan.seed)
        seconds = time.monotonic() - began
        held = {name: memory(stack) for name, stack in stacks.items()}
        pages = {name: _pages(stack, plan, say) for name, stack in stacks.items()}
        paints = {name: _painted(stack, plan, say) for name, stack in stacks.items()}
        say("large: how its queries are served")
        found = _profiled(stacks["large"], plan)
        say(f"both: what a letter costs, {plan.rounds} rounds of {plan.letters} letters")
        costs = measure(
            stacks, lambda round_: [pool.copy(round_ * plan.letters + at) for at in range(plan.letters)], plan.rounds
        )
        return {
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "seed": plan.seed,
            "transactions": {name: _registered(stack) for name, stack in stacks.items()},
            "grown_in_seconds": round(seconds) if fresh else None,
            "load_average": os.getloadavg(),
            "stored": _stored(stacks["large"]),
            "pages_ms": pages,
            "first_paint_ms": paints,
            "queries": _queries(found),
            "cpu_ms_per_document": _growth(costs),
            "memory_mb": {name: {"before": held[name], "after": dict(costs[name].memory_mb)} for name in stacks},
        }


@contextmanager
def _running(folder: Path) -> Iterator[Stack]:
    folder.mkdir(parents=True, exist_ok=True)
    stack = Stack(Settings.private(folder))
    stack.start()
    try:
        yield stack
    finally:
        stack.stop()


def _registered(stack: Stack) -> int:
    with connected(stack) as client:
        return collection_of(client, "diwan_registry.entries").estimated_document_count()


def _pages(stack: Stack, plan: Plan, say: Say) -> Latencies:
    say(f"{stack.settings.data.name}: {plan.requests} times each page")
    with connected(stack) as client, SignedIn(stack) as people:
        return latencies(people, some_letters(client, plan.requests, seed=plan.seed))


def _painted(stack: Stack, plan: Plan, say: Say) -> Painted:
    say(f"{stack.settings.data.name}: {_PAINTED} times each page in a browser")
    with connected(stack) as client:
        letters = some_letters(client, _PAINTED, seed=plan.seed + 2)
    return painting(stack, letters)


def _profiled(stack: Stack, plan: Plan) -> Profile:
    with connected(stack) as client, SignedIn(stack) as people:
        letters = some_letters(client, _PROFILED, seed=plan.seed + 1)
        with profile(client) as found:
            for letter in letters:
                for page in PAGES:
                    open_page(people, page, letter)
            feed(stack, list(islice(various("profiled", plan.seed), _PROFILED)))
            clerk_work(people, year=datetime.now(UTC).year)
    return found


def _stored(stack: Stack) -> Mapping[str, Any]:
    with connected(stack) as client:
        return {name: _sizes(client, name) for name in COLLECTIONS}


def _sizes(client: Client, name: str) -> Mapping[str, Any]:
    database, collection = name.split(".")
    stats = client[database].command("collStats", collection, scale=1_000_000)
    return {
        "documents": stats["count"],
        "data_mb": stats["size"],
        "on_disk_mb": stats["storageSize"],
        "indexes_mb": dict(sorted(stats["indexSizes"].items())),
    }


def _queries(found: Profile) -> list[dict[str, Any]]:
    return [
        {
            "collection": query.collection,
            "operation": query.operation,
            "by": query.fields,
            "plan": query.plan,
            "times": service.times,
            "most_documents": service.documents,
            "most_keys": service.keys,
            "most_in_vain": service.excess,
            "sorts": service.sorts,
            "most_ms": service.milliseconds,
        }
        for query, service in sorted(found.served.items(), key=lambda item: -item[1].excess)
    ]


def _growth(costs: Mapping[str, Cost]) -> Mapping[str, Any]:
    small, large = costs["small"].per_document(), costs["large"].per_document()
    return {
        "small": small,
        "large": large,
        "rounds": {name: cost.rounds for name, cost in costs.items()},
        "growth_percent": round((large["total"] / small["total"] - 1) * 100, 1),
    }
