"""The SMTP door (RFC 5321): translates a session into calls of the service, and its outcome into reply codes.

`250` is said only when everything is durable. Our own trouble is always a 4xx, so that the sender keeps the mail and
tries again; a 5xx is said only of what will not get better (no such mailbox, too large).
"""

import asyncio
import re
import ssl
from collections.abc import Callable
from typing import Any

import structlog
from aiosmtpd.smtp import SMTP, Session
from aiosmtpd.smtp import Envelope as Received

from services.intake.mailboxes import Mailboxes, without_token
from services.intake.model import Envelope
from services.intake.service import Intake
from services.intake.settings import Settings
from services.intake.smtp_load import Load
from services.intake.smtp_session import MAILS, LimitedSession
from shared.errors import StoreFullError
from shared.observability.tracing import traced

log = structlog.get_logger(__name__)

OK = "250 2.0.0 Accepted"
TRY_LATER = "451 4.3.0 Not now, please try again later"
NO_MAILBOX = "550 5.1.1 No such mailbox here"
NOT_TEXT = "553 5.6.7 The address is not in UTF-8"
NO_RELAY = "550 5.7.1 We do not relay"
NO_SPACE = "452 4.3.1 No space for more at the moment, please try again later"
TOO_MANY_RECIPIENTS = "452 4.5.3 Too many recipients"

# aiosmtpd decodes what is not UTF-8 to these.
_UNDECODED = re.compile("[\ud800-\udfff]")


class Door:
    """The handler that aiosmtpd calls."""

    def __init__(self, intake: Intake, mailboxes: Callable[[], Mailboxes], *, max_recipients: int) -> None:
        self._intake = intake
        self._mailboxes = mailboxes
        self._max_recipients = max_recipients

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Received, hostname: str, answers: list[str]
    ) -> list[str]:
        """Say what we can; nobody signs in here, so nobody is to send us a password."""
        session.host_name = hostname
        return [answer for answer in answers if not answer.startswith("250-AUTH")]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Received, address: str, options: list[str]
    ) -> str:
        """Take a sender; one whose bytes are no text could be kept nowhere, however often it is tried again."""
        if _UNDECODED.search(address):
            return NOT_TEXT
        try:
            self._intake.admit()
        except StoreFullError:
            MAILS.labels("452").inc()
            return NO_SPACE
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Sender ok"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Received, address: str, _options: list[str]
    ) -> str:
        """Take a recipient that we receive for."""
        if self._mailboxes().find(address) is None:
            return NO_MAILBOX if self._mailboxes().is_ours(address) else NO_RELAY
        if len(envelope.rcpt_tos) >= self._max_recipients:
            return TOO_MANY_RECIPIENTS
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Received) -> str:  # noqa: N802 - aiosmtpd calls it so
        """Take a mail: one submission for each of our mailboxes that it names."""
        with traced("smtp DATA", kind="server") as step:
            try:
                for mail in self._mails(envelope):
                    accepted = await self._intake.accept_mail(mail)
                    log.info("mail accepted", submission_id=str(accepted.submission_id), bytes=len(mail.raw))
            except StoreFullError as error:
                log.warning("mail not accepted", error=repr(error))
                MAILS.labels("452").inc()
                return NO_SPACE
            except Exception as error:  # noqa: BLE001 - whatever it is, it is our trouble, and the sender keeps the mail
                log.warning("mail not accepted", error=repr(error))
                step.failed(type(error).__name__)
                MAILS.labels("451").inc()
                return TRY_LATER
            MAILS.labels("250").inc()
            return OK

    async def handle_exception(self, error: Exception) -> str:
        """Answer what went wrong inside aiosmtpd; its own answer would be a 500 with the error's text."""
        log.error("smtp session failed", exc_info=error)
        return TRY_LATER

    def _mails(self, envelope: Received) -> list[Envelope]:
        raw = envelope.content
        if not isinstance(raw, bytes):
            raise TypeError("content was decoded")
        by_mailbox: dict[str, str] = {}
        for recipient in envelope.rcpt_tos:
            # Its type may have been retired since we took the recipient: the mail is ours all the same.
            mailbox = self._mailboxes().find(recipient)
            by_mailbox.setdefault(mailbox.address if mailbox else without_token(recipient), recipient)
        # aiosmtpd gives the null return path with its brackets
        sender = (envelope.mail_from or "").removeprefix("<").removesuffix(">")
        return [
            Envelope(mailbox=mailbox, recipient=recipient, sender=sender, raw=raw)
            for mailbox, recipient in by_mailbox.items()
        ]


class SmtpServer:
    """Listens for SMTP sessions."""

    def __init__(self, door: Door, settings: Settings) -> None:
        self._door = door
        self._settings = settings
        self._load = load_of(settings)
        self._server: asyncio.Server | None = None

    async def run(self) -> None:
        """Listen until cancelled. Raises `OSError` when the port is taken."""
        settings = self._settings
        self._server = await asyncio.get_running_loop().create_server(
            session_factory(self._door, settings, self._load),
            settings.smtp_host,
            settings.smtp_port,
            reuse_port=settings.smtp_reuse_port or None,
        )
        try:
            await asyncio.Event().wait()
        finally:
            self._server.close()

    async def drain(self) -> None:
        """Open no more sessions, and end those that there are: a mail that is being sent is taken to its end."""
        if self._server is not None:
            self._server.close()
        await self._load.end()

    async def is_listening(self) -> bool:
        """Whether sessions can be opened."""
        return self._server is not None and self._server.is_serving()


def load_of(settings: Settings) -> Load:
    """What all sessions together may take."""
    return Load(
        max_connections=settings.max_connections,
        max_per_client=settings.max_connections_per_client,
        max_bytes=settings.max_bytes_in_hand,
    )


def session_factory(door: Door, settings: Settings, load: Load) -> Any:
    """What makes a protocol for each connection."""
    context = _tls(settings)

    def make() -> LimitedSession:
        return LimitedSession(
            door,
            load=load,
            max_bytes=settings.max_mail_bytes,
            hostname=settings.mail_domain,
            ident="Diwan",
            enable_SMTPUTF8=True,
            decode_data=False,
            tls_context=context,
            timeout=settings.idle_seconds,
            command_call_limit={"*": settings.max_commands},
        )

    return make


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.tls_cert is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(settings.tls_cert, settings.tls_key)
    return context
