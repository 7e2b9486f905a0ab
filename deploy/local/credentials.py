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


@dataclass(frozen=True, slots=True)
class Credentials:
    """The secrets under one folder; reading one makes it when it is not there yet."""

    folder: Path
    accounts_file: Path
    """Demo accounts, `name password` a line."""

    def token(self, name: str) -> str:
        """A password by name, of letters, digits, - and _, so that it needs no quoting in an address."""
        return self._once(self.folder / name, lambda: secrets.token_hex(32)).read_text(encoding="ascii")

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
            lambda: "".join(f"{name} {secrets.token_urlsafe(12)}\n" for name in DEMO_ACCOUNTS),
        )
        lines = made.read_text(encoding="ascii").splitlines()
        return {name: password for name, _, password in (line.partition(" ") for line in lines)}

    def _once(self, path: Path, make: Callable[[], str]) -> Path:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_private(path, make())
        return path


def write_private(path: Path, text: str) -> None:
    """Put a file there that only its owner can read, whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _private_key() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode("ascii")
