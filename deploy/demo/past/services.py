"""The services of a stack, for a while with a clock that is told; and as they were, however that ends."""

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from deploy.demo.past.serving import CLOCK, FACTORY, SERVICE
from deploy.demo.target import DemoError
from deploy.local import installed
from deploy.local.programs import all_programs
from deploy.local.readiness import service_probe
from deploy.local.servers.waiting import NotReadyError
from deploy.local.settings import REPOSITORY
from deploy.local.stack import Stack
from deploy.local.supervisor_process import INHERITED

STAMPING: Final = ("intake", "registry", "routing", "notify", "storage", "directory")
"""The services that write down when something happened; the portal shows what they wrote."""
_PATIENT: Final = {"notify": {"DIWAN_NOTIFY_LEASE_SECONDS": "86400"}}
"""What a service has to be told, too: a notice on its way is not taken for a forgotten one when time is stepped on."""
_SECONDS_TO_START: Final = 60.0
_SECONDS_TO_END: Final = 25.0

Child = subprocess.Popen[bytes]


class ServicesInThePast:
    """Takes the place of a stack's services while it is entered. `clock` is the file of a `Teller`."""

    def __init__(self, stack: Stack, clock: Path) -> None:
        self._stack = stack
        self._clock = clock
        self._children: dict[str, Child] = {}

    def __enter__(self) -> Self:
        try:
            for name in STAMPING:
                self._stack.stop_process(name)
            for name in STAMPING:
                self._children[name] = self._start(name)
            for name in STAMPING:
                self._wait(name)
        except BaseException:
            self._back(STAMPING)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._back(STAMPING)

    def release(self, name: str) -> None:
        """Give one service back before the others."""
        self._back([name])

    def _start(self, name: str) -> Child:
        stack = self._stack
        program = next(one for one in all_programs(stack.settings, stack.credentials) if one.name == name)
        command = [FACTORY if part == f"services.{name}.main:create_app" else part for part in program.command]
        environment = {each: os.environ[each] for each in INHERITED if each in os.environ}
        environment |= {"PATH": installed.search_path(), "LC_ALL": "C.UTF-8", "TMPDIR": str(stack.layout.temporary)}
        environment |= {**program.environment, **_PATIENT.get(name, {}), SERVICE: name, CLOCK: str(self._clock)}
        with stack.layout.log(f"{name}-past").open("wb") as output:
            # Should the demonstration be killed, they must not stay in the way of those whose place they have.
            return subprocess.Popen(  # noqa: S603 - the stack's own commands
                ["setpriv", "--pdeathsig", "TERM", *command],  # noqa: S607 - as the stack itself is tied
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=REPOSITORY,
                env=environment,
                start_new_session=True,
            )

    def _wait(self, name: str) -> None:
        probe, end = service_probe(self._stack.settings, name), time.monotonic() + _SECONDS_TO_START
        while True:
            try:
                return probe()
            except (OSError, NotReadyError) as error:
                if self._children[name].poll() is not None or time.monotonic() > end:
                    log = self._stack.layout.log(f"{name}-past")
                    raise DemoError(f"{name} does not start with its clock set back ({error}); see {log}") from error
            time.sleep(0.1)

    def _back(self, names: Sequence[str]) -> None:
        mine = [(name, child) for name in names if (child := self._children.pop(name, None))]
        for _, child in mine:
            child.terminate()
        for _, child in mine:
            try:
                child.wait(_SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        for name in names:
            self._stack.start_process(name, wait=False)
        for name in names:
            self._stack.wait_for_process(name)
