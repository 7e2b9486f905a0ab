"""Hostile mail straight to the reader, in the child process that reads it in production, without a door before it."""

import time
from collections import Counter
from dataclasses import dataclass, field

from services.intake.reading.model import Unreadable
from services.intake.reading.pool import ReaderPool
from tests.fuzz.harm import harm
from tests.fuzz.writing import Writer

UNFORESEEN = frozenset({"crashed", "unforeseen", "memory", "too-slow"})
"""Verdicts that keep the next mail safe, but that no mail should need: the reader's own rules should have been enough."""


@dataclass(slots=True, kw_only=True)
class Read:
    """What became of the mails. Times in seconds."""

    cases: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    verdicts: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)


async def read_all(writer: Writer, numbers: range) -> Read:
    """Have the letters of these numbers read, one after the other."""
    outcome, start = Read(), time.monotonic()
    async with ReaderPool(workers=1) as pool:
        for number in numbers:
            raw, began = writer.content(number), time.monotonic()
            try:
                wrong = harm(await pool.read(raw))
                code = "read"
            except Unreadable as verdict:
                code = verdict.code
                wrong = f"{code} {verdict.detail}" if code in UNFORESEEN else ""
            outcome.verdicts[code] += 1
            outcome.slowest = max(outcome.slowest, time.monotonic() - began)
            if wrong:
                outcome.findings.append(f"reading {number}: {wrong}")
            outcome.cases += 1
    outcome.seconds = time.monotonic() - start
    return outcome
