"""The certificate of the doors, in files that an operator replaces: whether it can be shown, and whether it is."""

import ssl
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates

from deploy.local.errors import StackError
from deploy.local.servers.waiting import NotReadyError
from deploy.local.settings import Settings


def check(settings: Settings) -> None:
    """Raise `StackError` when the files cannot be used: before any door is closed to be opened with them."""
    if not settings.tls_cert:
        return
    try:
        # A key with a passphrase would have to be asked for, at every start; so it is refused.
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            settings.tls_cert, settings.tls_key, password=""
        )
    except OSError as error:
        raise StackError(
            f"{settings.tls_cert} and {settings.tls_key} are no certificate and its key: {error}"
        ) from error


def probe(settings: Settings) -> None:
    """Ready when the gateway shows what is in the file."""
    shown = ssl.get_server_certificate(("127.0.0.1", settings.http_port), timeout=5)
    first = load_pem_x509_certificates(Path(settings.tls_cert).read_bytes())[0]
    if ssl.PEM_cert_to_DER_cert(shown) != first.public_bytes(Encoding.DER):
        raise NotReadyError(f"the gateway shows another certificate than {settings.tls_cert}")
