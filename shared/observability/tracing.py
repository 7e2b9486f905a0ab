"""One trace id from the SMTP session to the last notice (W3C Trace Context), whether or not spans are exported.

The id lives in a context variable, in the outbox and in the messages' headers, and every log line carries it. Only when
an OTLP endpoint is set are spans made and exported (OpenTelemetry).
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

# Ids of nothing but zeros are invalid (W3C Trace Context, 3.2.2.3 and 3.2.2.4).
_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}")
_current: ContextVar[str] = ContextVar("traceparent", default="")
_propagator = TraceContextTextMapPropagator()


def configure_tracing(service: str, endpoint: str) -> None:
    """Export spans to an OTLP/HTTP endpoint (its base address, without /v1/traces); with an empty one, tracing is off."""
    if not endpoint:
        return
    provider = TracerProvider(resource=Resource.create({"service.name": f"diwan-{service}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")))
    trace.set_tracer_provider(provider)


def current_traceparent() -> str:
    """The `traceparent` of what is being done now; empty outside of any trace."""
    return _current.get()


def current_trace_id() -> str:
    """The trace id of what is being done now; empty outside of any trace."""
    matched = _TRACEPARENT.fullmatch(_current.get())
    return matched.group(1) if matched else ""


@contextmanager
def traced(name: str, traceparent: str = "") -> Iterator[None]:
    """Do something as part of a trace: the given one, the surrounding one, or a new one.

    A `traceparent` from outside that is not well-formed is ignored (W3C Trace Context, section 3.2.2).
    """
    parent = traceparent if _TRACEPARENT.fullmatch(traceparent) else _current.get() or _new_traceparent()
    with _span(name, parent) if _exporting() else nullcontext(parent) as own:
        token = _current.set(own)
        try:
            yield
        finally:
            _current.reset(token)


def _exporting() -> bool:
    """Whether anybody gets the spans; made for nobody they would cost a fifth of what hearing an event does."""
    return isinstance(trace.get_tracer_provider(), TracerProvider)


@contextmanager
def _span(name: str, parent: str) -> Iterator[str]:
    """A span below the parent; gives its own `traceparent`."""
    with trace.get_tracer("diwan").start_as_current_span(name, context=_propagator.extract({"traceparent": parent})):
        carrier: dict[str, str] = {}
        _propagator.inject(carrier)
        yield carrier.get("traceparent", parent)


def _new_traceparent() -> str:
    # Sampled: whether anything is exported at all is the endpoint's decision.
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
