"""How our own processes are started, wherever they run: the same commands in the local stack and in containers."""

LARGEST_MAIL = 60_000_000
"""Bytes that the relay takes which catches mail; more than any notice has."""

STOP_SECONDS = 28
"""How long a service may take to end in good order: its own bound (`…_DRAIN_SECONDS`, 20 unless told), and 8 s."""


def serve(service: str, *, host: str, port: int) -> tuple[str, ...]:
    """The arguments of Python that start a service."""
    return (
        *("-m", "shared.web.serving", f"services.{service}.main:create_app"),
        *("--host", host, "--port", str(port)),
    )


def catch_mail(*, listen: str, folder: str) -> tuple[str, ...]:
    """The arguments of Python that start the relay which keeps all mail in a Maildir."""
    return (
        *("-m", "aiosmtpd", "--nosetuid", "--smtputf8", "--size", str(LARGEST_MAIL)),
        *("--listen", listen, "--class", "deploy.local.letterbox.Letterbox", folder),
    )
