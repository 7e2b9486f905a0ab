"""The services' apps, connected to nothing."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from fastapi import FastAPI

from deploy.local.credentials import Credentials
from deploy.local.environment import service_environment
from deploy.local.layout import Layout
from deploy.local.services import named
from deploy.local.settings import Settings


@contextmanager
def app_of(name: str, folder: Path) -> Iterator[FastAPI]:
    """One service as the local stack would start it, from a data folder of its own."""
    layout = Layout(folder)
    layout.make()
    credentials = Credentials(layout.secrets, layout.demo_accounts)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    with pytest.MonkeyPatch.context() as environment:
        for key, value in service_environment(Settings(data=folder), credentials, named(name)).items():
            environment.setenv(key, value)
        app: FastAPI = import_module(f"services.{name}.main").create_app()
    yield app
    root.handlers[:] = handlers
    root.setLevel(level)
