"""One SMTP connection to the relay, kept and used for many mails (RFC 5321)."""

import asyncio
import ssl
from collections.abc import Callable
from typing import cast

from aiosmtplib import SMTP
from aiosmtplib.errors import SMTPException

from services.notify.adapters.address import RelayAddress
from services.notify.adapters.conversation import BrokenConversationError, Conversation
from services.notify.adapters.replies import words
from services.notify.adapters.transaction import UnofferedError, hand_over
from services.notify.errors import DeferredError, RefusedError, RelayUnavailableError, StaleConnectionError
from services.notify.model.words import clean_line

CONNECT_SECONDS = 10.0
FAREWELL_SECONDS = 1.0


class SmtpConnection:
    """One connection: opened, encrypted and signed in by aiosmtplib, and from there on spoken to by ourselves."""

    def __init__(
        self, address: RelayAddress, seconds: float, idle_seconds: float, monotonic: Callable[[], float]
    ) -> None:
        self._address = address
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._monotonic = monotonic
        self._conversation: Conversation | None = None
        self._smtputf8 = False
        self._pipelining = False
        self._mails = 0
        self._used_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether it can be used as it is."""
        fresh = self._monotonic() - self._used_at < self._idle_seconds
        return self._conversation is not None and self._conversation.is_open and fresh

    async def open(self) -> None:
        """Connect anew. Raises `RelayUnavailableError`."""
        await self.close()
        address = self._address
        client = SMTP(
            hostname=address.host,
            port=address.port,
            local_hostname=address.greeting,
            # No time-out per reply: the limit below holds for the whole, and costs less.
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
        self._smtputf8 = client.supports_extension("smtputf8")
        self._pipelining = client.supports_extension("pipelining")
        self._conversation = Conversation(cast("asyncio.Transport", client.transport))
        self._mails, self._used_at = 0, self._monotonic()

    async def send(self, recipient: str, message: bytes, *, smtputf8: bool) -> str:
        """Hand over one mail; returns the relay's words. Raises as `ports.MailConnection` says."""
        conversation = self._conversation
        if conversation is None:
            raise StaleConnectionError("not open")
        if smtputf8 and not self._smtputf8:
            raise RefusedError("the relay does not take addresses that are not ASCII (SMTPUTF8, RFC 6531)")
        try:
            async with asyncio.timeout(self._seconds):
                reply = await hand_over(
                    conversation, recipient, message, smtputf8=smtputf8, pipelining=self._pipelining
                )
        except (RefusedError, DeferredError):
            raise
        except BaseException as error:
            # Where the conversation stands is unknown.
            conversation.close()
            if isinstance(error, UnofferedError) and self._mails:
                raise StaleConnectionError(str(error)) from error
            if isinstance(error, UnofferedError | BrokenConversationError | TimeoutError):
                raise DeferredError(clean_line(f"{type(error).__name__}: {error}")) from error
            raise
        self._mails += 1
        self._used_at = self._monotonic()
        return words(reply)

    async def close(self) -> None:
        """Say goodbye; never raises."""
        conversation, self._conversation = self._conversation, None
        if conversation is None:
            return
        try:
            async with asyncio.timeout(FAREWELL_SECONDS):
                await conversation.say(b"QUIT\r\n", replies=1)
        except (BrokenConversationError, TimeoutError):
            # It is closed all the same.
            pass
        finally:
            conversation.close()
