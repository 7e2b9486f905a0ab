"""Passwords, made and checked in threads."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from services.directory.passwords import Passwords
from shared.errors import TransientError

MOST_WAITING = 32
"""Sign-ins that may wait for their turn, two seconds or so; more are told to come back."""


class ThreadedPasswords:
    """A few sign-ins at a time: each check takes 64 MiB and a core, and a flood must not take all there is."""

    def __init__(self, passwords: Passwords, *, at_once: int, most_waiting: int = MOST_WAITING) -> None:
        self._passwords = passwords
        self._turns = asyncio.Semaphore(at_once)
        self._most_waiting = most_waiting
        self._waiting = 0

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[None]:
        """Wait for a turn to sign in. Raises `TransientError` when too many wait."""
        if self._turns.locked() and self._waiting >= self._most_waiting:
            raise TransientError("too many sign in at once")
        self._waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turns.release()

    async def hash(self, password: str) -> str:
        """Make the hash to keep. Raises `PasswordTooLongError`."""
        return await asyncio.to_thread(self._passwords.hash, password)

    async def verify(self, password: str, stored: str | None) -> bool:
        """Whether the password fits; as long for nobody's (None) as for somebody's. To be called within a turn."""
        return await asyncio.to_thread(self._passwords.verify, password, stored)
