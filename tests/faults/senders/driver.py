"""The senders: they write at a modest rate, come again as mail servers do, send twice, and complete what they are asked for."""

import asyncio
import random
from collections.abc import Callable, Coroutine
from typing import Any

from tests.faults.history import Document
from tests.faults.relay_sink import Taken
from tests.faults.senders.doors import hand_in
from tests.faults.senders.letters import Writer

AT_ONCE = 24
DIALOGUE = 900
"""Bytes of a dialogue beside the document, about."""


class Driver:
    """Writes and sends until it is told to stop; what is under way then is brought to an end."""

    def __init__(self, seed: int, *, smtp: Callable[[], int], http: int, per_second: float) -> None:
        self.documents: list[Document] = []
        self.cutting = 0.0
        """How many of the connections are cut somewhere, from 0 to 1."""
        self._writer = Writer(seed)
        self._dice = random.Random(f"{seed}/sending")
        self._smtp = smtp
        self._http = http
        self._pause = 1 / per_second
        self._room = asyncio.Semaphore(AT_ONCE)
        self._errands: set[asyncio.Task[None]] = set()
        self._reactions: set[tuple[str, str]] = set()
        self._writing = True

    async def write(self) -> None:
        """Write and send until stopped."""
        while self._writing:
            self.send(self._writer.next())
            await asyncio.sleep(self._pause * self._dice.uniform(0.5, 1.5))

    def send(self, document: Document, *, stubborn: bool = False) -> asyncio.Task[None]:
        """See to it that a document is handed in; whoever is not `stubborn` may give up after a failure."""
        self.documents.append(document)
        return self._errand(self._see_to(document, stubborn=stubborn or bool(document.completes)))

    def burst(self, kind: str, count: int) -> list[Document]:
        """Several documents of one kind at once; who sends them does not give up."""
        written = [self._writer.next(kind) for _ in range(count)]
        for document in written:
            self.send(document, stubborn=True)
        return written

    def told(self, notice: Taken) -> None:
        """React to a notice: complete what is incomplete, and sometimes add a letter to what is registered."""
        document = next((one for one in self.documents if one.sender == notice.recipient and not one.completes), None)
        if document is None or (document.name, notice.kind) in self._reactions:
            return
        if notice.kind == "incomplete" and notice.reply_to:
            self._reactions.add((document.name, notice.kind))
            token = next((one.reply.token for one in document.attempts if one.reply.token), "")
            completing = (
                self._writer.completing(document, token=token)
                if token
                else self._writer.completing(document, reply_to=notice.reply_to)
            )
            self.send(completing)
        elif notice.kind == "registered" and self._writing and self._dice.random() < 0.05:
            self._reactions.add((document.name, notice.kind))
            self.send(self._writer.adding(document, notice.number))

    def stop_writing(self) -> None:
        """Write nothing new; reactions and repeated tries go on."""
        self._writing = False
        self.cutting = 0.0

    @property
    def busy(self) -> int:
        """How many documents are still being handed in."""
        return len(self._errands)

    async def close(self) -> None:
        """Give up whatever is under way."""
        for errand in self._errands:
            errand.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)

    def _errand(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)
        return task

    async def _see_to(self, document: Document, *, stubborn: bool) -> None:
        while not document.promised:
            await self._try(document)
            if document.promised:
                break
            if not stubborn and self._dice.random() < 0.06:
                document.given_up = True
                return
            await asyncio.sleep(self._dice.uniform(0.5, 3.0))
        if self._dice.random() < 0.15:
            await asyncio.sleep(self._dice.uniform(0.0, 4.0))
            await self._try(document)

    async def _try(self, document: Document) -> None:
        cut_at = None
        if self._dice.random() < self.cutting:
            cut_at = self._dice.randrange(1, document.size + DIALOGUE)
        journey = len(document.attempts) if self._dice.random() < 0.5 else 0
        async with self._room:
            await hand_in(document, smtp=self._smtp(), http=self._http, journey=journey, cut_at=cut_at)
