"""The fakes keep what the contract of the stores says."""

import pytest

from tests.unit.directory.fakes import (
    FakeAssertions,
    FakeDelegations,
    FakeInvitations,
    FakePeople,
    FakeSessions,
    FakeSignIns,
    FakeUnits,
)
from tests.unit.directory.stores_contract import (
    AssertionsContract,
    DelegationsContract,
    InvitationsContract,
    PeopleContract,
    SessionsContract,
    SignInsContract,
    UnitsContract,
    Waiting,
)


class TestFakeUnits(UnitsContract):
    @pytest.fixture
    def units(self) -> FakeUnits:
        return FakeUnits()

    @pytest.fixture
    def waiting(self, units: FakeUnits) -> Waiting:
        async def ids() -> set[str]:
            return {str(event.id) for event in units.events}

        return ids


class TestFakePeople(PeopleContract):
    @pytest.fixture
    def people(self) -> FakePeople:
        return FakePeople()


class TestFakeSignIns(SignInsContract):
    @pytest.fixture
    def sign_ins(self) -> FakeSignIns:
        return FakeSignIns()


class TestFakeInvitations(InvitationsContract):
    @pytest.fixture
    def invitations(self) -> FakeInvitations:
        return FakeInvitations()


class TestFakeDelegations(DelegationsContract):
    @pytest.fixture
    def delegations(self) -> FakeDelegations:
        return FakeDelegations()


class TestFakeSessions(SessionsContract):
    @pytest.fixture
    def sessions(self) -> FakeSessions:
        return FakeSessions()


class TestFakeAssertions(AssertionsContract):
    @pytest.fixture
    def assertions(self) -> FakeAssertions:
        return FakeAssertions()
