"""The child process that draws: `python -m services.portal.drawing.worker LIMITS`.

The kernel holds it to its limits: address space, processor time per request, no new file, socket or process. PDFium is
built without JavaScript, so that what a PDF brings along of it is never run; what it would need to open later (fonts of
the system) it does not get.
"""

import io
import math
import resource
import sys
from typing import BinaryIO

import pypdfium2
from PIL import Image

from services.portal.drawing.wire import COUNT_ONLY, READY, REPLY, REQUEST, Limits, decode

_OPEN_FILES = 3
_QUALITY = 82


def main(arguments: list[str]) -> int:
    """Serve until the input ends. Returns the exit status."""
    limits = decode(arguments[0])
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    _as_jpeg(Image.new("RGB", (1, 1)))  # loads what drawing needs
    confine(limits)
    answers.write(READY)
    answers.flush()
    while len(head := requests.read(REQUEST.size)) == REQUEST.size:
        number, length = REQUEST.unpack(head)
        pdf = requests.read(length)
        _allow_processor_time(limits.cpu_seconds)
        if not _answer(pdf, number, limits, answers):
            return 1
    return 0


def confine(limits: Limits) -> None:
    """Give up what drawing does not need; a way back is closed by the hard limits."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def draw(pdf: bytes, number: int, limits: Limits) -> tuple[int, bytes]:
    """How many pages there are, and one of them as JPEG if one is asked for. Raises whatever PDFium raises."""
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    if number == COUNT_ONLY:
        return count, b""
    document.init_forms()
    page = document[number - 1]
    bitmap = page.render(scale=_scale(page.get_width(), page.get_height(), limits))
    return count, _as_jpeg(bitmap.to_pil())


def _scale(width: float, height: float, limits: Limits) -> float:
    """Pixels for each point: as wide as is asked for, unless it were too many pixels."""
    wide, high = max(width, 1.0), max(height, 1.0)
    return min(limits.width / wide, math.sqrt(limits.pixels / (wide * high)))


def _as_jpeg(picture: Image.Image) -> bytes:
    drawn = io.BytesIO()
    picture.convert("RGB").save(drawn, "JPEG", quality=_QUALITY)
    return drawn.getvalue()


def _allow_processor_time(seconds: int) -> None:
    # The limit counts from the start of the process, which draws many pages: it moves on with every one.
    used = resource.getrusage(resource.RUSAGE_SELF)
    border = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (border, resource.RLIM_INFINITY))


def _answer(pdf: bytes, number: int, limits: Limits, answers: BinaryIO) -> bool:
    """Answer one request; false when this process should not draw anything else."""
    try:
        count, picture = draw(pdf, number, limits)
        answers.write(REPLY.pack(True, count, len(picture)) + picture)  # noqa: FBT003 - the reply's first field
        sound = True
    except (pypdfium2.PdfiumError, IndexError):
        answers.write(REPLY.pack(False, 0, 0))  # noqa: FBT003 - the same
        sound = True
    except Exception:  # noqa: BLE001 - whatever a hostile document finds, the next one is drawn by another process
        answers.write(REPLY.pack(False, 0, 0))  # noqa: FBT003 - the same
        sound = False
    answers.flush()
    return sound


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
