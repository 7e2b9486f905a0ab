"""A letter on its way out of the ministry."""

from collections.abc import Mapping
from typing import Any

from deploy.demo.past.matter import House
from deploy.demo.past.office import Json
from deploy.demo.past.staff import DELEGATION, of


class Outgoing:
    """A letter that a unit writes."""

    def __init__(self, house: House, writer: str, said: Mapping[str, Any]) -> None:
        """Draft it."""
        self.house = house
        self.writer = writer
        self.letter_id = str(house.office.post(writer, "/api/v1/letters", said)["letter_id"])

    def do(self, login: str, path: str, **body: Any) -> None:
        """Change it."""
        self.house.office.change(login, f"/api/v1/letters/{self.letter_id}", path, **body)

    def see(self) -> Json:
        """All of it, as its writer sees it."""
        shown: Json = self.house.office.get(self.writer, f"/api/v1/letters/{self.letter_id}")
        return shown

    def approver(self) -> str:
        """Who has to approve it next; empty when nobody has."""
        waits_for = self.see()["waits_for"]
        if not waits_for:
            return ""
        away, delegate = DELEGATION
        manager = of(waits_for, "manager")[0]
        return delegate if manager == away and self.house.teller.clock.now() >= self.house.leave_begins else manager

    def approve(self) -> None:
        """Approve it as it is, one step of its chain."""
        self.do(self.approver(), "approve", edition=self.see()["edition"])
