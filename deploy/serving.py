"""How our own processes are started, wherever they run: the same commands in the local stack and in containers."""

LARGEST_MAIL = 60_000_000
"""Bytes that the relay takes which catches mail; more than any notice has."""

GRACEFUL_SECONDS = 15
"""How long requests that are under way may take to end once a service is told to stop."""


def serve(service: str, *, host: str, port: int) -> tuple[str, ...]:
    """The arguments of Python that start a service."""
    return (
        *("-m", "uvicorn", "--factory", f"services.{service}.main:create_app"),
        *("--host", host, "--port", str(port), "--loop", "uvloop"),
        *("--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", str(GRACEFUL_SECONDS)),
        # longer than the gateway keeps an idle connection, so that the gateway never sends into a closed one
        *("--timeout-keep-alive", "75"),
    )


def catch_mail(*, listen: str, folder: str) -> tuple[str, ...]:
    """The arguments of Python that start the relay which keeps all mail in a Maildir."""
    return (
        *("-m", "aiosmtpd", "--nosetuid", "--smtputf8", "--size", str(LARGEST_MAIL)),
        *("--listen", listen, "--class", "deploy.local.letterbox.Letterbox", folder),
    )
