"""Intake on fakes."""

import pytest

from tests.unit.intake.fakes import World

pytest.register_assert_rewrite("tests.unit.intake.contract", "tests.unit.intake.started_files_contract")


@pytest.fixture
def world() -> World:
    return World()
