"""How the end of a process goes: what is first, what is waited for, and for how long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import APIRouter, FastAPI

from shared.settings import WebSettings
from shared.web.app import Parts, build
from shared.web.draining import Draining


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """An app that has started, and stops afterwards."""
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service")
    async with app.router.lifespan_context(app), client:
        async with asyncio.timeout(5):
            while not (await client.get("/readyz")).json()["checks"]["prepared"]:  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0.001)
        yield client


def draining(*, seconds: float = 30, linger_seconds: float = 0) -> Draining:
    return Draining(seconds=seconds, linger_seconds=linger_seconds)


async def test_whoever_is_asked_to_end_is_no_longer_ready_and_still_answers() -> None:
    router = APIRouter()

    @router.get("/work")
    async def work() -> str:
        return "done"

    app = build(Parts(name="testing", description="…", settings=WebSettings(), routers=[router], pages=True))
    async with served(app) as client:
        assert (await client.get("/readyz")).json()["checks"]["staying"] is True
        app.state.draining.begin()
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.json()["checks"]["staying"]) == (503, False)
        assert (await client.get("/work")).json() == "done"
        assert (await client.get("/livez")).status_code == 200


async def test_steps_begin_when_nothing_new_is_taken_and_go_one_after_another_beside_other_ways() -> None:
    said: list[str] = []
    first_is_done, other_way_began = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        await other_way_began.wait()
        said.append("first")
        first_is_done.set()

    async def second() -> None:
        assert first_is_done.is_set()
        said.append("second")

    async def beside() -> None:
        other_way_began.set()

    one = draining()
    run = asyncio.create_task(one.run([first, second], [beside]))
    one.begin()
    await asyncio.sleep(0)
    assert not other_way_began.is_set()
    one.close()
    await asyncio.wait_for(run, 5)
    assert said == ["first", "second"]


async def test_a_step_that_fails_does_not_keep_the_others_from_ending() -> None:
    said: list[str] = []

    async def failing() -> None:
        raise ValueError("a defect")

    async def other() -> None:
        said.append("other")

    one = draining()
    one.close()
    await asyncio.wait_for(one.run([failing, other]), 5)
    assert said == ["other"]


async def test_time_runs_from_the_beginning_and_not_from_the_last_call() -> None:
    one = draining(seconds=30)
    assert one.seconds_left == 30
    one.begin()
    await asyncio.sleep(0.01)
    one.close()
    assert 0 < one.seconds_left < 30
    assert not await one.is_staying()


async def test_nobody_lingers_longer_than_the_end_may_take() -> None:
    assert draining(seconds=5, linger_seconds=60).linger_seconds == 5


async def test_what_does_not_end_within_the_bound_is_broken_off_and_everything_is_closed() -> None:
    closed: list[str] = []

    async def close() -> None:
        closed.append("store")

    async def endless() -> None:
        await asyncio.Event().wait()

    async def fail() -> None:
        raise ValueError("a defect")

    parts = Parts(
        name="testing",
        description="…",
        settings=WebSettings(drain_seconds=1),
        pages=True,
        background=[endless],
        drain=[endless],
        # A receiver that never says goodbye, and a defect, keep nobody from ending.
        close=[fail, close, endless],
    )
    async with asyncio.timeout(20), served(build(parts)):
        pass
    assert closed == ["store"]
