"""What a collector, or whoever else answers at its address, says of deeds that were sent to it."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsPartialSuccess, ExportLogsServiceResponse
from prometheus_client import REGISTRY

from shared.audit import Line, Sink, sink_of
from shared.deeds import Deed
from shared.errors import TransientError
from tests.collector import Collector, collecting

LINES = [Line(service="registry", who="p-1", deed=Deed(at=datetime(2026, 11, 22, tzinfo=UTC), what="registered"))]


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


@pytest.fixture
async def sink(collector: Collector) -> AsyncIterator[Sink]:
    sink = sink_of(collector.address, None)
    yield sink
    await sink.close()


async def test_a_page_for_people_is_no_answer_for_deeds(collector: Collector, sink: Sink) -> None:
    collector.answer = ("text/html; charset=utf-8", b"<h1>Welcome</h1>")
    with pytest.raises(TransientError, match="no collector"):
        await sink.send(LINES)


async def test_what_a_collector_refuses_for_good_is_counted_and_holds_up_nothing(
    collector: Collector, sink: Sink
) -> None:
    refusing = ExportLogsServiceResponse(partial_success=ExportLogsPartialSuccess(rejected_log_records=1))
    collector.answer = ("application/x-protobuf", refusing.SerializeToString())
    before = REGISTRY.get_sample_value("diwan_audit_rejected_total") or 0
    await sink.send(LINES)
    assert REGISTRY.get_sample_value("diwan_audit_rejected_total") == before + 1
