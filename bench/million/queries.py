"""How MongoDB served what the services asked, from its own profile."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.million.database import Client
from deploy.local.services import SERVICES

PROFILE_BYTES = 64_000_000
_SMALL = frozenset({"units", "people", "books", "request_types"})
"""Collections that do not grow with the letters; they may be read whole."""


@dataclass(frozen=True, slots=True)
class Query:
    """One kind of question: what was asked, and how it was served."""

    collection: str
    operation: str
    fields: str
    """What it was looked for by."""
    plan: str


@dataclass(slots=True)
class Service:
    """How a kind of question was served: the worst of all times."""

    times: int = 0
    documents: int = 0
    """Most documents that the server looked at to serve one."""
    keys: int = 0
    excess: int = 0
    """Most documents that it looked at in vain."""
    sorts: bool = False
    milliseconds: int = 0

    def note(self, record: Mapping[str, Any]) -> None:
        """One more time."""
        examined = record.get("docsExamined", 0)
        answered = max(record.get(name, 0) for name in ("nreturned", "nMatched", "ndeleted"))
        self.times += 1
        self.documents = max(self.documents, examined)
        self.keys = max(self.keys, record.get("keysExamined", 0))
        self.excess = max(self.excess, examined - answered)
        self.sorts = self.sorts or record.get("hasSortStage", False)
        self.milliseconds = max(self.milliseconds, record.get("millis", 0))


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that the services asked for while it was on."""

    served: dict[Query, Service] = field(default_factory=dict)

    def scans(self) -> Sequence[Query]:
        """What was served by reading a collection that grows from its beginning to its end."""
        return [query for query in self.served if "COLLSCAN" in query.plan and query.collection not in _SMALL]

    def wasteful(self, most: int) -> Sequence[Query]:
        """What made the server look at more than so many documents in vain, or sort so many keys, where these grow in number."""
        return [
            query for query, service in self.served.items() if service.excess > most and query.collection not in _SMALL
        ]


@contextmanager
def profile(client: Client) -> Iterator[Profile]:
    """Note everything that the services ask for; the result is there at the end."""
    found = Profile()
    for service in SERVICES:
        database = client[service.database]
        database.command("profile", 0)
        database.drop_collection("system.profile")
        database.create_collection("system.profile", capped=True, size=PROFILE_BYTES)
        database.command("profile", 2)
    yield found
    for service in SERVICES:
        database = client[service.database]
        database.command("profile", 0)
        for record in database["system.profile"].find({"appName": "diwan", "planSummary": {"$exists": True}}):
            found.served.setdefault(_query(record), Service()).note(record)


def _query(record: Mapping[str, Any]) -> Query:
    command = record.get("command", {})
    wanted = command.get("filter") or command.get("q") or command.get("query") or {}
    plan = record["planSummary"]
    return Query(
        collection=record["ns"].partition(".")[2],
        operation=record["op"],
        fields=", ".join(wanted),
        # How many branches of the same kind it has follows from what was asked.
        plan=", ".join(dict.fromkeys(plan.split(", IXSCAN"))) if plan.count("IXSCAN") > 1 else plan,
    )
