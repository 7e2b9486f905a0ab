"""MongoDB's primary is lost under load, twice: another takes its place, and every letter is registered once."""

import smtplib
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest

from deploy.local.settings import Settings
from deploy.local.stack import Stack
from tests.e2e.outside import Outside, letter, wait_for

SENDERS = 3
BETWEEN_KILLS = 4.0
"""Seconds: long enough for the one that was killed to be a full member again."""


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """The whole stack with a MongoDB of three members."""
    stack = Stack(replace(Settings.private(tmp_path_factory.mktemp("three")), mongo_members=3))
    stack.start()
    outside = Outside(stack)
    yield outside
    outside.http.close()
    stack.stop()


class Sender:
    """Sends one letter after the other, each until it is accepted, as mail servers do."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self.accepted: list[str] = []
        self.refusals: list[int] = []

    def send_until(self, stop: threading.Event) -> None:
        while not stop.is_set():
            address = f"sender-{uuid.uuid4().hex}@company.example"
            mail = letter(sender=address, subject="خطاب أثناء انتخاب", files=("خطاب.pdf",)).as_bytes()
            wait_for(partial(self._accepted, mail, address))
            self.accepted.append(address)

    def _accepted(self, raw: bytes, address: str) -> bool:
        try:
            self._outside.send(raw, sender=address)
        except smtplib.SMTPDataError as refused:
            self.refusals.append(refused.smtp_code)
            return False
        return True


def test_a_primary_that_is_killed_twice_under_load_costs_nobody_more_than_a_second_try(outside: Outside) -> None:
    stack, stop = outside.stack, threading.Event()
    senders = [Sender(outside) for _ in range(SENDERS)]
    led = []
    with ThreadPoolExecutor(SENDERS) as pool:
        sending = [pool.submit(sender.send_until, stop) for sender in senders]
        try:
            for _ in range(2):
                time.sleep(BETWEEN_KILLS)
                led.append(stack.primary())
                stack.kill_process(led[-1])
            time.sleep(BETWEEN_KILLS)
        finally:
            stop.set()
    for one in sending:
        one.result()

    assert led[0] != led[1]
    assert {code for sender in senders for code in sender.refusals} <= {451}
    accepted = [address for sender in senders for address in sender.accepted]
    # what notify had in hand when its store was lost goes out when its lease ends, a minute later
    wait_for(lambda: {one.recipient for one in outside.notices(kind="registered")}.issuperset(accepted), seconds=120)
    notices = [one for one in outside.notices(kind="registered") if one.recipient in accepted]
    assert len({one.number for one in notices}) == len({one.message["Message-ID"] for one in notices}) == len(accepted)
    year = time.gmtime().tm_year
    assert [line["sequence"] for line in outside.book(year)] == list(range(1, len(accepted) + 1))
