"""A blob that the vault's server has and cannot read, as a server with a dying disk answers."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pydantic import SecretStr

from deploy.backup.errors import BackupError, DamagedError
from deploy.backup.settings import Settings
from deploy.backup.vault import Vault

SHA256 = hashlib.sha256(b"a document").hexdigest()


@contextmanager
def server(*, bucket_status: int) -> Iterator[Vault]:
    """A server that breaks off in the middle of every blob, and says this of its bucket."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b"a doc")
            self.close_connection = True

        def do_HEAD(self) -> None:
            self.send_response(bucket_status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        secret = SecretStr("x" * 8)
        address = f"http://127.0.0.1:{listening.server_address[1]}"
        try:
            yield Vault(
                Settings(
                    target="",
                    mongo_url=secret,
                    amqp_url=secret,
                    s3_endpoint=address,
                    s3_access_key="backup",
                    s3_secret_key=secret,
                )
            )
        finally:
            listening.shutdown()
            thread.join()


def test_a_blob_that_a_server_breaks_off_is_damaged_as_long_as_the_server_answers_otherwise() -> None:
    with server(bucket_status=200) as vault, pytest.raises(DamagedError, match=SHA256):
        list(vault.chunks(SHA256))


def test_no_blob_is_said_to_be_damaged_when_it_is_the_server_that_does_not_answer() -> None:
    with server(bucket_status=403) as vault, pytest.raises(BackupError) as error:
        list(vault.chunks(SHA256))
    assert not isinstance(error.value, DamagedError)
