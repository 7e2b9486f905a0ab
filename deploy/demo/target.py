"""The stack that the demonstration talks to."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from deploy.local.layout import Layout
from deploy.local.settings import Settings


class DemoError(Exception):
    """The demonstration cannot be given; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where its doors are. `maildir` is None when notices go to a relay, where nobody here can read them."""

    base_url: str
    smtp_host: str
    smtp_port: int
    domain: str
    maildir: Path | None
    accounts_file: Path
    own_certificate: bool = False
    """Whether the gateway's certificate is for another name than the address it is called by."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The stack with these settings, on this machine."""
        layout = Layout(settings.data)
        return cls(
            base_url=f"{settings.scheme}://127.0.0.1:{settings.http_port}",
            smtp_host="127.0.0.1",
            smtp_port=settings.smtp_port,
            domain=settings.mail_domain,
            maildir=None if settings.smtp_relay else layout.maildir,
            accounts_file=layout.demo_accounts,
            own_certificate=bool(settings.tls_cert),
        )

    def accounts(self) -> Mapping[str, str]:
        """Name → password of the demo accounts. Raises `DemoError` when they are not there."""
        try:
            lines = self.accounts_file.read_text(encoding="ascii").splitlines()
        except OSError as error:
            raise DemoError(
                f"something answers at {self.base_url}, but the demo accounts cannot be read ({error}); "
                "set DIWAN_DATA to the folder of the stack that runs"
            ) from error
        return {name: password for name, _, password in (line.partition(" ") for line in lines)}
