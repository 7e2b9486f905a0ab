"""Passwords are checked a few at a time, and not for everybody who comes."""

import asyncio

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from services.directory.adapters import ThreadedPasswords
from services.directory.passwords import Passwords
from shared.errors import TransientError


def checks(*, at_once: int = 2, most_waiting: int = 3) -> ThreadedPasswords:
    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    return ThreadedPasswords(Passwords(cheap), at_once=at_once, most_waiting=most_waiting)


async def test_a_password_fits_the_hash_that_was_made_of_it() -> None:
    passwords = checks()
    stored = await passwords.hash("secret")
    assert await passwords.verify("secret", stored)
    assert not await passwords.verify("other", stored)
    assert not await passwords.verify("secret", None)


async def test_no_more_have_a_turn_at_once_than_may() -> None:
    passwords = checks(at_once=2, most_waiting=100)
    inside = most = 0

    async def sign_in() -> None:
        nonlocal inside, most
        async with passwords.turn():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(sign_in() for _ in range(20)))
    assert most == 2


async def test_who_comes_when_too_many_wait_is_told_to_come_back() -> None:
    passwords = checks(at_once=2, most_waiting=3)
    leave = asyncio.Event()

    async def sign_in() -> None:
        async with passwords.turn():
            await leave.wait()

    waiting = [asyncio.create_task(sign_in()) for _ in range(5)]
    await asyncio.sleep(0)
    with pytest.raises(TransientError):
        await sign_in()
    leave.set()
    await asyncio.gather(*waiting)
    await sign_in()


async def test_a_turn_ends_however_the_sign_in_does() -> None:
    passwords = checks(at_once=1, most_waiting=1)
    for _ in range(3):
        with pytest.raises(ValueError, match="failed"):
            async with passwords.turn():
                raise ValueError("failed")
    holder = passwords.turn()
    await holder.__aenter__()
    waiting = asyncio.create_task(passwords.turn().__aenter__())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await holder.__aexit__(None, None, None)
    async with passwords.turn():
        pass
