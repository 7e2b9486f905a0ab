"""nginx itself with the rendered configuration, before small upstreams that stand for the services."""

import datetime as dt
import http.client
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from deploy.gateway.rendering import local_gateway, render, write_gateway
from deploy.local import installed
from deploy.local.layout import Layout
from deploy.local.ports import is_free
from deploy.local.services import DESCRIBED, NAMES
from deploy.local.settings import Settings

pytestmark = pytest.mark.enable_socket


class Upstream(BaseHTTPRequestHandler):
    """Answers every request with what it has been asked; /readyz by the server's state."""

    protocol_version = "HTTP/1.1"
    server: "Service"

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        read = 0
        while read < length:
            if not self.server.started.is_set():
                self.server.started.set()
            read += len(self.rfile.read(min(65536, length - read)))
        status = 200 if self.path != "/readyz" or self.server.ready else 503
        body = json.dumps({"service": self.server.name, "path": self.path, "read": read, "headers": dict(self.headers)})
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Powered-By", "secret")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    do_GET = do_POST = do_PUT = _answer  # noqa: N815 - the names the library looks for

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class Service(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, name: str, port: int) -> None:
        super().__init__(("127.0.0.1", port), Upstream)
        self.name = name
        self.ready = True
        self.started = threading.Event()


@contextmanager
def gateway(settings: Settings, *, proxies: tuple[str, ...] = ()) -> Iterator[dict[str, Service]]:
    layout = Layout(settings.data)
    layout.make()
    configuration = write_gateway(settings, layout)
    configuration.write_text(render(replace(local_gateway(settings, layout), proxies=proxies)), encoding="utf-8")
    command = [installed.program("nginx"), "-p", f"{layout.of('nginx')}/", "-c", str(configuration)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr
    services = {name: Service(name, settings.ports.of(name)) for name in NAMES}
    threads = [threading.Thread(target=service.serve_forever, args=(0.05,)) for service in services.values()]
    for thread in threads:
        thread.start()
    with layout.log("nginx").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as nginx:
        try:
            while is_free(settings.http_port):
                assert nginx.poll() is None, layout.log("nginx").read_text()
                time.sleep(0.02)
            yield services
        finally:
            nginx.terminate()
            nginx.wait(10)
            for service in services.values():
                service.shutdown()
                service.server_close()
            for thread in threads:
                thread.join()


def ask(
    settings: Settings, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", settings.http_port, timeout=10)
    try:
        connection.request(method, path, body=body, headers={name.replace("_", "-"): v for name, v in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_ready_means_that_every_single_service_is(tmp_path: Path) -> None:
    settings = Settings.private(tmp_path)
    with gateway(settings) as services:
        assert ask(settings, "/readyz")[0] == 200
        for name, service in services.items():
            service.ready = False
            status, headers, body = ask(settings, "/readyz")
            assert (status, json.loads(body)["not_ready"]) == (503, name)
            assert headers["retry-after"] == "5"
            service.ready = True
        assert json.loads(ask(settings, "/readyz")[2]) == {"status": "ready"}


def test_a_client_cannot_say_for_itself_who_it_is(tmp_path: Path) -> None:
    settings = Settings.private(tmp_path)
    with gateway(settings):
        _, headers, body = ask(
            settings,
            "/api/v1/units",
            X_Forwarded_For="203.0.113.9",
            X_Request_ID="mine",
            X_Real_IP="x",
            Forwarded="y",
            # Whoever asks must not choose the trace that he is found by, nor that nobody keeps it.
            traceparent=f"00-{'a' * 32}-{'b' * 16}-00",
        )
    seen = {name.lower(): value for name, value in json.loads(body)["headers"].items()}
    assert seen["x-forwarded-for"] == "127.0.0.1"
    assert seen["x-request-id"] == headers["x-request-id"] != "mine"
    assert not {"x-real-ip", "forwarded", "traceparent"} & set(seen)
    assert "x-powered-by" not in headers


def test_a_proxy_that_is_known_says_who_the_client_is_and_how_it_came(tmp_path: Path) -> None:
    settings = Settings.private(tmp_path)
    for proxies, client, scheme in (("127.0.0.1/32", "203.0.113.9", "https"), ("10.0.0.0/8", "127.0.0.1", "http")):
        with gateway(settings, proxies=(proxies,)):
            _, headers, body = ask(settings, "/api/v1/units", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https")
        seen = {name.lower(): value for name, value in json.loads(body)["headers"].items()}
        assert (seen["x-forwarded-for"], seen["x-forwarded-proto"]) == (client, scheme)
        assert ("strict-transport-security" in headers) == (scheme == "https")


@pytest.mark.parametrize("service", DESCRIBED)
@pytest.mark.parametrize("kind", ["openapi", "asyncapi"])
def test_the_interfaces_of_every_service_are_behind_the_gateway(
    service: str, kind: str, described: dict[str, dict[str, str]]
) -> None:
    assert described[f"/{kind}/{service}.json"] == {"service": service, "path": f"/{kind}.json"}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    settings = Settings.private(tmp_path_factory.mktemp("gateway"))
    paths = [f"/{kind}/{name}.json" for kind in ("openapi", "asyncapi") for name in DESCRIBED]
    with gateway(settings):
        answers = {path: json.loads(ask(settings, path)[2]) for path in paths}
    return {path: {"service": said["service"], "path": said["path"]} for path, said in answers.items()}


def test_an_upload_reaches_the_service_while_it_is_still_coming_in(tmp_path: Path) -> None:
    settings = Settings.private(tmp_path)
    with gateway(settings) as services:
        connection = http.client.HTTPConnection("127.0.0.1", settings.http_port, timeout=10)
        connection.putrequest("POST", "/api/v1/submissions")
        connection.putheader("Content-Length", "2000000")
        connection.endheaders()
        connection.send(b"x" * 1_000_000)
        assert services["intake"].started.wait(10)
        connection.send(b"x" * 1_000_000)
        assert json.loads(connection.getresponse().read())["read"] == 2_000_000
        connection.close()


def test_more_than_sixty_megabytes_are_refused_before_they_are_sent(tmp_path: Path) -> None:
    settings = Settings.private(tmp_path)
    with gateway(settings) as services:
        status, headers, body = ask(settings, "/api/v1/submissions", "POST", Content_Length=str(61 * 1024 * 1024))
        assert (status, headers["content-type"]) == (413, "application/problem+json")
        assert json.loads(body)["code"] == "submission-too-large"
        assert not services["intake"].started.is_set()


def test_who_asks_too_often_is_told_to_wait(tmp_path: Path) -> None:
    settings = replace(Settings.private(tmp_path), client_rate=1)
    with gateway(settings):
        answers = [ask(settings, "/api/v1/units") for _ in range(8)]
        assert [status for status, _, _ in answers[:5]] == [200] * 5
        status, headers, body = answers[-1]
        assert (status, headers["retry-after"], json.loads(body)["code"]) == (429, "1", "too-many-requests")
        assert ask(settings, "/readyz")[0] == 200


def test_passwords_cannot_be_tried_as_fast_as_everything_else(tmp_path: Path) -> None:
    settings = replace(Settings.private(tmp_path), token_rate=1)
    with gateway(settings):
        addresses = ("/api/v1/token", "/api/v1/passwords", "/api/v1/me/password", "/api/v1/token")
        statuses = [ask(settings, address, "POST", b"")[0] for address in addresses * 2]
        assert statuses == [200] * 6 + [429] * 2
        assert ask(settings, "/api/v1/units")[0] == 200


def spoken(settings: Settings, request: bytes) -> http.client.HTTPResponse:
    """What is answered to these very bytes; its body has been read."""
    with socket.create_connection(("127.0.0.1", settings.http_port), timeout=10) as connection:
        connection.sendall(request)
        answer = http.client.HTTPResponse(connection, method=request.partition(b" ")[0].decode())
        answer.begin()
        answer.read()
        return answer


def asked_oddly(line: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join((line, b"Host: localhost", *headers, b"", b""))


ODD_REQUESTS = {
    "an unknown method": (asked_oddly(b"FROB /api/v1/units HTTP/1.1"), 501),
    "a method nobody takes": (asked_oddly(b"TRACE /api/v1/units HTTP/1.1"), 405),
    "an unescaped address": (asked_oddly("GET /api/v1/units/ديوان HTTP/1.1".encode()), 400),
    "an unescaped query": (asked_oddly("GET /api/v1/units?after=ديوان HTTP/1.1".encode()), 400),
    "an unescaped path of a problem": (asked_oddly("GET /problems/ديوان HTTP/1.1".encode()), 404),
    "an unknown encoding": (asked_oddly(b"POST /api/v1/submissions HTTP/1.1", b"Transfer-Encoding: gzip"), 501),
    "a version to come": (asked_oddly(b"GET /api/v1/units HTTP/3.0"), 505),
    "a long address": (asked_oddly(b"GET /" + b"a" * 20_000 + b" HTTP/1.1"), 414),
    "a long header": (asked_oddly(b"GET / HTTP/1.1", b"X: " + b"a" * 20_000), 431),
    "another version of the style sheet": (asked_oddly(b"GET /problems/style.css HTTP/1.1", b'If-Match: "x"'), 412),
}


@pytest.mark.parametrize("name", ODD_REQUESTS)
def test_what_the_gateway_refuses_by_itself_is_a_problem_too(
    odd_answers: Mapping[str, tuple[int, str]], name: str
) -> None:
    assert odd_answers[name] == (ODD_REQUESTS[name][1], "application/problem+json")


@pytest.fixture(scope="module")
def odd_answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    settings = Settings.private(tmp_path_factory.mktemp("gateway"))
    with gateway(settings):
        answers = {name: spoken(settings, request) for name, (request, _) in ODD_REQUESTS.items()}
    return {name: (answer.status, answer.getheader("Content-Type", "")) for name, answer in answers.items()}


def test_who_writes_to_the_style_sheet_is_told_how_it_can_be_asked_for(tmp_path: Path) -> None:
    settings = Settings.private(tmp_path)
    with gateway(settings):
        status, headers, _ = ask(settings, "/problems/style.css", "PUT")
        assert (status, headers["allow"]) == (405, "GET, HEAD")


def test_with_a_certificate_only_tls_is_spoken(tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path)
    settings = replace(Settings.private(tmp_path / "data"), tls_cert=str(certificate), tls_key=str(key))
    with gateway(settings):
        connection = http.client.HTTPSConnection(
            "localhost", settings.http_port, timeout=10, context=ssl.create_default_context(cafile=str(certificate))
        )
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.getheader("Strict-Transport-Security") == "max-age=31536000"
        connection.close()
        status, headers, _ = ask(settings, "/readyz")
        assert (status, headers["content-type"]) == (400, "application/problem+json")


def test_a_folder_with_a_space_in_its_name_does(tmp_path: Path) -> None:
    settings = Settings.private(tmp_path / "a b")
    with gateway(settings):
        assert ask(settings, "/")[0] == 200
    shutil.rmtree(settings.data)


def make_certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


def test_what_one_process_does_not_take_another_does(tmp_path: Path) -> None:
    # Of each service only the first process is there: what goes to the other one is refused, and asked again.
    settings = replace(Settings.private(tmp_path), replicas=2)
    inside = replace(settings, http_port=settings.ports.of("registry inside"))
    with gateway(settings):
        assert {ask(settings, "/api/v1/request-types")[0] for _ in range(6)} == {200}
        assert {ask(inside, "/api/v1/request-types")[0] for _ in range(6)} == {200}
        assert {ask(settings, "/api/v1/submissions", "POST", b"document")[0] for _ in range(6)} == {200}
