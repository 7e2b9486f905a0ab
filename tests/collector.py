"""An OpenTelemetry collector (OTLP over HTTP) that keeps what it gets: spans and log records, by service."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord
from opentelemetry.proto.resource.v1.resource_pb2 import Resource
from opentelemetry.proto.trace.v1.trace_pb2 import Span

MOST_KEPT = 50_000


class Collector:
    """What it got. `status` and `answer` are what it says from then on; with a status other than 200 it keeps nothing."""

    def __init__(self) -> None:
        self.spans: deque[tuple[str, Span]] = deque(maxlen=MOST_KEPT)
        self.records: deque[tuple[str, LogRecord]] = deque(maxlen=MOST_KEPT)
        self.paths: set[str] = set()
        self.status = 200
        self.answer: tuple[str, bytes] = ("application/x-protobuf", b"")
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if collector.status == 200:
                    collector.take(self.path, body)
                media_type, answer = collector.answer
                self.send_response(collector.status)
                self.send_header("Content-Type", media_type)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        """Its base address."""
        return f"http://127.0.0.1:{self.server.server_port}"

    def of(self, service: str) -> list[Span]:
        """The spans of a service."""
        return [span for name, span in self.spans if name == service]

    def take(self, path: str, body: bytes) -> None:
        """Keep what came."""
        self.paths.add(path)
        if path == "/v1/logs":
            for logs in ExportLogsServiceRequest.FromString(body).resource_logs:
                for scope in logs.scope_logs:
                    self.records.extend((_service(logs.resource), record) for record in scope.log_records)
            return
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            for scoped in resource.scope_spans:
                self.spans.extend((_service(resource.resource), span) for span in scoped.spans)


def _service(resource: Resource) -> str:
    name: str = {one.key: one.value.string_value for one in resource.attributes}["service.name"]
    return name


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector that listens."""
    collector = Collector()
    thread = threading.Thread(target=collector.server.serve_forever)
    thread.start()
    yield collector
    collector.server.shutdown()
    thread.join()
    collector.server.server_close()
