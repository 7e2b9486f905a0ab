"""The child process that reads mails: `python -m services.intake.reading.worker LIMITS`, with `Limits` as JSON.

It takes requests on standard input and answers on standard output (see `wire`) until its input ends. The kernel holds
it to its limits: address space, processor time per mail, no new file, socket or process. What it would need to open
later is therefore loaded before.
"""

import resource
import sys
from typing import BinaryIO

from services.intake.reading.mail import read_mail
from services.intake.reading.model import Limits, Unreadable
from services.intake.reading.text import strip_html
from services.intake.reading.wire import READY, REQUEST_LENGTH, decode_limits, refusal, reply

_OPEN_FILES = 3


def main(arguments: list[str]) -> int:
    """Serve until the input ends. Returns the exit status."""
    limits = decode_limits(arguments[0])
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    strip_html("<p>loads what HTML needs</p>")
    confine(limits)
    answers.write(READY)
    answers.flush()
    while (raw := _next(requests)) is not None:
        _allow_processor_time(limits.cpu_seconds)
        if not _answer(raw, limits, answers):
            return 1
    return 0


def confine(limits: Limits) -> None:
    """Give up what reading does not need; a way back is closed by the hard limits."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_processor_time(seconds: int) -> None:
    # The limit counts from the start of the process, which reads many mails: it moves on with every one.
    used = resource.getrusage(resource.RUSAGE_SELF)
    border = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (border, resource.RLIM_INFINITY))


def _next(requests: BinaryIO) -> bytes | None:
    length = requests.read(REQUEST_LENGTH)
    if len(length) < REQUEST_LENGTH:
        return None
    return requests.read(int.from_bytes(length, "big"))


def _answer(raw: bytes, limits: Limits, answers: BinaryIO) -> bool:
    """Answer one request; false when this process should not read another mail."""
    try:
        mail = read_mail(raw, limits)
    except Unreadable as verdict:
        answers.write(refusal(verdict))
        sound = True
    except MemoryError:
        answers.write(refusal(Unreadable("memory")))
        sound = False
    except Exception as error:  # noqa: BLE001 - whatever a hostile mail finds, the next mail is read
        answers.write(refusal(Unreadable("unforeseen", _where(error))))
        sound = False
    else:
        answers.writelines(reply(mail))
        sound = True
    answers.flush()
    return sound


def _where(error: Exception) -> str:
    """The class and place of an error, without its message, which may quote the mail."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    line = f" {place.tb_frame.f_code.co_filename.rpartition('/')[2]}:{place.tb_lineno}" if place else ""
    return f"{type(error).__name__}{line}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
