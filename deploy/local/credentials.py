"""The secrets of one installation: random, made once, each in a file of its own that only its owner may read."""

import base64
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

DEMO_ACCOUNTS = ("admin", "clerk", "officer", "manager", "agent", "auditor")
OTHER = "-b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who somebody is to a store: the name of a user, and its password."""

    name: str
    password: str


def other_name(name: str) -> str:
    """The name that one takes turns with: `registry` with `registry-b`, so that for a while both are let in."""
    return name.removesuffix(OTHER) if name.endswith(OTHER) else name + OTHER


@dataclass(frozen=True, slots=True)
class Credentials:
    """The secrets under one folder; reading one makes it when it is not there yet."""

    folder: Path
    accounts_file: Path
    """Demo accounts, `name password` a line."""

    def token(self, name: str) -> str:
        """A password by name, of letters, digits, - and _, so that it needs no quoting in an address."""
        return self._once(self.folder / name, lambda: secrets.token_hex(32)).read_text(encoding="ascii")

    def renew(self, name: str) -> None:
        """Make a password by name anew."""
        write_private(self.folder / name, secrets.token_hex(32))

    def account(self, store: str, holder: str) -> Account:
        """Who a holder is to a store (`mongo`, `s3`): the file has the password, and the name before it once exchanged."""
        name, _, password = self.token(f"{store}-{holder}").rpartition(" ")
        return Account(name=name or holder, password=password)

    def next_account(self, store: str, holder: str) -> Account:
        """Who a holder will be there once `take_next` is called: another user with another password, made anew."""
        account = Account(name=other_name(self.account(store, holder).name), password=secrets.token_hex(32))
        write_private(self._next(store, holder), f"{account.name} {account.password}")
        return account

    def take_next(self, store: str, holder: str) -> None:
        """Be who `next_account` has said from now on."""
        following = self._next(store, holder)
        write_private(self.folder / f"{store}-{holder}", following.read_text(encoding="ascii"))
        following.unlink()

    def mongo_key_file(self) -> Path:
        """The key by which members of MongoDB's replica set know each other; it also turns access control on."""
        return self._once(self.folder / "mongo.key", lambda: base64.b64encode(secrets.token_bytes(512)).decode("ascii"))

    def signing_key_file(self) -> Path:
        """The private key (EC P-256, PEM) that directory signs tokens with."""
        return self._once(self.folder / "signing-key.pem", _private_key)

    def demo_accounts(self) -> dict[str, str]:
        """Name → password of the demo accounts."""
        made = self._once(
            self.accounts_file,
            lambda: "".join(f"{name} {secrets.token_urlsafe(16)}\n" for name in DEMO_ACCOUNTS),
        )
        lines = made.read_text(encoding="ascii").splitlines()
        return {name: password for name, _, password in (line.partition(" ") for line in lines)}

    def _next(self, store: str, holder: str) -> Path:
        return self.folder / f"{store}-{holder}.next"

    def _once(self, path: Path, make: Callable[[], str]) -> Path:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_private(path, make())
        return path


def write_private(path: Path, text: str) -> None:
    """Put a file there that only its owner can read, whole or not at all, and on the disk."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _private_key() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode("ascii")
