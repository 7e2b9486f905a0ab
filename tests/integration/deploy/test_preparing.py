"""Fresh stores, as the images bring them up, are prepared for services; and again, without harm."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from minio.crypto import encrypt
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.errors import OperationFailure, PyMongoError

from deploy.containers.environment import prepare_variables
from deploy.containers.preparing import (
    DifferentMembersError,
    Preparation,
    prepare_mongo,
    prepare_vault,
    retire_mongo,
    retire_vault,
)
from deploy.local import installed
from deploy.local.credentials import Account, Credentials
from deploy.local.ports import free_port_block
from deploy.local.servers.mongo_users import OPERATORS
from deploy.local.services import SERVICES
from deploy.local.vault_keys import POLICIES, RIGHTS
from shared.mongo.connection import is_transient

pytestmark = [pytest.mark.stack, pytest.mark.enable_socket]


@contextmanager
def mongod(folder: Path, port: int, *options: str) -> Iterator[None]:
    command = [installed.mongod(), "--dbpath", str(folder), "--port", str(port), "--bind_ip", "127.0.0.1", *options]
    with (folder / "log").open("ab") as log, subprocess.Popen([*command, "--nounixsocket"], stdout=log) as process:
        try:
            with MongoClient[dict[str, object]]("127.0.0.1", port, directConnection=True) as client:
                client.admin.command("ping")  # waits for the server up to 30 s
            yield
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def preparation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preparation]:
    """A MongoDB as its image leaves it: with an administrator, a member of no set yet."""
    folder = tmp_path_factory.mktemp("mongo")
    port = free_port_block(1)
    with mongod(folder, port), MongoClient[dict[str, object]]("127.0.0.1", port, directConnection=True) as client:
        client.admin.command("createUser", "admin", pwd="administrator", roles=["root"])
    key = Credentials(folder / "secrets", folder / "accounts").mongo_key_file()
    users = dict.fromkeys(prepare_variables(), "x") | {
        f"DIWAN_PREPARE_MONGO_{name.upper()}": f"{name}:x" for name in (*(one.name for one in SERVICES), *OPERATORS)
    }
    keys = {f"DIWAN_PREPARE_S3_{name.upper()}": f"diwan-{name}:x" for name in RIGHTS}
    environment = (
        users
        | keys
        | {
            "DIWAN_PREPARE_MONGO_HOSTS": f"127.0.0.1:{port}",
            "DIWAN_PREPARE_MONGO_PASSWORD": "administrator",
        }
    )
    with mongod(folder, port, "--replSet", "rs0", "--keyFile", str(key)):
        yield Preparation.from_environment(environment)


@contextmanager
def signed_in(
    preparation: Preparation, service: str, password: str, user: str = ""
) -> Iterator[Collection[dict[str, object]]]:
    (host,) = preparation.mongo_hosts
    url = f"mongodb://{user or service}:{password}@{host}/?replicaSet=rs0&authSource=diwan_{service}"
    with MongoClient[dict[str, object]](url, serverSelectionTimeoutMS=20_000) as client:
        yield client[f"diwan_{service}"]["things"]


def sign_in(preparation: Preparation, service: str, password: str, user: str = "") -> None:
    with signed_in(preparation, service, password, user) as things:
        things.insert_one({"a": 1})


def test_a_fresh_mongodb_becomes_a_set_with_a_user_per_service(preparation: Preparation) -> None:
    prepare_mongo(preparation)
    for service in (service for service in SERVICES if service.store):
        sign_in(preparation, service.name, "x")


def test_preparing_again_changes_nothing_but_passwords_that_are_new(preparation: Preparation) -> None:
    prepare_mongo(preparation)
    changed = {**preparation.mongo_accounts, "intake": Account(name="intake", password="another")}
    prepare_mongo(replace(preparation, mongo_accounts=changed))
    sign_in(preparation, "intake", "another")
    sign_in(preparation, "registry", "x")
    with pytest.raises(OperationFailure):
        sign_in(preparation, "intake", "x")


def test_users_that_are_exchanged_are_let_in_beside_the_former_ones_until_those_are_retired(
    preparation: Preparation,
) -> None:
    prepare_mongo(preparation)
    others = {name: Account(name=f"{name}-b", password="another") for name in preparation.mongo_accounts}
    exchanged = replace(preparation, mongo_accounts=others)
    prepare_mongo(exchanged)
    sign_in(preparation, "intake", "x")
    sign_in(preparation, "intake", "another", user="intake-b")
    with signed_in(preparation, "intake", "x") as too_long:
        too_long.find_one()
        retire_mongo(exchanged)
        # Whoever still has the former one is refused for a while, and no message dies of it.
        with pytest.raises(OperationFailure) as refused:
            too_long.find_one()
        assert is_transient(refused.value)
    sign_in(preparation, "intake", "another", user="intake-b")
    with pytest.raises(OperationFailure):
        sign_in(preparation, "intake", "x")
    retire_mongo(preparation)


def test_a_set_of_other_members_is_left_to_an_operator(preparation: Preparation) -> None:
    prepare_mongo(preparation)
    hosts = (*preparation.mongo_hosts, "elsewhere:27017")
    with pytest.raises(DifferentMembersError, match="elsewhere:27017"):
        prepare_mongo(replace(preparation, mongo_hosts=hosts))


def test_a_wrong_password_is_told(preparation: Preparation) -> None:
    with pytest.raises(PyMongoError):
        prepare_mongo(replace(preparation, mongo_password="wrong"))


class Administration(BaseHTTPRequestHandler):
    """Says yes to everything, as far as MinIO's client looks, and remembers what it was asked."""

    asked: list[tuple[str, str, dict[str, list[str]]]] = []  # noqa: RUF012 - one list for all handlers of the one test

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        self.asked.append((self.command, url.path, parse_qs(url.query)))
        users: dict[str, object] = {"diwan-intake": {}, "diwan-intake-b": {}, "somebody-else": {}}
        body = encrypt(json.dumps(users).encode(), "x") if url.path.endswith("/list-users") else b""
        self.send_response(404 if self.command == "HEAD" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_PUT = do_GET = do_DELETE = _answer  # noqa: N815 - the names the library looks for

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def minio() -> Iterator[str]:
    Administration.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Administration)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_minio_is_asked_to_remove_the_former_users_that_it_has_and_nobody_else(
    preparation: Preparation, minio: str
) -> None:
    others = {name: Account(name=f"diwan-{name}-b", password="another") for name in RIGHTS}
    retire_vault(replace(preparation, s3_endpoint=minio, s3_users=True, s3_accounts=others))
    assert [query for method, _, query in Administration.asked if method == "DELETE"] == [
        {"accessKey": ["diwan-intake"]}
    ]


def test_minio_is_asked_for_the_bucket_and_for_each_service_with_its_own_rights(
    preparation: Preparation, minio: str
) -> None:
    prepare_vault(replace(preparation, s3_endpoint=minio, s3_bucket="diwan-vault", s3_users=True))
    puts = [(path.rpartition("/")[2], query) for method, path, query in Administration.asked if method == "PUT"]
    assert puts[0][0] == "diwan-vault"
    policies = [query["name"] for path, query in puts if path == "add-canned-policy"]
    users = [query["accessKey"] for path, query in puts if path == "add-user"]
    given = {
        query["userOrGroup"][0]: query["policyName"][0] for path, query in puts if path == "set-user-or-group-policy"
    }
    assert policies == [[f"diwan-{name}"] for name in POLICIES]
    assert users == [[f"diwan-{service}"] for service in RIGHTS]
    assert given == {f"diwan-{service}": f"diwan-{right}" for service, right in RIGHTS.items()}
