"""What every letter of an installation has in common: who writes, from where, on whose clock."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from shared.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The sender of all notices.

    `public_url` is where the gateway is reached; `mail_domain` and `mailbox` make the address that notices come from
    and replies go to; `zone` is the organisation's legal time zone, in which dates and times are stated.
    """

    organisation: Text
    public_url: str
    mail_domain: str
    zone: ZoneInfo
    mailbox: str = "documents"

    @property
    def address(self) -> str:
        """The address that notices come from."""
        return f"{self.mailbox}@{self.mail_domain}"
