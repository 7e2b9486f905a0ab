"""Intake's adapter on a real MongoDB."""

import pytest

pytest.register_assert_rewrite("tests.unit.intake.contract")
