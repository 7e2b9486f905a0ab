"""A disk that fills: refused in time, never a yes that is not kept, and everything goes on when there is space again.

The whole stack stands on a small file system in memory that is filled for real.
"""

import os
import smtplib
import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from deploy.local.settings import Settings
from deploy.local.stack import Stack
from tests.e2e.outside import DOCUMENTS, Outside, letter, wait_for

MEGABYTE = 1024 * 1024
DISK_MB = 1500
BELOW_THE_FLOOR_MB = 400
"""Less than intake's floor of 512 MB, more than the 256 MB that the vault leaves free."""
UNDER_WAY = 6
UPLOAD = 3 * MEGABYTE


class Ballast:
    """A file that takes what space there is."""

    def __init__(self, disk: Path) -> None:
        self._disk = disk
        self._file = disk / "ballast"

    def leave(self, free: int) -> None:
        """Take all but so many bytes."""
        with self._file.open("ab") as file:
            stand = os.statvfs(self._disk)
            with suppress(OSError):  # somebody else was faster, and it is full
                os.posix_fallocate(file.fileno(), file.tell(), max(1, stand.f_bavail * stand.f_frsize - free))
            if not free:
                # what allocating by the piece has left over
                with suppress(OSError):
                    while True:
                        os.write(file.fileno(), bytes(4096))

    def drop(self) -> None:
        """Give everything back."""
        self._file.unlink()


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small file system of its own."""
    folder = tmp_path_factory.mktemp("disk")
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=700", "tmpfs", str(folder)]
    done = subprocess.run(mounting, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this machine lets nobody mount a small disk: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def outside(disk: Path) -> Iterator[Outside]:
    """The whole stack on that disk."""
    stack = Stack(Settings.private(disk / "stack"))
    stack.start()
    outside = Outside(stack)
    yield outside
    outside.http.close()
    stack.stop()


def test_a_disk_that_fills_loses_nothing_and_is_refused_in_time(
    outside: Outside, disk: Path, somebody: Callable[[], str]
) -> None:
    promised, ballast = [somebody()], Ballast(disk)
    outside.send(_letter(promised[0]), sender=promised[0])
    under_way = [_Session(outside, somebody()) for _ in range(UNDER_WAY)]

    ballast.leave(BELOW_THE_FLOOR_MB * MEGABYTE)
    wait_for(lambda: _answer(outside, somebody()) == 452)
    upload = outside.http.post(
        "/api/v1/submissions", data={"subject": "x"}, files=[("files", ("a.pdf", b"x" * UPLOAD))]
    )
    assert (upload.status_code, upload.json()["code"], upload.headers["retry-after"]) == (503, "store-full", "60")
    # a mail that was on its way is still taken: the floor is there for it
    assert under_way[0].finish() == 250
    promised.append(under_way[0].sender)

    ballast.leave(0)
    for session in under_way[1:]:
        answer = session.finish()
        assert answer in (250, 451, 452)
        promised += [session.sender] if answer == 250 else []

    ballast.drop()
    # What those that do not always help themselves need of their operator (docs/operations/full-disk.md).
    for name in ("weed", "rabbitmq"):
        outside.stack.kill_process(name)
        outside.stack.wait_for_process(name)
    last = somebody()
    wait_for(lambda: _answer(outside, last) == 250, seconds=120)
    promised.append(last)
    wait_for(lambda: {one.recipient for one in outside.notices(kind="registered")}.issuperset(promised), seconds=120)
    registered = [one.recipient for one in outside.notices(kind="registered")]
    assert sorted(registered) == sorted(set(registered))
    assert {one.name: one.state for one in outside.stack.statuses() if one.name in ("mongod", "rabbitmq", "weed")} == (
        dict.fromkeys(("mongod", "rabbitmq", "weed"), "RUNNING")
    )


class _Session:
    """A mail whose sender was taken when there was still space."""

    def __init__(self, outside: Outside, sender: str) -> None:
        self.sender = sender
        self._smtp = smtplib.SMTP(*outside.stack.smtp_address, timeout=60)
        self._smtp.ehlo()
        assert self._smtp.mail(sender)[0] == 250
        assert self._smtp.rcpt(DOCUMENTS)[0] == 250

    def finish(self) -> int:
        """Send the mail; returns the answer."""
        with self._smtp:
            return self._smtp.data(_letter(self.sender))[0]


def _letter(sender: str) -> bytes:
    return letter(sender=sender, subject=f"خطاب {uuid.uuid4()}", files=("خطاب.pdf",)).as_bytes()


def _answer(outside: Outside, sender: str) -> int:
    try:
        outside.send(_letter(sender), sender=sender)
    except smtplib.SMTPSenderRefused as refused:
        return refused.smtp_code
    except smtplib.SMTPDataError as refused:
        return refused.smtp_code
    return 250
