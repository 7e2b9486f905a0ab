"""One trace id from the SMTP session to the last notice (W3C Trace Context), whether or not spans are exported.

The id lives in a context variable, in the outbox and in the messages' headers, and every log line carries it. Only when
an OTLP endpoint is set are spans made and exported (OpenTelemetry).
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime
from typing import Final, Literal

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

# Ids of nothing but zeros are invalid (W3C Trace Context, 3.2.2.3 and 3.2.2.4).
_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}")
_current: ContextVar[str] = ContextVar("traceparent", default="")
_propagator = TraceContextTextMapPropagator()

EXPORT_SECONDS = 3
"""How long the collector may take for a batch, and with it a process that ends and has spans left."""

Kind = Literal["server", "client", "producer", "consumer", "internal"]
"""Which side of a conversation a step is (OpenTelemetry's span kinds)."""
_KINDS: Final[Mapping[Kind, SpanKind]] = {
    "server": SpanKind.SERVER,
    "client": SpanKind.CLIENT,
    "producer": SpanKind.PRODUCER,
    "consumer": SpanKind.CONSUMER,
    "internal": SpanKind.INTERNAL,
}


def configure_tracing(service: str, endpoint: str) -> None:
    """Export spans to an OTLP/HTTP endpoint (its base address, without /v1/traces); with an empty one, tracing is off."""
    if not endpoint:
        return
    provider = TracerProvider(resource=Resource.create({"service.name": f"diwan-{service}"}))
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces", timeout=EXPORT_SECONDS)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)


def current_traceparent() -> str:
    """The `traceparent` of what is being done now; empty outside of any trace."""
    return _current.get()


def current_trace_id() -> str:
    """The trace id of what is being done now; empty outside of any trace."""
    matched = _TRACEPARENT.fullmatch(_current.get())
    return matched.group(1) if matched else ""


class Step:
    """A step of a trace as whoever takes it sees it. What it is told is for spans, and is lost when nobody gets them.

    It is told what happened and never to whom: no address, no subject, no number. Whoever looks for one letter finds its
    trace by the log, where the trace id stands beside the submission's.
    """

    def __init__(self, span: trace.Span | None = None) -> None:
        self._span = span

    def named(self, name: str) -> None:
        """Give it a better name than it had when it began."""
        if self._span is not None:
            self._span.update_name(name)

    def says(self, **attributes: str | int) -> None:
        """State something of it; a `__` in a name stands for a dot."""
        if self._span is not None:
            self._span.set_attributes(_attributes(attributes))

    def failed(self, why: str) -> None:
        """State that it failed, in a word that names nobody."""
        if self._span is not None:
            self._span.set_status(Status(StatusCode.ERROR, why))


_UNSEEN: Final = Step()


@contextmanager
def traced(name: str, traceparent: str = "", *, kind: Kind = "internal", **attributes: str | int) -> Iterator[Step]:
    """Do something as part of a trace: the given one, the surrounding one, or a new one.

    A `traceparent` from outside that is not well-formed is ignored (W3C Trace Context, section 3.2.2).
    """
    parent = traceparent if _TRACEPARENT.fullmatch(traceparent) else _current.get()
    # Made for nobody, spans would cost a fifth of what hearing an event does.
    unseen = nullcontext((parent or _new_traceparent(), _UNSEEN))
    with _span(name, parent, kind, attributes) if _exporting() else unseen as (own, step):
        token = _current.set(own)
        try:
            yield step
        finally:
            _current.reset(token)


def took(name: str, traceparent: str, since: datetime, *, kind: Kind = "internal", **attributes: str | int) -> None:
    """Note a step that has just ended and belongs to a trace, but began where nobody could hold it open."""
    if not _exporting() or not _TRACEPARENT.fullmatch(traceparent):
        return
    span = trace.get_tracer("diwan").start_span(
        name,
        context=_propagator.extract({"traceparent": traceparent}),
        kind=_KINDS[kind],
        attributes=_attributes(attributes),
        start_time=int(since.timestamp() * 1e9),
    )
    span.end()


def _exporting() -> bool:
    """Whether anybody gets the spans."""
    return isinstance(trace.get_tracer_provider(), TracerProvider)


@contextmanager
def _span(name: str, parent: str, kind: Kind, attributes: Mapping[str, str | int]) -> Iterator[tuple[str, Step]]:
    """A span below the parent, or the first of a trace without one; gives its own `traceparent`."""
    with trace.get_tracer("diwan").start_as_current_span(
        name,
        context=_propagator.extract({"traceparent": parent}, Context()),
        kind=_KINDS[kind],
        attributes=_attributes(attributes),
        # An error's words may have an address in them; its kind has none.
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        carrier: dict[str, str] = {}
        _propagator.inject(carrier)
        try:
            yield carrier.get("traceparent", parent), Step(span)
        except BaseException as error:
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise


def _attributes(attributes: Mapping[str, str | int]) -> dict[str, str | int]:
    return {name.replace("__", "."): value for name, value in attributes.items()}


def _new_traceparent() -> str:
    # Sampled: whether anything is exported at all is the endpoint's decision.
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
