"""What an earlier release left is brought to the form of this one, while the other servers start (docs/decisions/0031)."""

import os
import subprocess
import sys

from deploy.local.credentials import Credentials
from deploy.local.environment import service_environment
from deploy.local.errors import StackError
from deploy.local.services import SERVICES
from deploy.local.settings import REPOSITORY, Settings

COMMAND = ("-m", "deploy.migrations", "run", "--phase", "contract")
"""All of it: here no service of an earlier release runs beside those of this one."""


def environment(settings: Settings, credentials: Credentials) -> dict[str, str]:
    """What the command is told: each service's own way to its database."""
    known: dict[str, str] = {}
    for service in (one for one in SERVICES if one.store):
        known |= service_environment(settings, credentials, service)
    return {name: value for name, value in known.items() if "_MONGO_" in name}


class Migrating:
    """The command, running; nobody serves before it is done."""

    def __init__(self, settings: Settings, credentials: Credentials) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *COMMAND],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=REPOSITORY,
            env={**os.environ, **environment(settings, credentials)},
        )

    def finish(self) -> str:
        """Wait for it, and return the line it ended with; raises `StackError` with what it said when it failed."""
        said, _ = self._process.communicate()
        if self._process.returncode:
            raise StackError(f"the databases could not be migrated:\n{said}")
        return said.splitlines()[-1]

    def stop(self) -> None:
        """Break it off; the next start goes on there."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.communicate()
