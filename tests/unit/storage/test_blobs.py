"""Putting blobs by HTTP."""

import asyncio
from collections.abc import AsyncIterator
from hashlib import sha256

import httpx
import pytest

from services.storage.arriving import Arriving
from services.storage.errors import ContentMismatchError
from tests.unit.storage.fakes import MAX_FILE_BYTES, PDF, World, as_

CLERK = as_("clerk")


def path(content: bytes) -> str:
    return f"/api/v1/blobs/{sha256(content).hexdigest()}"


async def pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 100):
        yield content[start : start + 100]


def sized(size: int) -> dict[str, str]:
    return CLERK | {"Content-Length": str(size)}


async def test_new_bytes_are_created_and_described(client: httpx.AsyncClient, world: World) -> None:
    answer = await client.put(path(PDF), content=PDF, headers=CLERK)
    assert answer.status_code == 201
    assert answer.json() == {
        "sha256": sha256(PDF).hexdigest(),
        "size": len(PDF),
        "media_type": "application/pdf",
    }
    assert list(world.blobs.kept.values()) == [PDF]


async def test_the_same_bytes_again_are_there_already(client: httpx.AsyncClient, world: World) -> None:
    answers = [await client.put(path(PDF), content=PDF, headers=CLERK) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    # No document names it yet: retention has to know that somebody will need it.
    assert world.brought.kept == {sha256(PDF).hexdigest()}
    assert answers[0].json() == answers[2].json()
    assert list(world.blobs.kept.values()) == [PDF]


async def test_an_empty_file_is_a_blob(client: httpx.AsyncClient, world: World) -> None:
    answer = await client.put(path(b""), content=b"", headers=CLERK)
    assert (answer.status_code, answer.json()["size"]) == (201, 0)
    assert list(world.blobs.kept.values()) == [b""]


@pytest.mark.parametrize("already_there", [False, True])
async def test_bytes_that_do_not_match_their_hash_are_refused(
    client: httpx.AsyncClient, world: World, *, already_there: bool
) -> None:
    if already_there:
        world.blobs.put(PDF)
    before = dict(world.blobs.kept)
    answer = await client.put(path(PDF), content=b"x" * len(PDF), headers=CLERK)
    assert (answer.status_code, answer.json()["code"]) == (422, "checksum-mismatch")
    assert world.blobs.kept == before


async def test_wrong_bytes_are_never_complete_in_the_vault(client: httpx.AsyncClient, world: World) -> None:
    wrong = b"x" * 1000
    await client.put(path(PDF), content=pieces(wrong), headers=sized(1000))
    assert sum(map(len, world.blobs.arrived)) < len(wrong)


@pytest.mark.parametrize("stated", [len(PDF) - 1, len(PDF) + 1])
async def test_a_length_that_is_not_kept_is_refused(client: httpx.AsyncClient, world: World, stated: int) -> None:
    answer = await client.put(path(PDF), content=pieces(PDF), headers=sized(stated))
    assert answer.status_code == 422
    assert world.blobs.kept == {}


async def test_an_upload_without_a_length_is_told_to_say_it(client: httpx.AsyncClient, world: World) -> None:
    answer = await client.put(path(PDF), content=pieces(PDF), headers=CLERK | {"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["code"]) == (411, "length-required")
    assert "Content-Length" in answer.json()["title"]
    assert world.blobs.kept == {}


async def test_a_file_that_is_too_large_is_refused_before_a_byte_is_read(
    client: httpx.AsyncClient, world: World
) -> None:
    read = []

    async def body() -> AsyncIterator[bytes]:
        read.append(True)
        yield b"x"

    answer = await client.put(path(PDF), content=body(), headers=sized(MAX_FILE_BYTES + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "file-too-large")
    assert (read, world.blobs.kept) == ([], {})


async def test_a_file_of_just_the_largest_size_is_taken(client: httpx.AsyncClient) -> None:
    content = b"x" * MAX_FILE_BYTES
    assert (await client.put(path(content), content=pieces(content), headers=sized(len(content)))).status_code == 201


@pytest.mark.parametrize("name", ["", "abc", "A" * 64, "0" * 63 + "g", "0" * 65])
async def test_only_a_hash_names_a_blob(client: httpx.AsyncClient, name: str) -> None:
    answer = await client.put(f"/api/v1/blobs/{name}", content=b"x", headers=CLERK)
    assert answer.status_code in (404, 422)


async def test_a_vault_that_is_down_is_503(client: httpx.AsyncClient, world: World) -> None:
    world.blobs.down = True
    assert (await client.put(path(PDF), content=PDF, headers=CLERK)).status_code == 503


async def test_bytes_go_into_the_vault_while_others_are_still_on_their_way(
    client: httpx.AsyncClient, world: World
) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield PDF[:100]
        async with asyncio.timeout(5):
            await world.blobs.something_arrived.wait()
        yield PDF[100:]

    answer = await client.put(path(PDF), content=slow(), headers=sized(len(PDF)))
    assert answer.status_code == 201
    assert b"".join(world.blobs.arrived) == PDF


async def test_what_another_put_first_is_still_checked_to_its_end() -> None:
    arriving = Arriving(pieces(b"x" * 1000), expected=sha256(PDF).hexdigest(), size=1000)
    await anext(arriving)
    with pytest.raises(ContentMismatchError):
        async for _ in arriving:
            pass
