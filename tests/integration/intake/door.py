"""A door that listens, with what lies behind it in memory, and a real client for it."""

import asyncio
import smtplib
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from pydantic import SecretStr

from services.intake.settings import Settings
from services.intake.smtp import Door, load_of, session_factory
from tests.unit.intake.fakes import CONFIG, World

RAW = b"From: a@b.example\r\nSubject: Letter\r\n\r\nDear all,\r\n.leading dot\r\n"
TO = "documents@diwan.example"
Result = TypeVar("Result")


def settings(**changes: Any) -> Settings:
    return Settings(
        mongo_url=SecretStr("mongodb://unused"),
        mongo_database="unused",
        amqp_url=SecretStr("amqp://unused"),
        public_url="http://localhost",
        mail_domain="diwan.example",
        issuer="unused",
        jwks_url="http://unused",
        config_dir=CONFIG,
        s3_endpoint="http://unused",
        s3_access_key="unused",
        s3_secret_key=SecretStr("unused"),
        **changes,
    )


class Opened:
    """A door that listens, and a client in a thread of its own."""

    def __init__(self, world: World, port: int) -> None:
        self.world = world
        self.port = port

    async def do(self, talk: Callable[[smtplib.SMTP], Result]) -> Result:
        def session() -> Result:
            with smtplib.SMTP("127.0.0.1", self.port, timeout=10) as smtp:
                return talk(smtp)

        return await asyncio.to_thread(session)

    async def send(self, raw: bytes = RAW, *, sender: str = "a@b.example", to: str = TO) -> None:
        await self.do(lambda smtp: smtp.sendmail(sender, [to], raw))


@asynccontextmanager
async def opened(world: World, **changes: Any) -> AsyncIterator[Opened]:
    chosen = settings(**changes)
    door = Door(world.intake, world.mailboxes, max_recipients=chosen.max_recipients)
    server = await asyncio.get_running_loop().create_server(
        session_factory(door, chosen, load_of(chosen)), "127.0.0.1", 0
    )
    async with server:
        yield Opened(world, server.sockets[0].getsockname()[1])


def self_signed(certificate: Path, key: Path) -> None:
    """Write a certificate for localhost and its key."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )  # fmt: skip
