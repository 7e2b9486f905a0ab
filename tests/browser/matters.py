"""A matter in every state that a requester can see, made by the services' own interfaces."""

from dataclasses import dataclass
from typing import Any

from tests.e2e.outside import Outside, pdf, wait_for

COMPLETE = ("passport.pdf", "employment contract.pdf", "commercial registration.pdf")
INCOMPLETE = COMPLETE[:1]
UNCLEAR = ("scan0001.pdf", "scan0002.pdf", "scan0003.pdf")


@dataclass(frozen=True)
class Matters:
    """The tracking codes, by state."""

    registered: str
    incomplete: str
    undecided: str
    rejected: str

    @classmethod
    def of(cls, outside: Outside) -> "Matters":
        """Hand everything in, and wait until it is what it shall be."""
        rejected, submission = _handed_in(outside, UNCLEAR)
        _wait(outside, rejected, "undecided")
        with outside.as_("clerk") as clerk:
            waits = f"/api/v1/desk/{submission}"
            seen = {"If-Match": clerk.get(waits).raise_for_status().headers["ETag"]}
            clerk.post(f"{waits}/reject", json={"reason": "الطلب من اختصاص جهة أخرى."}, headers=seen).raise_for_status()
        made = cls(
            registered=_handed_in(outside, COMPLETE)[0],
            incomplete=_handed_in(outside, INCOMPLETE)[0],
            undecided=_handed_in(outside, UNCLEAR)[0],
            rejected=rejected,
        )
        for state in ("incomplete", "undecided", "rejected"):
            _wait(outside, getattr(made, state), state)
        wait_for(lambda: tracked(outside, made.registered).get("unit"))
        return made


def tracked(outside: Outside, token: str) -> dict[str, Any]:
    """What registry tells of a matter."""
    told: dict[str, Any] = outside.http.get(f"/api/v1/tracking/{token}").json()
    return told


def _handed_in(outside: Outside, names: tuple[str, ...]) -> tuple[str, str]:
    accepted = outside.http.post(
        "/api/v1/submissions",
        data={"request_type": "work-permit", "subject": "تصريح عمل لعامل", "sender_name": "سالم بن علي"},
        files=[("files", (name, pdf(), "application/pdf")) for name in names],
    ).raise_for_status()
    return accepted.json()["tracking_token"], accepted.json()["submission_id"]


def _wait(outside: Outside, token: str, state: str) -> None:
    wait_for(lambda: tracked(outside, token).get("state") == state)
