"""The fake does what the adapter does; tests/integration/notify runs the same against MongoDB."""

import pytest

from tests.unit.notify.contract import CallsContract, ClassificationsContract, NoticesContract
from tests.unit.notify.fakes import FakeBoxes, FakeClassifications, FakeNotices, FakeStaff
from tests.unit.notify.reminders_contract import BoxesContract, StaffContract


class TestFakeNotices(NoticesContract):
    @pytest.fixture
    def notices(self) -> FakeNotices:
        return FakeNotices()


class TestFakeClassifications(ClassificationsContract):
    @pytest.fixture
    def classifications(self) -> FakeClassifications:
        return FakeClassifications()


class TestFakeCalls(CallsContract):
    @pytest.fixture
    def notices(self) -> FakeNotices:
        return FakeNotices()


class TestFakeStaff(StaffContract):
    @pytest.fixture
    def staff(self) -> FakeStaff:
        return FakeStaff()


class TestFakeBoxes(BoxesContract):
    @pytest.fixture
    def boxes(self) -> FakeBoxes:
        return FakeBoxes()
