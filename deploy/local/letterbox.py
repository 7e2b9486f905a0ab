"""What the local relay does with mail: it lies in a Maildir, to be read by whoever tries Diwan, and by tests."""

import mailbox
from argparse import ArgumentParser
from email.header import Header
from pathlib import Path
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope, Session

NOWHERE = ".invalid"
"""The top-level domain that nobody has."""


class Letterbox:
    """A handler of aiosmtpd. Each mail is a file of its own, on the disk before it is answered.

    It is kept as it came, with the envelope in two header lines above it. aiosmtpd's own handler parses every mail and
    writes it anew, which costs three times as much.
    """

    def __init__(self, folder: str) -> None:
        # A volume is there before its first mail, and Python makes these only together with the folder itself.
        for part in ("tmp", "new", "cur"):
            Path(folder, part).mkdir(mode=0o700, parents=True, exist_ok=True)
        self._maildir = mailbox.Maildir(folder)

    @classmethod
    def from_cli(cls, _parser: ArgumentParser, folder: str) -> Self:
        """The letterbox that `python -m aiosmtpd --class … FOLDER` names."""
        return cls(folder)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Offer what aiosmtpd can do and does not say: it reads commands in order, however many come at once."""
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take mail for anybody but those whose domain can never be (RFC 6761, 6.4): so a bounce can be had."""
        if address.casefold().endswith(NOWHERE):
            return "550 5.1.2 there is no such domain"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep a mail."""
        content = envelope.original_content or b""
        # A mail program shows an address that is not ASCII only when it is encoded.
        recipients = Header(", ".join(envelope.rcpt_tos)).encode()
        head = f"X-MailFrom: {envelope.mail_from}\r\nX-RcptTo: {recipients}\r\n".encode()
        self._maildir.add((head + content).replace(b"\r\n", b"\n"))
        return "250 OK"
