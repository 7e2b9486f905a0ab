"""Whether anything is still on its way inside of a stack: asked of the databases, with an operator's right."""

import time
from collections.abc import Iterator, Mapping
from itertools import chain
from types import TracebackType
from typing import Any, Final, Self

from pymongo import MongoClient

from deploy.demo.target import DemoError
from deploy.local.stack import Stack
from shared.mongo.outbox import WAITING

_OUTBOXES: Final = (
    ("diwan_intake", "submissions"),
    ("diwan_registry", "matters"),
    ("diwan_registry", "letters"),
    ("diwan_routing", "routes"),
    ("diwan_routing", "letters"),
    ("diwan_directory", "units"),
)
_MATTERS: Final = (*_OUTBOXES[:5], ("diwan_registry", "entries"))
"""Where something is as soon as anybody has handed anything in, or written a letter."""
_PATIENCE_SECONDS: Final = 120.0
_ROUND_SECONDS: Final = 0.06
_LOOKS: Final = 2
"""So often nothing may be seen before it is believed: an event on its way through the broker is in no database."""


class Inside:
    """Looks into the databases of a stack."""

    def __init__(self, stack: Stack) -> None:
        self._client: MongoClient[dict[str, Any]] = MongoClient(
            stack.mongo_admin_url, uuidRepresentation="standard", tz_aware=True, serverSelectionTimeoutMS=5000
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def is_empty(self) -> bool:
        """Whether nobody has ever handed anything in, or written a letter."""
        return all(self._client[base][name].find_one({}, {"_id": 1}) is None for base, name in _MATTERS)

    def wait_until_quiet(self, *, unprinted: int = 0) -> None:
        """Wait until nothing is on its way but so many letters in the press. Raises `DemoError` when that takes too long."""
        end, quiet = time.monotonic() + _PATIENCE_SECONDS, 0
        while quiet < _LOOKS:
            under_way = self._under_way(unprinted)
            quiet = 0 if under_way else quiet + 1
            if time.monotonic() > end:
                raise DemoError(f"still on its way after {_PATIENCE_SECONDS:.0f} s: {under_way}")
            time.sleep(_ROUND_SECONDS)

    def _under_way(self, unprinted: int) -> str:
        """Where something is on its way; what is last on it is looked for first."""
        waiting: Iterator[tuple[str, str, Mapping[str, Any]]] = chain(
            [
                ("diwan_notify", "notices", {"state": "pending"}),
                ("diwan_routing", "letters", {"state": "approved"}),
                ("diwan_intake", "submissions", {"state": "received"}),
            ],
            ((base, name, WAITING) for base, name in _OUTBOXES),
        )
        found = (
            f"{base}.{name}"
            for base, name, what in waiting
            if self._client[base][name].find_one(what, {"_id": 1}) is not None
        )
        return next(found, "") or self._in_press(unprinted)

    def _in_press(self, most: int) -> str:
        letters = self._client["diwan_routing"]["letters"]
        return "the press" if letters.count_documents({"state": "numbered"}, limit=most + 1) > most else ""
