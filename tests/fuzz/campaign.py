"""Hostile mail through the real door of a real stack, in batches, with honest letters in between."""

import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Thread

from deploy.local.stack import Stack
from services.intake.settings import Settings
from services.intake.unpacking import ROOM
from tests.e2e.outside import DOCUMENTS, letter
from tests.fuzz import reference
from tests.fuzz.history import History
from tests.fuzz.inside import Inside, memory
from tests.fuzz.letters import Letter
from tests.fuzz.notices import Notices
from tests.fuzz.oracle import unreadable_because, verdict
from tests.fuzz.playing import Player
from tests.fuzz.sessions import session
from tests.fuzz.writing import Writer, corpus

BATCH = 120
CONNECTIONS = 8
LOITERERS = 20
SESSIONS = 0.25
"""The share of cases that are whole sessions; the others are single letters."""
PATIENCE_SECONDS = 180.0
"""How long an honest letter may take beside a batch: each hostile one before it may use up its reader's ten seconds."""
OWN_MEMORY = 512 * 1024 * 1024
"""What intake may have beside the mails that it is allowed to hold: its code, its connections, and copies in passing."""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a campaign found and measured. Times in seconds, memory in bytes."""

    cases: int = 0
    seconds: float = 0.0
    history: History = field(default_factory=History)
    findings: list[str] = field(default_factory=list)
    probes: list[float] = field(default_factory=list)
    memory: int = 0
    reader_memory: int = 0
    unreadable: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)


class Campaign:
    """One run against one stack. The same seed sends the same letters; `run` makes them others for the stack's eyes."""

    def __init__(self, stack: Stack, *, seed: int, run: str = "", say: Callable[[str], None] = lambda _: None) -> None:
        self._stack = stack
        self._say = say
        self._writer = Writer(seed, run)
        self._history = History()
        self._player = Player(stack.smtp_address, self._history)
        self._probed: dict[str, float] = {}
        self._most = memory(0)

    def run(self, cases: int, *, minutes: float | None = None, batch: int = BATCH) -> Outcome:
        """Send so many cases, or as many as fit into the time; then wait until all is settled and judge."""
        began, start = datetime.now(UTC), time.monotonic()
        inside, notices = Inside(self._stack, began), Notices(self._stack.layout.maildir)
        pid = inside.pid()
        done = 0
        try:
            with (
                self._watched(pid),
                self._player.loitering(LOITERERS),
                ThreadPoolExecutor(CONNECTIONS) as pool,
            ):
                while done < cases and (minutes is None or time.monotonic() - start < minutes * 60):
                    numbers = range(done, min(done + batch, cases))
                    under_way = [pool.submit(self._case, number) for number in numbers]
                    self._probe(notices)
                    for one in under_way:
                        one.result()
                    done += len(numbers)
                    if inside.pid() != pid:
                        self._history.found(f"intake died between case {numbers[0]} and {numbers[-1]}")
                        pid = inside.pid()
                    self._say(f"{done} cases after {time.monotonic() - start:.0f} s")
                seconds = time.monotonic() - start
                self._settle(inside)
            return self._judged(inside, notices, done, seconds)
        finally:
            inside.close()

    def _case(self, number: int) -> None:
        rng = self._writer.rng(number, "which")
        if number >= len(corpus()) and rng.random() < SESSIONS:
            self._player.play(session(self._writer, number))
        else:
            self._player.deliver(self._writer.letter(number), rng)

    def _probe(self, notices: Notices) -> None:
        """An honest letter among them must be registered while they are in work."""
        sender = f"probe-{uuid.uuid4().hex[:12]}@company.example"
        raw = letter(sender=sender, subject="خطاب بين رسائل ضارة", files=("خطاب.pdf",)).as_bytes()
        self._probed[sender] = 0.0
        start = time.monotonic()
        honest = Letter(
            number=-1,
            kind="probe",
            sender=sender,
            recipients=(DOCUMENTS,),
            wire=reference.stuffed(raw),
            answer="must",
        )
        self._player.deliver(honest, self._writer.rng(len(self._probed), "once"))
        while not notices.has(sender, "registered"):
            if time.monotonic() - start > PATIENCE_SECONDS:
                self._history.found("an honest letter was not registered in time")
                return
            time.sleep(0.1)
        self._probed[sender] = time.monotonic() - start

    def _settle(self, inside: Inside) -> None:
        """Wait until nothing is under way any more, or until nothing changes."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        before: tuple[int, ...] = ()
        while time.monotonic() < deadline:
            received = [one for one in inside.submissions() if one["state"] == "received"]
            now = (len(received), inside.matter_count(), inside.unsent())
            if not received and not inside.unsent() and now == before:
                return
            if now != before:
                deadline = time.monotonic() + PATIENCE_SECONDS
            before = now
            time.sleep(1.0)

    def _judged(self, inside: Inside, notices: Notices, done: int, seconds: float) -> Outcome:
        findings = [*self._history.findings, *verdict(self._history, inside, notices.all())]
        taken, bound = self._most[0], _bound()
        if taken > bound:
            findings.append(f"intake took {taken} bytes of memory, more than {bound}")
        mine = {one["_id"] for one in inside.submissions()}
        matters = [one for one in inside.matters() if one["_id"] in mine]
        return Outcome(
            cases=done,
            seconds=seconds,
            history=self._history,
            findings=findings,
            probes=sorted(self._probed.values()),
            memory=taken,
            reader_memory=self._most[1],
            unreadable=Counter(code for one in matters if (code := unreadable_because(one))),
            states=Counter(one["state"] for one in matters),
        )

    @contextmanager
    def _watched(self, pid: int) -> Iterator[None]:
        """Note the most memory that intake and its readers take meanwhile."""
        over = Event()

        def look() -> None:
            while not over.wait(0.25):
                own, reader = memory(pid)
                self._most = (max(self._most[0], own), max(self._most[1], reader))

        watcher = Thread(target=look, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()


def _bound() -> int:
    """The most memory that intake's own limits allow for: mails at the door, and those being read in both lanes."""
    in_hand = int(Settings.model_fields["max_bytes_in_hand"].default)
    return in_hand + 2 * 2 * ROOM + OWN_MEMORY
