"""Fresh stores, as the images bring them up, are prepared for services; and again, without harm."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from deploy.containers.environment import prepare_variables
from deploy.containers.preparing import DifferentMembersError, Preparation, prepare_mongo, prepare_vault
from deploy.local import installed
from deploy.local.credentials import Credentials
from deploy.local.ports import free_port_block
from deploy.local.services import SERVICES
from deploy.local.vault_keys import POLICIES, RIGHTS

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
    environment = dict.fromkeys(prepare_variables(), "x") | {
        "DIWAN_PREPARE_MONGO_HOSTS": f"127.0.0.1:{port}",
        "DIWAN_PREPARE_MONGO_PASSWORD": "administrator",
    }
    with mongod(folder, port, "--replSet", "rs0", "--keyFile", str(key)):
        yield Preparation.from_environment(environment)


def sign_in(preparation: Preparation, service: str, password: str) -> None:
    (host,) = preparation.mongo_hosts
    url = f"mongodb://{service}:{password}@{host}/?replicaSet=rs0&authSource=diwan_{service}"
    with MongoClient[dict[str, object]](url, serverSelectionTimeoutMS=20_000) as client:
        client[f"diwan_{service}"]["things"].insert_one({"a": 1})


def test_a_fresh_mongodb_becomes_a_set_with_a_user_per_service(preparation: Preparation) -> None:
    prepare_mongo(preparation)
    for service in (service for service in SERVICES if service.store):
        sign_in(preparation, service.name, "x")


def test_preparing_again_changes_nothing_but_passwords_that_are_new(preparation: Preparation) -> None:
    prepare_mongo(preparation)
    prepare_mongo(replace(preparation, mongo_passwords={**preparation.mongo_passwords, "intake": "another"}))
    sign_in(preparation, "intake", "another")
    sign_in(preparation, "registry", "x")
    with pytest.raises(OperationFailure):
        sign_in(preparation, "intake", "x")


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
        self.send_response(404 if self.command == "HEAD" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_PUT = do_GET = _answer  # noqa: N815 - the names the library looks for

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def test_minio_is_asked_for_the_bucket_and_for_each_service_with_its_own_rights(preparation: Preparation) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Administration)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        endpoint = f"http://127.0.0.1:{server.server_port}"
        wanted = replace(preparation, s3_endpoint=endpoint, s3_bucket="diwan-vault", s3_users=True)
        prepare_vault(wanted)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
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
