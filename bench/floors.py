"""What the same machine takes to do the least that a document needs, with the cheapest client: the floors.

The same servers, with the same promises (fsync, majority, confirms), in the same run; only the thinking is left out.
Each floor has the CPU of server and client together by document, because the registry is the client there.
"""

import asyncio
import time
from collections.abc import Awaitable, Sequence
from typing import Final

from bench.blobs import put_all, signed_puts
from bench.documents import forget, insert, records_of
from bench.events import pass_events
from bench.letters import Copy
from bench.processes import stack_processes, usage
from bench.running import Running
from bench.smtp import Feeder
from bench.sustained import CONNECTIONS

DOCUMENTS: Final = 600
"""Enough for CPU time that is counted in hundredths of a second."""


async def measure_floors(run: Running, *, registered: int) -> dict[str, dict[str, float]]:
    """Measure every floor. `registered` is how many documents are in the database already, to copy from."""
    pids = {**stack_processes(run.stack), "relay": run.relay.pid}
    places = [(serial, *run.pool.place(serial)) for serial in run.serials(DOCUMENTS)]
    mails = [original.copy(serial, sender) for serial, original, sender in places]
    files = [original.file(serial).data for serial, original, _ in places]
    puts = signed_puts(run.stack, [*(mail.mail for mail in mails), *files])
    records = records_of(run.stack, DOCUMENTS, among=registered)
    found = {
        "blobs": await _floor(pids["weed"], put_all(run.stack, puts, CONNECTIONS)),
        "inserts": await _floor(pids["mongod"], asyncio.to_thread(insert, run.stack, records)),
        "events": await _floor(pids["rabbitmq"], pass_events(run.stack, DOCUMENTS)),
        "smtp": await _floor(pids["relay"], _feed(run.relay.port, mails)),
    }
    await asyncio.to_thread(forget, run.stack)
    return found


async def _floor(server: int, work: Awaitable[object]) -> dict[str, float]:
    """Do the work; returns how fast it was and what it cost, by document."""
    before, began, mine = _cpu_ms(server), time.monotonic(), time.process_time()
    await work
    seconds, mine = time.monotonic() - began, (time.process_time() - mine) * 1000
    theirs = _cpu_ms(server) - before
    return {
        "per_second": round(DOCUMENTS / seconds, 1),
        "cpu_ms": round((theirs + mine) / DOCUMENTS, 2),
        "server_cpu_ms": round(theirs / DOCUMENTS, 2),
        "client_cpu_ms": round(mine / DOCUMENTS, 2),
    }


async def _feed(port: int, mails: Sequence[Copy]) -> None:
    await Feeder(("127.0.0.1", port), lambda _: None).saturate(mails, connections=CONNECTIONS)


def _cpu_ms(server: int) -> float:
    return usage({"server": server})["server"].cpu_ms
