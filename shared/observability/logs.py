"""Logs: one JSON object a line on standard output, each with its service and trace id."""

import json
import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from shared.observability.tracing import current_trace_id


class _Lines:
    """A logger of ours: writes lines past `logging`, whose records would cost twice as much as what they say."""

    def __init__(self, name: str) -> None:
        self.name = name

    def msg(self, line: str) -> None:
        """Write one line."""
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    debug = info = warning = error = exception = critical = msg


def configure_logs(service: str, level: str) -> None:
    """Send everything that logs, ours and the libraries', through one JSON renderer."""

    def add_service_and_trace(
        _logger: object, _method: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        event["service"] = service
        if trace_id := current_trace_id():
            event["trace_id"] = trace_id
        return event

    processors: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        add_service_and_trace,
        structlog.processors.format_exc_info,
    ]
    renderer = structlog.processors.JSONRenderer(_line, ensure_ascii=False)
    structlog.configure(
        processors=[*processors, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_Lines,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=processors,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    # Their INFO is a line per message or request; ours says the same with the trace id.
    for name in ("uvicorn.access", "aiormq", "aio_pika", "httpx", "mail.log", "urllib3", "pymongo"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _line(event: Any, **options: Any) -> str:
    """The event as JSON, with lone surrogates escaped: bytes that are no text must not cost the line."""
    return json.dumps(event, **options).encode("utf-8", "backslashreplace").decode()
