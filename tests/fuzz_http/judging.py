"""What may be answered to whom: the rules that no schema states."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.fuzz_http.askers import Asker
from tests.fuzz_http.rights import RIGHTS, Outcome

PROBLEM = "application/problem+json"

UNREAD = frozenset({400, 408, 411, 413, 414, 422, 431})
"""What a request that nobody could read is answered with, whoever sent it: before anyone looked at who it was."""

ON_EVERY_ANSWER = (
    "x-request-id",
    "x-content-type-options",
    "content-security-policy",
    "referrer-policy",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, and the part of its request that matters; names of headers in lower case."""

    operation: str
    method_is_documented: bool
    path_ids: frozenset[str]
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        """The body."""
        return json.loads(self.content)


def faults(asker: Asker, answer: Answer, may_see: Callable[[], frozenset[str]]) -> list[str]:
    """What is wrong with an answer, in words; `may_see` gives the submissions and documents that the asker's units have."""
    found = list(_unfit(answer))
    if answer.method_is_documented:
        found += _wrongly_allowed(asker, answer, may_see)
    elif answer.status < 400:
        found.append("a method that no document names was taken")
    return found


def _unfit(answer: Answer) -> list[str]:
    found = [f"no {name}" for name in ON_EVERY_ANSWER if name not in answer.headers]
    # The gateway's own refusals hold nothing that must not be kept.
    if not _is_the_gateways(answer) and "cache-control" not in answer.headers:
        found.append("no cache-control")
    if b"Traceback" in answer.content:
        found.append("it tells what is inside")
    if answer.status >= 500:
        found.append("an error of ours")
    if answer.status >= 400:
        if answer.headers.get("content-type") != PROBLEM:
            found.append(f"a refusal as {answer.headers.get('content-type')}")
        elif answer.json["status"] != answer.status:
            found.append("the problem states another status")
    return found


def _is_the_gateways(answer: Answer) -> bool:
    return answer.status >= 400 and b'"trace_id"' not in answer.content


def _wrongly_allowed(asker: Asker, answer: Answer, may_see: Callable[[], frozenset[str]]) -> list[str]:
    outcome = RIGHTS[answer.operation].of(asker)
    status = answer.status
    if outcome in (Outcome.UNAUTHORISED, Outcome.FORBIDDEN):
        expected = int(outcome.value)
        # 404 only where no service was asked: it would tell what does not exist.
        unread = status in UNREAD or (status == 404 and _is_the_gateways(answer))
        return [] if status == expected or unread else [f"{status} where {expected} is due"]
    if status in (401, 403):
        return [f"{status} although it is allowed"]
    if outcome is Outcome.OWN and status < 300 and (seen := shown(answer) - may_see()):
        return [f"shows what another unit has: {sorted(seen)[:3]}"]
    return []


def shown(answer: Answer) -> frozenset[str]:
    """The submissions, or for a download the document, that an answer shows a part of."""
    if answer.operation == "download_document":
        return frozenset(str(UUID(one)) for one in answer.path_ids)
    body = answer.json
    within = {"list_routes": "routes", "show_inbox": "entries", "search_matters": "found"}.get(answer.operation)
    lines = body[within] if within else body if isinstance(body, list) else [body]
    return frozenset(line["submission_id"] for line in lines if "submission_id" in line)
