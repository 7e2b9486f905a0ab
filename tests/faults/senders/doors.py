"""One attempt to hand a document in: through the SMTP door or the gateway, whole or cut at a byte of the dialogue."""

import time

import httpx
from aiosmtplib import SMTP
from aiosmtplib.errors import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from tests.faults.history import Answer, Document, Reply
from tests.faults.wire.proxy import Proxy

PATIENCE_SECONDS = 30.0
REFUSED = 500
COME_AGAIN = frozenset({408, 425, 429})


async def hand_in(document: Document, *, smtp: int, http: int, journey: int = 0, cut_at: int | None = None) -> Reply:
    """Try once, at these ports, and remember it; `cut_at` cuts the connection when so many bytes have passed."""
    began, raw = time.time(), document.variant(journey)
    door = smtp if document.channel == "mail" else http
    if cut_at is None:
        reply = await _attempt(document, raw, door)
    else:
        async with Proxy(door, cut_at=cut_at) as scissors:
            reply = await _attempt(document, raw, scissors.port)
    document.note(began, raw, reply)
    return reply


async def _attempt(document: Document, raw: bytes, port: int) -> Reply:
    return await (_mail(document, raw, port) if document.channel == "mail" else _upload(document, port))


async def _mail(document: Document, raw: bytes, port: int) -> Reply:
    client = SMTP(hostname="127.0.0.1", port=port, timeout=PATIENCE_SECONDS, start_tls=False)
    try:
        await client.connect()
        _, words = await client.sendmail(document.sender, [document.recipient], raw)
    except SMTPRecipientsRefused as error:
        return _refusal(error.recipients[0])
    except SMTPResponseException as error:
        return _refusal(error)
    except (SMTPException, OSError, TimeoutError) as error:
        return Reply(answer="lost", words=type(error).__name__)
    finally:
        client.close()
    return Reply(answer="yes", words=words)


def _refusal(error: SMTPResponseException) -> Reply:
    # aiosmtplib says -1 when the connection broke instead of an answer
    answer: Answer = "lost" if error.code < 0 else "no" if error.code >= REFUSED else "later"
    return Reply(answer=answer, words=f"{error.code} {error.message}")


async def _upload(document: Document, port: int) -> Reply:
    files = [("files", (name, content, "application/pdf")) for name, content in document.files.items()]
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_SECONDS, trust_env=False
    ) as client:
        try:
            answer = await client.post(
                document.path, data=document.form, files=files, headers={"Idempotency-Key": document.key}
            )
        except httpx.HTTPError as error:
            return Reply(answer="lost", words=type(error).__name__)
    if answer.status_code == httpx.codes.ACCEPTED:
        said = answer.json()
        return Reply(
            answer="yes",
            words="202",
            submission=said["submission_id"],
            token=said.get("tracking_token", ""),
        )
    refused = answer.is_client_error and answer.status_code not in COME_AGAIN
    return Reply(answer="no" if refused else "later", words=f"{answer.status_code} {answer.text[:200]}")
