"""Passwords are hashed, and checking them tells nothing about who exists."""

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from services.directory.passwords import LONGEST, Passwords, PasswordTooLongError


class CountingHash(PasswordHash):
    """A real, cheap argon2 that counts how often it computed for a check."""

    def __init__(self) -> None:
        super().__init__((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
        self.checks = 0

    def verify(self, password: str | bytes, hash: str | bytes) -> bool:  # noqa: A002 - the library's name
        fits = super().verify(password, hash)
        self.checks += 1
        return fits


@pytest.fixture
def counting() -> CountingHash:
    return CountingHash()


@pytest.fixture
def passwords(counting: CountingHash) -> Passwords:
    return Passwords(counting)


def test_the_right_password_fits_and_another_does_not(passwords: Passwords) -> None:
    stored = passwords.hash("كلمة سر طويلة 1")
    assert passwords.verify("كلمة سر طويلة 1", stored)
    assert not passwords.verify("كلمة سر طويلة 2", stored)


def test_the_same_password_has_another_hash_each_time(passwords: Passwords) -> None:
    assert passwords.hash("same") != passwords.hash("same")


def test_the_recommended_hash_is_argon2id() -> None:
    assert Passwords().hash("x").startswith("$argon2id$")


@pytest.mark.parametrize("attempt", ["", "anything"])
def test_nothing_fits_a_person_that_does_not_exist(passwords: Passwords, attempt: str) -> None:
    assert not passwords.verify(attempt, None)


@pytest.mark.parametrize("known", ["right", "wrong", "nobody", "damaged"])
def test_every_check_computes_exactly_one_hash(passwords: Passwords, counting: CountingHash, known: str) -> None:
    stored = {"right": passwords.hash("right"), "wrong": passwords.hash("other"), "nobody": None, "damaged": "garbage"}
    assert passwords.verify("right", stored[known]) == (known == "right")
    assert counting.checks == 1


def test_keyboards_that_compose_differently_give_the_same_password(passwords: Passwords) -> None:
    composed, decomposed = "\u0622", "\u0627\u0653"
    assert passwords.verify(decomposed, passwords.hash(composed))


def test_half_a_character_is_only_a_wrong_password(passwords: Passwords) -> None:
    assert not passwords.verify("\ud800", passwords.hash("x"))


def test_an_endless_password_is_refused_without_computing(passwords: Passwords, counting: CountingHash) -> None:
    with pytest.raises(PasswordTooLongError):
        passwords.hash("x" * (LONGEST + 1))
    assert not passwords.verify("x" * (LONGEST + 1), passwords.hash("x"))
    assert counting.checks == 0
