"""Matters that requests can find: what the own unit has, what another unit has, what still waits for a clerk."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import httpx

from shared.transaction_number import parse_number
from tests.e2e.outside import Outside, wait_for
from tests.fuzz_http.askers import OTHER_UNIT, OWN_UNIT

TYPE = "general-correspondence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter, and the ids by which services know parts of it; what waits has no number and no unit."""

    submission_id: str
    token: str
    documents: tuple[str, ...]
    hashes: tuple[str, ...]
    notices: tuple[str, ...]
    number: str | None
    unit: str | None
    confidential: bool = False

    @property
    def year(self) -> int | None:
        """Of the book that it stands in."""
        number = parse_number(self.number) if self.number else None
        return number.year if number else None


def hand_in(outside: Outside, *, each: int) -> list[Matter]:
    """Hand in matters and bring them where they belong: `each` of every kind, and one confidential one of every unit."""
    with outside.as_("clerk") as clerk:
        wanted = [unit for unit in (OWN_UNIT, OTHER_UNIT, None) for _ in range(each)]
        wanted += [OWN_UNIT, OTHER_UNIT, None]
        accepted = [_accepted(outside) for _ in wanted]
        numbers = [_registered(clerk, one["submission_id"], unit) for one, unit in zip(accepted, wanted, strict=True)]
        made = [_known(clerk, one, number, unit) for one, number, unit in zip(accepted, numbers, wanted, strict=True)]
        return [*made[:-3], *(_hidden(clerk, one) for one in made[-3:])]


def had_by(outside: Outside, units: frozenset[str], years: Iterable[int]) -> frozenset[str]:
    """The ids of the submissions that these units have now, void ones among them, and of all their documents."""
    found: set[str] = set()
    entries = [entry for year in years for entry in outside.book(year)]
    with outside.as_("auditor") as auditor:
        for entry in entries:
            route = auditor.get(f"/api/v1/routes/{entry['number']}")
            if route.is_success and not units.isdisjoint(_had(route.json())):
                submission_id = entry["submission_id"]
                found |= {submission_id, *(one["document_id"] for one in _documents(auditor, submission_id))}
    return frozenset(found)


def _had(route: dict[str, Any]) -> set[str]:
    """The units that have a transaction or a part of it."""
    kept = ("open", "accepted", "done")
    return {route["unit_id"], *(branch["unit_id"] for branch in route["branches"] if branch["state"] in kept)}


def _accepted(outside: Outside) -> dict[str, str]:
    # With neither a type nor a file it is for a clerk to say what it is.
    answer = outside.http.post(
        "/api/v1/submissions",
        data={"message": str(uuid.uuid4()), "sender_email": f"sender-{uuid.uuid4().hex}@company.example"},
    )
    answer.raise_for_status()
    accepted: dict[str, str] = answer.json()
    return accepted


def _registered(clerk: httpx.Client, submission_id: str, unit: str | None) -> str | None:
    """The number, once a clerk has registered it for a unit; None for what is to wait."""
    if unit is None:
        return None
    body = {"request_type": TYPE, "unit": unit}

    def ask() -> httpx.Response | None:
        seen = clerk.get(f"/api/v1/desk/{submission_id}")
        if seen.status_code == httpx.codes.NOT_FOUND:
            return None
        headers = {"If-Match": seen.headers["ETag"]}
        return clerk.post(f"/api/v1/desk/{submission_id}/register", json=body, headers=headers)

    answer = wait_for(ask)
    answer.raise_for_status()
    return str(answer.json()["number"])


def _known(clerk: httpx.Client, accepted: dict[str, str], number: str | None, unit: str | None) -> Matter:
    """The matter, once every service that will know of it does."""
    submission_id = accepted["submission_id"]

    def is_routed() -> bool:
        answer = clerk.get(f"/api/v1/transactions/{number}")
        return answer.is_success and answer.json()["unit"] is not None

    if number is not None:
        wait_for(is_routed)
    notices = wait_for(lambda: clerk.get("/api/v1/notices", params={"submission_id": submission_id}).json()["notices"])
    documents = wait_for(lambda: _documents(clerk, submission_id))
    return Matter(
        submission_id=submission_id,
        token=accepted["tracking_token"],
        documents=tuple(document["document_id"] for document in documents),
        hashes=tuple(document["sha256"] for document in documents),
        notices=tuple(notice["notice_id"] for notice in notices),
        number=number,
        unit=unit,
    )


def _hidden(clerk: httpx.Client, matter: Matter) -> Matter:
    """The matter, once every service that knows it knows that it is confidential."""
    seen = clerk.get(f"/api/v1/desk/{matter.submission_id}").raise_for_status()
    clerk.post(
        f"/api/v1/desk/{matter.submission_id}/classify",
        json={"confidential": True, "reason": "تحقيق"},
        headers={"If-Match": seen.headers["ETag"]},
    ).raise_for_status()

    def is_hidden() -> bool:
        route = clerk.get(f"/api/v1/routes/{matter.number}")
        notices = clerk.get("/api/v1/notices", params={"submission_id": matter.submission_id}).json()["notices"]
        return (
            route.status_code == httpx.codes.NOT_FOUND and not notices and not _documents(clerk, matter.submission_id)
        )

    wait_for(is_hidden)
    return replace(matter, confidential=True)


def _documents(client: httpx.Client, submission_id: str) -> list[dict[str, str]]:
    answer = client.get(f"/api/v1/submissions/{submission_id}/documents")
    found: list[dict[str, str]] = answer.json() if answer.is_success else []
    return found
