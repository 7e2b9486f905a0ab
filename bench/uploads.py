"""Uploads through the gateway, as a portal's visitors make them."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any, Final

import httpx

from bench.errors import BenchError
from bench.figures import spread
from bench.history import Accepted
from bench.running import Running
from bench.sustained import costs, observed

CONNECTIONS: Final = 8
_ACCEPTED: Final = 202


async def measure_uploads(run: Running, uploads: int) -> dict[str, Any]:
    """Upload so many documents as fast as they are taken, and wait for the last number to be told."""
    rest = iter(run.serials(uploads))
    async with observed(run) as cost:
        began = time.time()
        async with (
            httpx.AsyncClient(base_url=run.stack.base_url, timeout=60, trust_env=False) as client,
            asyncio.TaskGroup() as group,
        ):
            for _ in range(CONNECTIONS):
                group.create_task(_visitor(run, client, rest))
        await run.drain()
    done = run.since(began)
    ended = max(run.history.registered[one.key].at for one in done)
    used = costs(cost, uploads)
    return {
        "uploads": uploads,
        "per_second": round(uploads / (ended - began), 2),
        "accept_ms": spread([(one.accepted_at - one.sent_at) * 1000 for one in done]),
        "cpu_ms_per_document": used["cpu_ms_per_document"],
        "generator_cpu_ms_per_document": used["generator_cpu_ms_per_document"],
    }


async def _visitor(run: Running, client: httpx.AsyncClient, serials: Iterator[int]) -> None:
    for serial in serials:
        original, sender = run.pool.place(serial)
        letter, file = original.letter, original.file(serial)
        begun_at = time.time()
        answer = await client.post(
            "/api/v1/submissions",
            headers={"Idempotency-Key": f"bench-{serial}"},
            data={
                "request_type": letter.topic,
                "subject": letter.subject,
                "message": letter.text,
                "sender_name": letter.writer.name,
                "sender_email": original.address(sender),
                "language": letter.writer.language,
            },
            files={"files": (file.name, file.data, file.media_type)},
        )
        accepted_at = time.time()
        if answer.status_code != _ACCEPTED:
            raise BenchError(f"the gateway answered {answer.status_code}: {answer.text[:200]}")
        run.history.take(
            Accepted(
                key=answer.json()["submission_id"],
                begun_at=begun_at,
                # With HTTP what is sent and what is waited for cannot be told apart from outside of the client.
                sent_at=begun_at,
                accepted_at=accepted_at,
                size=len(file.data),
            )
        )
