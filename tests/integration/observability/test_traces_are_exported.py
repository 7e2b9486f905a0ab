"""With an endpoint set, spans reach an OpenTelemetry collector; one trace goes on in another process."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.collector import Collector, collecting

SERVICE = """
import sys
from shared.observability.tracing import configure_tracing, current_traceparent, traced

name, endpoint, traceparent = sys.argv[1:]
configure_tracing(name, endpoint)
with traced(f"work of {name}", traceparent):
    print(current_traceparent())
"""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


def run(name: str, endpoint: str, traceparent: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-c", SERVICE, name, endpoint, traceparent], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_trace_goes_on_in_the_next_service(collector: Collector) -> None:
    first = run("intake", collector.address)
    run("registry", collector.address, first)

    (one,), (two,) = collector.of("diwan-intake"), collector.of("diwan-registry")
    assert collector.paths == {"/v1/traces"}
    assert one.trace_id == two.trace_id
    assert two.parent_span_id == one.span_id
    assert one.trace_id.hex() == first.split("-")[1]
    assert not one.parent_span_id


def test_without_an_endpoint_nothing_is_exported_and_the_trace_goes_on_all_the_same(collector: Collector) -> None:
    first = run("intake", "")
    second = run("registry", "", first)

    assert second.split("-")[1] == first.split("-")[1]
    assert not collector.spans


FAILING = """
import sys
from datetime import UTC, datetime, timedelta
from shared.observability.tracing import configure_tracing, current_traceparent, took, traced

configure_tracing("notify", sys.argv[1])
try:
    with traced("send notice", kind="client", diwan__notice="received") as step:
        took("publish", current_traceparent(), datetime.now(UTC) - timedelta(minutes=5), kind="producer")
        step.says(diwan__outcome="given-up")
        raise LookupError("550 nobody@company.example unknown")
except LookupError:
    pass
"""


def test_a_step_that_fails_says_what_it_was_and_no_word_of_the_error(collector: Collector) -> None:
    subprocess.run([sys.executable, "-c", FAILING, collector.address], check=True)
    spans = {span.name: span for span in collector.of("diwan-notify")}
    sent, published = spans["send notice"], spans["publish"]
    assert sent.status.message == "LookupError"
    assert {one.key: one.value.string_value for one in sent.attributes} == {
        "diwan.notice": "received",
        "diwan.outcome": "given-up",
    }
    assert b"company.example" not in sent.SerializeToString()
    assert published.parent_span_id == sent.span_id
    assert published.end_time_unix_nano - published.start_time_unix_nano >= 300 * 10**9


ENDING = """
import sys, time
from shared.observability.tracing import configure_tracing, traced

configure_tracing("notify", sys.argv[1])
with traced("send notice"):
    pass
print(time.time())
"""


def test_a_collector_that_says_nothing_does_not_hold_up_the_end_of_a_process() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        done = subprocess.run(
            [sys.executable, "-c", ENDING, address], capture_output=True, text=True, check=True, timeout=60
        )
    # What a process may take for its end beside its drain; the library would take ten seconds unless told.
    assert time.time() - float(done.stdout) < 8
