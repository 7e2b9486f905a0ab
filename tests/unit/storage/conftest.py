"""Storage on fakes: a service, and its routes without a socket."""

from collections.abc import AsyncIterator

import httpx
import pytest

from services.storage.issuing import Issuing
from services.storage.service import Storage
from tests.unit.storage.fakes import MAX_FILE_BYTES, TickingClock, World, app_of

pytest.register_assert_rewrite("tests.unit.storage.contract")


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def storage(world: World) -> Storage:
    return Storage(
        documents=world.documents,
        grants=world.grants,
        classifications=world.classifications,
        homes=world.homes,
        letters=world.letters,
        views=world.views,
        blobs=world.blobs,
        brought=world.brought,
        clock=TickingClock(),
        max_file_bytes=MAX_FILE_BYTES,
    )


@pytest.fixture
def issuing(world: World) -> Issuing:
    return Issuing(
        documents=world.documents,
        grants=world.grants,
        classifications=world.classifications,
        homes=world.homes,
        letters=world.letters,
    )


@pytest.fixture
async def client(storage: Storage) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app_of(storage))
    async with httpx.AsyncClient(transport=transport, base_url="http://storage") as client:
        yield client
