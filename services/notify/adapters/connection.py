"""One SMTP connection to the relay, kept and used for many mails (RFC 5321)."""

import asyncio
import ssl
from collections.abc import Callable

from aiosmtplib import SMTP
from aiosmtplib.errors import SMTPDataError, SMTPException

from services.notify.adapters.address import RelayAddress
from services.notify.adapters.replies import CLOSING, FAILED, failure, words
from services.notify.errors import DeferredError, RefusedError, RelayUnavailableError, StaleConnectionError
from services.notify.model.words import clean_line

CONNECT_SECONDS = 10.0
FAREWELL_SECONDS = 1.0


class SmtpConnection:
    """One connection. Commands are given one by one: that tells what the relay refuses, and nothing parses the mail."""

    def __init__(
        self, address: RelayAddress, seconds: float, idle_seconds: float, monotonic: Callable[[], float]
    ) -> None:
        self._address = address
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._monotonic = monotonic
        self._client: SMTP | None = None
        self._mails = 0
        self._used_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether it can be used as it is."""
        fresh = self._monotonic() - self._used_at < self._idle_seconds
        return self._client is not None and self._client.is_connected and fresh

    async def open(self) -> None:
        """Connect anew. Raises `RelayUnavailableError`."""
        await self.close()
        address = self._address
        client = SMTP(
            hostname=address.host,
            port=address.port,
            local_hostname=address.greeting,
            # No time-out per reply: the limits below hold for the whole, and cost less.
            timeout=None,
            use_tls=address.tls == "tls",
            start_tls=address.tls == "starttls",
            tls_context=None if address.tls == "none" else ssl.create_default_context(cafile=address.ca_file),
            username=address.username or None,
            password=address.password or None,
        )
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await client.connect()
                if client.is_ehlo_or_helo_needed:
                    await client.ehlo()
        except (SMTPException, OSError, TimeoutError, ValueError) as error:
            client.close()
            raise RelayUnavailableError(f"{type(error).__name__}: {error}") from error
        except asyncio.CancelledError:
            client.close()
            raise
        self._client, self._mails, self._used_at = client, 0, self._monotonic()

    async def send(self, recipient: str, message: bytes, *, smtputf8: bool) -> str:
        """Hand over one mail; returns the relay's words. Raises as `ports.MailConnection` says."""
        client = self._client
        if client is None:
            raise StaleConnectionError("not open")
        if smtputf8 and not client.supports_extension("smtputf8"):
            raise RefusedError("the relay does not take addresses that are not ASCII (SMTPUTF8, RFC 6531)")
        try:
            async with asyncio.timeout(self._seconds):
                reply = await self._transaction(client, recipient, message, smtputf8=smtputf8)
        except BaseException as error:
            if not isinstance(error, RefusedError | DeferredError) or not client.is_connected:
                # Where the conversation stands is unknown.
                self._drop()
            if isinstance(error, SMTPException | OSError | TimeoutError):
                raise DeferredError(clean_line(f"{type(error).__name__}: {error}")) from error
            raise
        self._mails += 1
        self._used_at = self._monotonic()
        return reply

    async def close(self) -> None:
        """Say goodbye; never raises."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            async with asyncio.timeout(FAREWELL_SECONDS):
                await client.quit()
        except (SMTPException, OSError, TimeoutError):
            # It is closed all the same.
            pass
        finally:
            client.close()

    async def _transaction(self, client: SMTP, recipient: str, message: bytes, *, smtputf8: bool) -> str:
        await self._begin(client, b"SMTPUTF8 BODY=8BITMIME" if smtputf8 else b"")
        try:
            code, text = await client.execute_command(b"RCPT", b"TO:<" + recipient.encode() + b">")
            if code >= FAILED:
                raise failure(code, text)
            reply = await client.data(message)
        except SMTPDataError as error:
            await self._reset(client)
            raise failure(error.code, error.message) from error
        except (RefusedError, DeferredError):
            await self._reset(client)
            raise
        return words(reply.code, reply.message)

    async def _begin(self, client: SMTP, options: bytes) -> None:
        # The null return path: what answers this must not be answered by us (RFC 3834, 3.3; RFC 5321, 4.5.5).
        command = (b"MAIL", b"FROM:<>", options) if options else (b"MAIL", b"FROM:<>")
        try:
            code, text = await client.execute_command(*command)
        except (SMTPException, OSError) as error:
            if self._mails:
                raise StaleConnectionError(str(error)) from error
            raise
        if code == CLOSING and self._mails:
            raise StaleConnectionError(text)
        if code >= FAILED:
            await self._reset(client)
            # Nothing of the notice was said yet: also a 5xx is about us.
            raise DeferredError(words(code, text))

    async def _reset(self, client: SMTP) -> None:
        try:
            await client.execute_command(b"RSET")
        except (SMTPException, OSError):
            # The next mail comes on a new connection; what the relay said of this one still counts.
            client.close()

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
