"""People who go on using the registry while it is restarted: they write, upload and read, and note what they were told."""

import smtplib
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle
from typing import Self

import httpx

from deploy.local.stack import Stack
from tests.e2e.outside import DOCUMENTS, letter, pdf

PAUSE_SECONDS = 0.25
"""Between two things that one of them does."""
COME_AGAIN = 0.3
BROKEN = "POST without an answer"
"""The connection to the gateway broke: nobody knows whether it was done, so it is asked again with its key."""
MOST_TRIES = 200
"""Whoever was not let in by then, a minute later, never is."""


class Told:
    """What they were told, all together."""

    def __init__(self) -> None:
        self.accepted: list[str] = []
        """Addresses whose letter was accepted."""
        self.come_again: Counter[str] = Counter()
        """How often they had to come again, by what they were told, within the contract."""
        self.tries: Counter[int] = Counter()
        """How many letters were accepted at which try."""
        self.wrong: list[str] = []
        """What nobody may be told."""
        self.read: Counter[str] = Counter()
        """Pages that were read, by path."""


class People:
    """Everybody in a thread of his own, until the block ends."""

    def __init__(self, stack: Stack, *, writers: int, uploaders: int, readers: int, paths: Sequence[str]) -> None:
        self.told = Told()
        self._stack = stack
        self._paths = paths
        self._stop = threading.Event()
        doing = [self._write] * writers + [self._upload] * uploaders + [self._read] * readers
        self._threads = [threading.Thread(target=self._surely, args=(one,)) for one in doing]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _surely(self, do: Callable[[], None]) -> None:
        try:
            do()
        except Exception as error:  # noqa: BLE001 - a thread's error would be seen by nobody
            self.told.wrong.append(repr(error))

    def _until_accepted(self, sender: str, hand_in: Callable[[], bool]) -> None:
        for tries in range(1, MOST_TRIES + 1):
            if hand_in():
                self.told.accepted.append(sender)
                self.told.tries[tries] += 1
                return
            time.sleep(COME_AGAIN)
        self.told.wrong.append(f"{sender} was never let in")

    def _write(self) -> None:
        """One mail after the other, over connections that stay, each until it is accepted."""
        smtp: smtplib.SMTP | None = None

        def hand_in(sender: str, raw: bytes) -> bool:
            nonlocal smtp
            try:
                smtp = smtp or smtplib.SMTP(*self._stack.smtp_address, timeout=60)
                smtp.sendmail(sender, [DOCUMENTS], raw)
            except (smtplib.SMTPException, OSError) as error:
                self._note_mail(error)
                if smtp:
                    smtp.close()
                smtp = None
                return False
            return True

        while not self._stop.is_set():
            sender = somebody()
            raw = letter(sender=sender, subject="خطاب أثناء إعادة التشغيل", files=("خطاب.pdf",)).as_bytes()
            self._until_accepted(sender, partial(hand_in, sender, raw))
            time.sleep(PAUSE_SECONDS)
        if smtp:
            smtp.close()

    def _note_mail(self, error: Exception) -> None:
        if isinstance(error, smtplib.SMTPResponseException):
            code = error.smtp_code
        elif isinstance(error, smtplib.SMTPRecipientsRefused):
            code = next(iter(error.recipients.values()))[0]
        else:
            code = 0  # the connection is gone: whoever has no answer comes again
        if code in (421, 451, 0):
            self.told.come_again[f"SMTP {code or type(error).__name__}"] += 1
        else:
            self.told.wrong.append(f"SMTP {error!r}")

    def _upload(self) -> None:
        """One upload after the other; what was not answered well is sent again with its key, as the contract has it."""
        with self._client() as client:

            def hand_in(sender: str, key: str, file: bytes) -> bool:
                try:
                    answer = _hand_in(client, sender, file, key)
                except httpx.TransportError:
                    self.told.come_again[BROKEN] += 1
                    return False
                if answer.status_code != httpx.codes.ACCEPTED:
                    self._note_answer("POST", answer)
                    return False
                return True

            while not self._stop.is_set():
                sender = somebody()
                self._until_accepted(sender, partial(hand_in, sender, str(uuid.uuid4()), pdf()))
                time.sleep(PAUSE_SECONDS)

    def _read(self) -> None:
        """One page after the other; none of them may fail."""
        paths = cycle(self._paths)
        with self._client() as client:
            while not self._stop.is_set():
                path = next(paths)
                answer = client.get(path)
                if answer.status_code == httpx.codes.OK:
                    self.told.read[path] += 1
                else:
                    self.told.wrong.append(f"GET {path}: {answer.status_code} {answer.text[:300]}")
                time.sleep(PAUSE_SECONDS)

    def _note_answer(self, method: str, answer: httpx.Response) -> None:
        said = f"{method} {answer.status_code}"
        if answer.status_code in (502, 503) and answer.headers.get("retry-after"):
            self.told.come_again[said] += 1
        else:
            self.told.wrong.append(f"{said} {answer.text[:300]}")

    def _client(self) -> httpx.Client:
        # With a certificate, it is a test's own, which vouches for itself.
        verify = not self._stack.settings.tls_cert
        return httpx.Client(base_url=self._stack.base_url, timeout=60, trust_env=False, verify=verify)


def _hand_in(client: httpx.Client, sender: str, file: bytes, key: str) -> httpx.Response:
    return client.post(
        "/api/v1/submissions",
        data={
            "request_type": "general-correspondence",
            "subject": "خطاب",
            "message": "تحية طيبة",
            "sender_email": sender,
        },
        files=[("files", ("خطاب.pdf", file, "application/pdf"))],
        headers={"Idempotency-Key": key},
    )


def somebody() -> str:
    """An address of somebody who never wrote before."""
    return f"sender-{uuid.uuid4().hex}@company.example"
