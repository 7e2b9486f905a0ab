from collections.abc import AsyncIterator

import pytest

from tests.unit.registry.office import Office


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    office = Office()
    async with office.client:
        yield office
