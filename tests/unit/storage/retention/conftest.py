"""Retention on fakes."""

import pytest

from tests.unit.storage.retention.house import House

pytest.register_assert_rewrite("tests.unit.storage.retention.contract")


@pytest.fixture
async def house() -> House:
    return await House().opened()
