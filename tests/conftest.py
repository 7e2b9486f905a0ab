"""What all tests share. Unit tests may open no socket; the others start real servers of their own."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Slow machines and first calls are no failures; the examples are the same in every run of CI.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout."""
    return Path(__file__).resolve().parent.parent
