"""Where the audit log is sent, said in one address."""

import ssl
from pathlib import Path
from urllib.parse import urlsplit

from shared.audit.exporting import Sink
from shared.audit.otlp import OtlpSink
from shared.audit.syslog import SyslogSink

SYSLOG_PORT, SYSLOG_TLS_PORT = 601, 6514
"""RFC 3195 and RFC 5425."""


def sink_of(url: str, ca_file: Path | None) -> Sink:
    """The sink of an address: `syslog://`, `syslog+tls://` or `http(s)://` of an OTLP collector. Raises `ValueError`."""
    parts = urlsplit(url)
    match parts.scheme:
        case "syslog" if parts.hostname:
            return SyslogSink(parts.hostname, parts.port or SYSLOG_PORT, tls=None)
        case "syslog+tls" if parts.hostname:
            return SyslogSink(parts.hostname, parts.port or SYSLOG_TLS_PORT, tls=_tls(ca_file))
        case "http" | "https" if parts.hostname:
            return OtlpSink(url, tls=_tls(ca_file))
        case _:
            raise ValueError(
                f"the audit log cannot be sent to {parts.scheme or url!r}: syslog, syslog+tls, http or https"
            )


def _tls(ca_file: Path | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=ca_file)
