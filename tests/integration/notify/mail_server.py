"""aiosmtpd in the test's own loop, told what to answer."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, AnyStr

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was taken, and which connection it came over."""

    sender: str
    recipient: str
    content: bytes
    options: tuple[str, ...]
    peer: object
    greeting: str


class Speaker(SMTP):
    """Says also what is no text: lone surrogates stand for its bytes."""

    async def push(self, status: AnyStr) -> None:
        said = status if isinstance(status, bytes) else status.encode("utf-8", "surrogateescape")
        self._writer.write(said + b"\r\n")
        await self._writer.drain()


class MailServer:
    """`answers` maps a command (MAIL, RCPT, DATA) to the replies given to it first; `drop` closes, `hang` says nothing."""

    def __init__(self, *, certificate: Path | None = None, accounts: Mapping[str, str] | None = None) -> None:
        """With a certificate nothing goes without STARTTLS, and with `accounts` (name: password) not without them."""
        self._certificate = certificate
        self._accounts = accounts or {}
        self.mails: list[Mail] = []
        self.offered = 0
        self.answers: dict[str, list[str]] = {"MAIL": [], "RCPT": [], "DATA": []}
        self.port = 0
        self.smtputf8 = True
        self.pipelining = False
        self._server: asyncio.Server | None = None
        self._sessions: list[SMTP] = []

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self.hang_up()
            await self._server.wait_closed()
            self._server = None

    def hang_up(self) -> None:
        """Close every connection, as a server does with idle ones."""
        for session in self._sessions:
            if session.transport is not None:
                session.transport.close()
        self._sessions.clear()

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        # A server of its own kind says more than one line; ours hides what the test takes away.
        said = responses if server.enable_SMTPUTF8 else [line for line in responses if "SMTPUTF8" not in line]
        return [said[0], "250-PIPELINING", *said[1:]] if self.pipelining else said

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if said := self._next("MAIL"):
            return await self._say(server, said)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if said := self._next("RCPT"):
            return await self._say(server, said)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.offered += 1
        if said := self._next("DATA"):
            return await self._say(server, said)
        assert isinstance(envelope.content, bytes)
        self.mails.append(
            Mail(
                sender=envelope.mail_from or "",
                recipient=envelope.rcpt_tos[0],
                content=envelope.content,
                options=tuple(envelope.mail_options),
                peer=session.peer,
                greeting=session.host_name or "",
            )
        )
        return f"250 kept as {len(self.mails)}"

    def _next(self, command: str) -> str:
        return self.answers[command].pop(0) if self.answers[command] else ""

    async def _say(self, server: SMTP, said: str) -> str:
        if said == "drop":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        elif said == "hang":
            await asyncio.sleep(60)
        return said

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: LoginPassword
    ) -> AuthResult:
        known = self._accounts.get(given.login.decode()) == given.password.decode()
        return AuthResult(success=known, handled=False)

    def _session(self) -> SMTP:
        options: dict[str, Any] = {"enable_SMTPUTF8": self.smtputf8, "hostname": "relay.example"}
        if self._certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self._certificate)
            options |= {"tls_context": context, "require_starttls": True}
        if self._accounts:
            options |= {"authenticator": self._authenticate, "auth_required": True}
        session = Speaker(self, loop=asyncio.get_running_loop(), **options)
        self._sessions.append(session)
        return session
