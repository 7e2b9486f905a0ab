"""The printing process as routing sees it: one for each letter, which ends with it and may be killed."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from services.routing.letters.errors import NotPrintedError

_ROOT = Path(__file__).resolve().parents[4]
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What printing one letter may cost: seconds of processor time and of the clock, bytes of memory and of the PDF."""

    cpu_seconds: int = 20
    wall_seconds: float = 60
    memory: int = 2 << 30
    largest: int = 20 << 20


class PrintingProcess:
    """Makes PDFs from pages, at most `at_once` at a time.

    A process for each letter: there are hundreds a day, not thousands an hour, and a second for its start buys that no
    letter ever meets what another one left behind.
    """

    def __init__(self, limits: Limits, *, at_once: int) -> None:
        self._limits = limits
        self._turns = asyncio.Semaphore(at_once)

    async def pdf(self, html: str, identifier: str) -> bytes:
        """The PDF of a page. Raises `NotPrintedError`."""
        request = json.dumps({"html": html, "identifier": identifier, "limits": asdict(self._limits)}).encode()
        async with self._turns:
            try:
                process = await asyncio.create_subprocess_exec(
                    # Nothing of our environment: no secret may be where people's words are laid out.
                    *(sys.executable, "-s", "-m", "services.routing.letters.printing.worker"),
                    stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=_ROOT, env={"LC_ALL": "C.UTF-8"}, start_new_session=True,
                )  # fmt: skip
            except OSError as error:
                raise NotPrintedError(str(error)) from error
            try:
                async with asyncio.timeout(self._limits.wall_seconds):
                    pdf, _ = await process.communicate(request)
            except TimeoutError as error:
                raise NotPrintedError("it took too long") from error
            finally:
                if process.returncode is None:
                    with suppress(ProcessLookupError):
                        process.kill()
                    await process.wait()
        if process.returncode != 0 or not pdf.startswith(_PDF) or len(pdf) > self._limits.largest:
            raise NotPrintedError(f"exit status {process.returncode}, {len(pdf)} bytes")
        return pdf
