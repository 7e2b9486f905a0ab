"""A service office with people who came, made by the services' own interfaces."""

import json
from dataclasses import dataclass

from tests.browser.matters import COMPLETE, INCOMPLETE, tracked
from tests.e2e.outside import Outside, pdf, wait_for

PERSON = {"civil-number": "12345678", "name": "سالم بن علي الحارثي", "telephone": "92123456"}


@dataclass(frozen=True)
class Counters:
    """What the office of the demo's agent handed in, by the submissions' ids."""

    incomplete: str
    registered: str

    @classmethod
    def of(cls, outside: Outside) -> "Counters":
        """Hand everything in, and wait until it is where it shall be, and people wait to be called."""
        made = cls(
            incomplete=hand_in(outside, INCOMPLETE, {**PERSON, "on-behalf-of": "شركة النور للتجارة"}, "incomplete"),
            registered=hand_in(outside, COMPLETE, {**PERSON, "name": "مريم بنت سعيد"}, "registered"),
        )
        wait_for(lambda: len(calls(outside)) >= 2)
        return made


def hand_in(outside: Outside, names: tuple[str, ...], person: dict[str, str], state: str) -> str:
    """Hand something in for a person; gives the submission's id once it is in that state."""
    with outside.as_("agent") as agent:
        answer = agent.post(
            "/api/v1/counter/submissions",
            data={
                "request_type": "work-permit",
                "subject": "تصريح عمل لعامل",
                "language": "ar",
                "identity": json.dumps(person),
            },
            files=[("files", (name, pdf(), "application/pdf")) for name in names],
        )
    accepted = answer.raise_for_status().json()

    def there() -> bool:
        told = tracked(outside, accepted["tracking_token"])
        return told.get("state") == state and (state != "registered" or bool(told.get("unit")))

    wait_for(there)
    return str(accepted["submission_id"])


def calls(outside: Outside) -> list[str]:
    """The ids of the calls that wait for the office."""
    with outside.as_("agent") as agent:
        return [one["notice_id"] for one in agent.get("/api/v1/calls").raise_for_status().json()["calls"]]
