"""Whom a notice may reach by telephone, and how: a message costs money, and a stranger's number is no address."""

from dataclasses import dataclass
from typing import Literal

from services.notify.model.notice import Medium
from shared.telephone import takes_messages

By = Literal["off", "sms", "call"]
"""Not at all; by short messages, and calls where a line takes none; by calls alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephone:
    """What an organisation has decided. `countries` are calling codes without the plus sign."""

    by: By = "off"
    countries: tuple[str, ...] = ()

    def medium(self, number: str) -> Medium | None:
        """How a number in E.164 is reached; None when it is not."""
        if self.by == "off" or not number.removeprefix("+").startswith(self.countries):
            return None
        return "sms" if self.by == "sms" and takes_messages(number) else "call"
