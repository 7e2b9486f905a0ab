"""With an endpoint set, spans reach an OpenTelemetry collector; one trace goes on in another process."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

SERVICE = """
import sys
from shared.observability.tracing import configure_tracing, current_traceparent, traced

name, endpoint, traceparent = sys.argv[1:]
configure_tracing(name, endpoint)
with traced(f"work of {name}", traceparent):
    print(current_traceparent())
"""


class Collector:
    """A collector that keeps what it gets, by service."""

    def __init__(self) -> None:
        self.spans: dict[str, list[Span]] = {}
        self.paths: set[str] = set()
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                collector.take(self.path, self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    def take(self, path: str, body: bytes) -> None:
        self.paths.add(path)
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            names = {one.key: one.value.string_value for one in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.spans.setdefault(names["service.name"], []).extend(scope.spans)


@pytest.fixture
def collector() -> Iterator[Collector]:
    collector = Collector()
    thread = threading.Thread(target=collector.server.serve_forever)
    thread.start()
    yield collector
    collector.server.shutdown()
    thread.join()
    collector.server.server_close()


def run(name: str, endpoint: str, traceparent: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-c", SERVICE, name, endpoint, traceparent], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_trace_goes_on_in_the_next_service(collector: Collector) -> None:
    endpoint = f"http://127.0.0.1:{collector.server.server_port}"

    first = run("intake", endpoint)
    run("registry", endpoint, first)

    (one,), (two,) = collector.spans["diwan-intake"], collector.spans["diwan-registry"]
    assert collector.paths == {"/v1/traces"}
    assert one.trace_id == two.trace_id
    assert two.parent_span_id == one.span_id
    assert one.trace_id.hex() == first.split("-")[1]


def test_without_an_endpoint_nothing_is_exported_and_the_trace_goes_on_all_the_same(collector: Collector) -> None:
    first = run("intake", "")
    second = run("registry", "", first)

    assert second.split("-")[1] == first.split("-")[1]
    assert collector.spans == {}
