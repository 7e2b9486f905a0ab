"""The audit log as OpenTelemetry log records, sent to a collector (OTLP over HTTP): each batch is answered for."""

import ssl
from collections.abc import Sequence

import httpx
import structlog
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest, ExportLogsServiceResponse
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, InstrumentationScope, KeyValue
from opentelemetry.proto.logs.v1.logs_pb2 import SEVERITY_NUMBER_INFO, LogRecord, ResourceLogs, ScopeLogs
from opentelemetry.proto.resource.v1.resource_pb2 import Resource
from prometheus_client import Counter

from shared.audit.line import Line
from shared.errors import TransientError

log = structlog.get_logger(__name__)

SECONDS = 20.0
PROTOBUF = "application/x-protobuf"
REJECTED = Counter(
    "diwan_audit_rejected_total", "Deeds that the collector refused for good, and that it does not have."
)


class OtlpSink:
    """A collector at a base address (without /v1/logs)."""

    def __init__(self, url: str, *, tls: ssl.SSLContext) -> None:
        self._url = f"{url.rstrip('/')}/v1/logs"
        self._client = httpx.AsyncClient(timeout=SECONDS, verify=tls, trust_env=False)

    async def send(self, lines: Sequence[Line]) -> None:
        """Send lines; returns once the collector has answered for them. Raises `TransientError`."""
        body = request_of(lines).SerializeToString()
        try:
            answer = await self._client.post(self._url, content=body, headers={"Content-Type": PROTOBUF})
        except httpx.HTTPError as error:
            raise TransientError(f"collector: {type(error).__name__}") from error
        if not answer.is_success:
            raise TransientError(f"collector answered {answer.status_code}")
        if answer.content and not answer.headers.get("Content-Type", "").startswith(PROTOBUF):
            raise TransientError("what answers there is no collector")
        said = ExportLogsServiceResponse.FromString(answer.content).partial_success
        if said.rejected_log_records:
            # It would reject them again (OTLP, "partial success"): whoever runs it has to know.
            REJECTED.inc(said.rejected_log_records)
            log.error("the collector rejected deeds", rejected=said.rejected_log_records, because=said.error_message)

    async def close(self) -> None:
        """Close the connection."""
        await self._client.aclose()


def request_of(lines: Sequence[Line]) -> ExportLogsServiceRequest:
    """The request that carries lines of one service."""
    records = [
        LogRecord(
            time_unix_nano=int(line.deed.at.timestamp() * 1000) * 1_000_000,
            severity_number=SEVERITY_NUMBER_INFO,
            severity_text="INFO",
            body=AnyValue(string_value=line.deed.what),
            attributes=[
                KeyValue(key=f"diwan.{name}", value=AnyValue(string_value=value)) for name, value in line.facts.items()
            ],
        )
        for line in lines
    ]
    service = KeyValue(key="service.name", value=AnyValue(string_value=f"diwan-{lines[0].service}"))
    scope = ScopeLogs(scope=InstrumentationScope(name="diwan.audit"), log_records=records)
    return ExportLogsServiceRequest(
        resource_logs=[ResourceLogs(resource=Resource(attributes=[service]), scope_logs=[scope])]
    )
