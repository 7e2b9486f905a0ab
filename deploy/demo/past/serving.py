"""A service whose clock is told: what is started in the place of `services.<name>.main:create_app`."""

import os
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from fastapi import FastAPI

from deploy.demo.past.clock import ToldClock

SERVICE: Final = "DIWAN_DEMO_SERVICE"
CLOCK: Final = "DIWAN_DEMO_CLOCK"
FACTORY: Final = f"{__name__}:create_app"


def create_app() -> FastAPI:
    """Build the service that the environment names, by the clock that it names."""
    root = import_module(f"services.{os.environ[SERVICE]}.main")
    return cast("FastAPI", root.create_app(clock=ToldClock(Path(os.environ[CLOCK]))))
