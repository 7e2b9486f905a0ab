"""What services sign in with, and the doors' certificate, are exchanged while documents go on arriving."""

import asyncio
import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aio_pika
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate
from minio import Minio
from minio.error import S3Error
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from deploy.local.exchanging import exchange
from deploy.local.services import SERVICES
from deploy.local.settings import Settings
from deploy.local.stack import Stack
from shared.messaging import topology
from shared.messaging.dead_letters.box import DeadLetterBox
from tests.e2e.going_on import People
from tests.e2e.outside import Outside, wait_for
from tests.integration.notify.certificate import self_signed

AUTHENTICATION_FAILED = 18
"""MongoDB's own number."""


@dataclass(frozen=True)
class Keys:
    """Whatever opens a store, by whose it is."""

    mongo: Mapping[str, str]
    amqp: Mapping[str, str]
    s3: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, stack: Stack) -> "Keys":
        """Those of now: of every service, and of operators' commands."""
        given = {one.name: (one.prefix, stack.environment_of(one.name)) for one in SERVICES}
        given |= {
            "backup": ("DIWAN_BACKUP_", stack.backup_environment()),
            "restore": ("DIWAN_BACKUP_", stack.backup_environment(restore=True)),
        }

        def those(variable: str) -> dict[str, str]:
            return {name: env[prefix + variable] for name, (prefix, env) in given.items() if prefix + variable in env}

        secrets = those("S3_SECRET_KEY")
        return cls(
            mongo={**those("MONGO_URL"), "admin": stack.mongo_admin_url},
            amqp=those("AMQP_URL"),
            s3={name: (key, secrets[name]) for name, key in those("S3_ACCESS_KEY").items()},
        )

    def opening(self, stack: Stack) -> set[str]:
        """Those among them that open something now."""
        return {
            *(f"mongo of {name}" for name, url in self.mongo.items() if _opens_mongo(url)),
            *(f"amqp of {name}" for name, url in self.amqp.items() if asyncio.run(_opens_amqp(url))),
            *(f"s3 of {name}" for name, key in self.s3.items() if _opens_s3(stack, key)),
        }

    def all(self) -> set[str]:
        """What `opening` says when every one opens something."""
        kinds = {"mongo": self.mongo, "amqp": self.amqp, "s3": self.s3}
        return {f"{kind} of {name}" for kind, keys in kinds.items() for name in keys}


def _opens_mongo(url: str) -> bool:
    with MongoClient[dict[str, Any]](url) as client:
        try:
            client.admin.command("ping")
        except OperationFailure as error:
            if error.code != AUTHENTICATION_FAILED:
                raise
            return False
    return True


async def _opens_amqp(url: str) -> bool:
    try:
        await (await aio_pika.connect(url)).close()
    except aio_pika.exceptions.ProbableAuthenticationError:
        return False
    return True


def _opens_s3(stack: Stack, key: tuple[str, str]) -> bool:
    try:
        list(Minio(stack.s3_admin["endpoint"], *key, secure=False).list_objects(stack.s3_admin["bucket"], prefix="no"))
    except S3Error as error:
        if error.code != "InvalidAccessKeyId":
            raise
        return False
    return True


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """The whole stack, with a certificate."""
    folder = tmp_path_factory.mktemp("keys")
    pem = str(self_signed(folder))
    stack = Stack(replace(Settings.private(folder / "data"), tls_cert=pem, tls_key=pem))
    stack.start()
    outside = Outside(stack)
    yield outside
    outside.http.close()
    stack.stop()


def test_keys_and_certificate_are_exchanged_while_documents_arrive_and_nobody_is_refused(outside: Outside) -> None:
    stack, year = outside.stack, datetime.now(UTC).year
    before, certificate = Keys.of(stack), of_file(stack)
    secrets = secrets_of(stack)
    assert (before.opening(stack), shown(stack)) == (before.all(), {certificate})

    refused = refusals(stack)
    with People(stack, writers=3, uploaders=1, readers=0, paths=()) as people:
        wait_for(lambda: len(people.told.accepted) >= 10)
        self_signed(Path(stack.settings.tls_cert).parent)
        said = list(exchange(stack))
        enough = len(people.told.accepted) + 10
        wait_for(lambda: len(people.told.accepted) >= enough)
    told = people.told

    assert told.wrong == []
    assert refusals(stack) == refused
    now = Keys.of(stack)
    assert now.opening(stack) == now.all() == before.all()
    assert before.opening(stack) == set()
    assert shown(stack) == {of_file(stack)} != {certificate}
    assert outside.http.get("/readyz").status_code == 200

    wait_for(lambda: len(outside.book(year)) >= len(told.accepted))
    assert [entry["sequence"] for entry in outside.book(year)] == list(range(1, len(told.accepted) + 1))
    wait_for(lambda: len(outside.notices(kind="registered")) >= len(told.accepted), seconds=120)
    assert sorted(one.recipient for one in outside.notices(kind="registered")) == sorted(told.accepted)
    assert asyncio.run(dead_letters(stack)) == 0

    secrets |= secrets_of(stack)
    assert [secret for secret in secrets if secret in told_to_anybody(stack, said)] == []


def refusals(stack: Stack) -> int:
    """How often a store has refused to let somebody in."""
    said = re.compile("Authentication failed|Failed to authenticate|vault answered 403")
    return sum(len(said.findall(path.read_text(errors="replace"))) for path in stack.layout.logs.iterdir())


def of_file(stack: Stack) -> bytes:
    """The certificate that lies there."""
    return load_pem_x509_certificate(Path(stack.settings.tls_cert).read_bytes()).public_bytes(Encoding.DER)


def shown(stack: Stack) -> set[bytes]:
    """The certificates of the gateway and of the SMTP door."""
    gateway = ssl.get_server_certificate(("127.0.0.1", stack.settings.http_port), timeout=30)
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with smtplib.SMTP(*stack.smtp_address, timeout=30) as smtp:
        smtp.starttls(context=context)
        assert isinstance(smtp.sock, ssl.SSLSocket)
        door = smtp.sock.getpeercert(binary_form=True)
    assert door
    return {ssl.PEM_cert_to_DER_cert(gateway), door}


def secrets_of(stack: Stack) -> set[str]:
    """Every secret that lies in a file of its own, of a long one its second line."""
    lines = [path.read_text().splitlines() for path in stack.layout.secrets.iterdir()]
    return {each[min(1, len(each) - 1)].rpartition(" ")[2] for each in lines} | set(stack.accounts.values())


def told_to_anybody(stack: Stack, said: list[str]) -> str:
    """What logs, the list of this machine's processes, `make status` and the command itself say."""
    logs = [path.read_text(encoding="utf-8", errors="replace") for path in stack.layout.logs.iterdir()]
    statuses = stack.statuses()
    commands = [Path(f"/proc/{one.pid}/cmdline").read_text(encoding="utf-8", errors="replace") for one in statuses]
    return "\n".join([*logs, *commands, *said, *(one.description for one in statuses)])


async def dead_letters(stack: Stack) -> int:
    """How many there are, in all queues."""
    async with await DeadLetterBox.open(stack.amqp_operator_url) as box:
        return sum([await box.count(queue.name) for queue in topology.queues()])
