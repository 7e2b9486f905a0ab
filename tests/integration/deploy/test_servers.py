"""The servers of a stack, without services: brought up, used, broken and taken down for real."""

import http.client
import io
import json
import mailbox
import os
import re
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import aio_pika
import pytest
from minio import Minio
from minio.deleteobjects import DeleteObject
from minio.error import S3Error
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from deploy.local.errors import AlreadyRunningError, StackError
from deploy.local.ports import is_free
from deploy.local.servers import weed
from deploy.local.services import SERVICES, Service
from deploy.local.settings import REPOSITORY, Settings
from deploy.local.stack import Stack
from shared.messaging import topology

pytestmark = [pytest.mark.stack, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    stack = Stack(Settings.private(tmp_path_factory.mktemp("stack")))
    stack.start(services=(), tied=True)
    yield stack
    stack.stop()
    assert processes_of(stack) == []


def processes_of(stack: Stack) -> list[str]:
    """The command lines of everything on this machine that names the stack's folder or its ports."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            command = (entry / "cmdline").read_bytes() if entry.name.isdecimal() else b""
        except OSError:
            continue
        text = command.replace(b"\0", b" ").decode("utf-8", "replace")
        if entry.name != str(os.getpid()) and str(stack.settings.data) in text:
            found.append(text)
    return found


def ask(stack: Stack, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", stack.settings.http_port, timeout=10)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def mongo(url: str) -> MongoClient[dict[str, Any]]:
    return MongoClient(url, serverSelectionTimeoutMS=10_000)


def vault(stack: Stack, service: str | None = None) -> Minio:
    key = stack.s3_admin
    if service:
        environment = stack.environment_of(service)
        prefix = f"DIWAN_{service.upper()}_S3"
        key |= {
            "access_key": environment[f"{prefix}_ACCESS_KEY"],
            "secret_key": environment[f"{prefix}_SECRET_KEY"],
        }
    return Minio(key["endpoint"], access_key=key["access_key"], secret_key=key["secret_key"], secure=False)


def test_a_service_may_write_its_own_database_in_a_transaction(stack: Stack) -> None:
    environment = stack.environment_of("registry")
    with mongo(environment["DIWAN_REGISTRY_MONGO_URL"]) as client, client.start_session() as session:
        numbers = client[environment["DIWAN_REGISTRY_MONGO_DATABASE"]]["numbers"]
        with session.start_transaction():
            numbers.insert_one({"n": 1}, session=session)
        assert numbers.count_documents({"n": 1}) == 1


@pytest.mark.parametrize("service", [one for one in SERVICES if one.store], ids=lambda one: one.name)
def test_a_service_may_neither_read_nor_write_the_database_of_another(stack: Stack, service: Service) -> None:
    foreign = ["admin", "local", *(one.database for one in SERVICES if one.database != service.database)]
    with mongo(stack.environment_of(service.name)[f"{service.prefix}MONGO_URL"]) as client:
        assert client[service.database]["things"].find_one() is None
        for database in foreign:
            with pytest.raises(OperationFailure, match="not authorized"):
                client[database]["things"].find_one()
            with pytest.raises(OperationFailure, match="not authorized"):
                client[database]["things"].insert_one({"n": 1})


def test_nobody_reads_a_database_without_a_password(stack: Stack) -> None:
    url = f"mongodb://{stack.settings.ports.at('mongod')}/?replicaSet=rs0"
    with mongo(url) as client, pytest.raises(OperationFailure):
        client["diwan_registry"]["numbers"].find_one()


def test_a_put_into_the_vault_is_synced_to_the_disk(stack: Stack) -> None:
    assert weed.is_durable(stack.settings.ports)


@pytest.mark.parametrize("service", ["intake", "storage"])
def test_a_service_with_the_vault_may_use_its_bucket_and_make_no_other(stack: Stack, service: str) -> None:
    client = vault(stack, service)
    client.put_object("diwan-vault", f"from-{service}", io.BytesIO(b"abc"), 3)
    answer = client.get_object("diwan-vault", f"from-{service}")
    assert answer.read() == b"abc"
    answer.close()
    answer.release_conn()
    with pytest.raises(S3Error) as caught:
        client.make_bucket("another")
    assert caught.value.code == "AccessDenied"


def test_a_service_may_delete_nothing_from_the_vault(stack: Stack) -> None:
    client, name = vault(stack, "intake"), "kept-from-intake"
    client.put_object("diwan-vault", name, io.BytesIO(b"abc"), 3)
    with pytest.raises(S3Error) as caught:
        client.remove_object("diwan-vault", name)
    assert caught.value.code == "AccessDenied"
    assert [error.code for error in client.remove_objects("diwan-vault", [DeleteObject(name)])] == ["AccessDenied"]
    assert client.stat_object("diwan-vault", name).size == 3


def test_storage_alone_deletes_what_is_kept_no_longer(stack: Stack) -> None:
    client, name = vault(stack, "storage"), "kept-from-storage"
    client.put_object("diwan-vault", name, io.BytesIO(b"abc"), 3)
    client.remove_object("diwan-vault", name)
    with pytest.raises(S3Error) as caught:
        client.stat_object("diwan-vault", name)
    assert caught.value.code == "NoSuchKey"


async def test_a_service_hears_what_is_published_to_its_queue(stack: Stack) -> None:
    queue = next(queue for queue in topology.queues() if queue.service == "registry")
    publisher = await aio_pika.connect(stack.amqp_url("intake"))
    hearer = await aio_pika.connect(stack.amqp_url("registry"))
    async with publisher, hearer:
        exchange = await (await publisher.channel()).get_exchange(topology.EXCHANGE, ensure=False)
        await exchange.publish(aio_pika.Message(b"{}"), routing_key=queue.routing_key)
        own = await (await hearer.channel()).get_queue(queue.name, ensure=False)
        message = await own.get(timeout=10, fail=True)
        assert message is not None
        assert message.body == b"{}"
        await message.ack()


async def test_a_service_may_not_read_the_queue_of_another(stack: Stack) -> None:
    queue = next(queue for queue in topology.queues() if queue.service == "registry")
    connection = await aio_pika.connect(stack.amqp_url("intake"))
    async with connection:
        foreign = await (await connection.channel()).get_queue(queue.name, ensure=False)
        with pytest.raises(aio_pika.exceptions.ChannelClosed):
            await foreign.get(timeout=10)


async def test_there_is_no_guest_at_the_broker(stack: Stack) -> None:
    with pytest.raises(aio_pika.exceptions.ProbableAuthenticationError):
        await aio_pika.connect(f"amqp://guest:guest@{stack.settings.ports.at('rabbitmq')}/")


def test_outgoing_mail_lands_in_the_maildir(stack: Stack) -> None:
    letter = EmailMessage()
    letter["Subject"] = "إشعار"
    letter.set_content("تم الاستلام")
    with smtplib.SMTP("127.0.0.1", stack.settings.ports.of("relay"), timeout=10) as relay:
        relay.send_message(letter, "registry@diwan.example", ["someone@example.org"])
        assert relay.has_extn("smtputf8")
        assert relay.has_extn("pipelining")
    (kept,) = mailbox.Maildir(stack.layout.maildir)
    assert kept["X-RcptTo"] == "someone@example.org"
    assert kept.get_payload(decode=True) == letter.get_payload(decode=True)


def test_the_gateway_is_not_ready_while_a_service_is_missing_and_says_which(stack: Stack) -> None:
    status, headers, body = ask(stack, "/readyz")
    assert (status, json.loads(body)["not_ready"]) == (503, "directory")
    assert headers["retry-after"] == "5"


def test_a_browser_that_is_refused_gets_a_page_with_the_headers_that_protect_it(stack: Stack) -> None:
    status, headers, body = ask(stack, "/register", Accept="text/html,*/*;q=0.8")
    assert (status, headers["content-type"]) == (502, "text/html; charset=utf-8")
    assert "يُرجى المحاولة بعد قليل" in body.decode()
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert not re.search(r"\d", headers["server"])


@pytest.mark.parametrize("path", ["/metrics", "/livez", "/nothing", "/problems/404.json", "/api/v2/anything"])
def test_what_is_not_for_outside_is_not_found(stack: Stack, path: str) -> None:
    status, headers, body = ask(stack, path)
    assert (status, headers["content-type"]) == (404, "application/problem+json")
    assert json.loads(body)["code"] == "not-found"


def test_a_service_that_does_not_answer_is_a_problem_without_internals(stack: Stack) -> None:
    status, headers, body = ask(stack, "/api/v1/units")
    assert (status, headers["content-type"]) == (502, "application/problem+json")
    assert headers["retry-after"] == "5"
    assert b"127.0.0.1" not in body


def test_tracking_tokens_and_queries_are_not_written_down(stack: Stack) -> None:
    for path in ("/api/v1/tracking/", "/track/", "/en/track/", "/invitation/"):
        ask(stack, f"{path}very-secret-token")
    ask(stack, "/nothing-else?password=very-secret-query")
    log = stack.layout.log("nginx")
    end = time.monotonic() + 10
    while '"path":"/nothing-else","status":404' not in log.read_text() and time.monotonic() < end:
        time.sleep(0.1)
    lines = [line for line in log.read_text().splitlines() if line.startswith("{")]
    assert {"/api/v1/tracking/-", "/track/-", "/invitation/-"} <= {json.loads(line)["path"] for line in lines}
    assert "very-secret" not in log.read_text()


def test_a_server_that_is_killed_comes_back_with_its_data(stack: Stack) -> None:
    with mongo(stack.mongo_admin_url) as client:
        client["diwan_registry"]["kept"].insert_one({"_id": "before"})
    vault(stack).put_object("diwan-vault", "kept", io.BytesIO(b"before"), 6)
    for name in ("mongod", "weed"):
        killed = stack.kill_process(name)
        stack.wait_for_process(name)
        assert next(status.pid for status in stack.statuses() if status.name == name) not in (0, killed)
    with mongo(stack.mongo_admin_url) as client:
        assert client["diwan_registry"]["kept"].find_one() == {"_id": "before"}
    answer = vault(stack).get_object("diwan-vault", "kept")
    assert answer.read() == b"before"
    answer.close()
    answer.release_conn()


def test_a_server_that_is_stopped_stays_down_until_it_is_started(stack: Stack) -> None:
    stack.stop_process("relay")
    assert is_free(stack.settings.ports.of("relay"))
    stack.start_process("relay")
    assert not is_free(stack.settings.ports.of("relay"))


def test_the_same_stack_does_not_start_twice(stack: Stack) -> None:
    with pytest.raises(AlreadyRunningError):
        Stack(stack.settings).start(services=())
    assert stack.is_running()


def test_another_stack_on_the_same_ports_is_told_which_variables_to_change(stack: Stack, tmp_path: Path) -> None:
    with pytest.raises(StackError) as caught:
        Stack(replace(stack.settings, data=tmp_path / "other")).start(services=())
    for variable in ("DIWAN_HTTP_PORT", "DIWAN_PORT_BASE"):
        assert variable in str(caught.value)
    assert not (tmp_path / "other").exists()


def test_everything_listens_on_this_machine_only(stack: Stack) -> None:
    block = range(stack.settings.port_base, stack.settings.port_base + 100)
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = [row[1].split(":") for row in rows if row[3] == "0A"]
    mine = {address for address, port in listening if int(port, 16) in block}
    assert mine == {"0100007F"}


def test_a_stack_goes_on_with_its_data_even_on_other_ports(tmp_path: Path) -> None:
    first = Stack(Settings.private(tmp_path / "data"))
    first.start(services=(), tied=True)
    with mongo(first.mongo_admin_url) as client:
        client["diwan_registry"]["kept"].insert_one({"_id": "before"})
    vault(first).put_object("diwan-vault", "kept", io.BytesIO(b"before"), 6)
    accounts = first.accounts
    first.stop()
    assert processes_of(first) == []

    second = Stack(Settings.private(tmp_path / "data"))
    second.start(services=(), tied=True)
    try:
        with mongo(second.mongo_admin_url) as client:
            assert client["diwan_registry"]["kept"].find_one() == {"_id": "before"}
        answer = vault(second).get_object("diwan-vault", "kept")
        assert answer.read() == b"before"
        answer.close()
        answer.release_conn()
        assert second.accounts == accounts
    finally:
        second.stop()
    assert processes_of(second) == []


def test_a_start_that_fails_half_way_leaves_nothing_and_shows_the_log(tmp_path: Path) -> None:
    settings = Settings.private(tmp_path / "data")
    stack = Stack(settings)
    stack.layout.make()
    # a file where MongoDB's data would be, as after a restore gone wrong
    (stack.layout.of("mongod") / "WiredTiger").write_text("not a database\n")
    (stack.layout.of("mongod") / "storage.bson").write_bytes(b"broken")
    with pytest.raises(StackError, match=r"mongod keeps ending[\s\S]*mongod\.log") as caught:
        stack.start(services=(), tied=True)
    assert len(str(caught.value).splitlines()) > 3
    assert processes_of(stack) == []
    assert not stack.is_running()


def test_a_tied_stack_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    settings = Settings.private(tmp_path / "data")
    program = (
        "import pathlib, sys; from deploy.local.settings import Settings; from deploy.local.stack import Stack;"
        f"Stack(Settings(data=pathlib.Path({str(settings.data)!r}), port_base={settings.port_base},"
        f" http_port={settings.http_port}, smtp_port={settings.smtp_port})).start(services=(), tied=True);"
        "print('ready', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=REPOSITORY
    ) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == b"ready\n"
        starter.kill()
    stack = Stack(settings)
    end = time.monotonic() + 60
    while processes_of(stack) and time.monotonic() < end:
        time.sleep(0.2)
    assert processes_of(stack) == []
    weed.remove_sockets(settings.ports)
