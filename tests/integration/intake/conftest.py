"""Intake's edges on real connections, and its adapter on a real MongoDB."""

import pytest

from tests.unit.intake.fakes import World

pytest.register_assert_rewrite("tests.unit.intake.contract", "tests.unit.intake.started_files_contract")


@pytest.fixture
def world() -> World:
    """What lies behind the door, in memory."""
    return World()
