"""The fake does what the adapter does; tests/integration/notify runs the same against MongoDB."""

import pytest

from tests.unit.notify.contract import CallsContract, NoticesContract
from tests.unit.notify.fakes import FakeNotices


class TestFakeNotices(NoticesContract):
    @pytest.fixture
    def notices(self) -> FakeNotices:
        return FakeNotices()


class TestFakeCalls(CallsContract):
    @pytest.fixture
    def notices(self) -> FakeNotices:
        return FakeNotices()
