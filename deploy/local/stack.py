"""One local stack, from nothing to ready and back: for `make run`, and for the tests, which have their own."""

import os
import signal
import time
from collections.abc import Callable, Sequence

from deploy.local.errors import AlreadyRunningError, NotRunningError, StackError
from deploy.local.installation import Installation
from deploy.local.migrating import Migrating
from deploy.local.ports import refuse_taken
from deploy.local.programs import GROUPS, all_programs
from deploy.local.readiness import gateway_probe, server_probes, service_probe
from deploy.local.servers import mongo, replica_set, weed
from deploy.local.servers.waiting import wait_until_ready
from deploy.local.services import NAMES
from deploy.local.settings import Settings
from deploy.local.supervision.control import Status, Supervisor
from deploy.local.supervisor_process import Child, clear_away, end_child, end_other, launch

Progress = Callable[[str], None]
"""Takes one line about what has been done."""


def _silent(_: str) -> None:
    """Say nothing."""


class Stack(Installation):
    """The servers, services and gateway of one installation. Whoever has the folder controls the stack."""

    def __init__(self, settings: Settings, progress: Progress = _silent) -> None:
        super().__init__(settings)
        self._progress = progress
        self._child: Child | None = None
        self._migrating: Migrating | None = None

    # -- the whole

    def is_running(self) -> bool:
        """Whether this stack's supervisor runs."""
        return self._supervisor().is_running()

    def start(self, services: Sequence[str] = NAMES, *, tied: bool = False) -> None:
        """Start the servers, set them up, start these services and the gateway; returns when all are ready.

        With `tied` (main thread only) everything also ends when this process does, however it does. Raises
        `AlreadyRunningError`, or `StackError` after having stopped again what it had started.
        """
        if self.is_running():
            raise AlreadyRunningError(f"Diwan runs already with the data in {self.settings.data}")
        refuse_taken(self.settings.claims())
        self.layout.make(*self.settings.mongods)
        try:
            self._child = launch(self, self._supervisor(), tied=tied)
            self._start_servers()
            self._finish_migrating()
            self._start_services(services)
        except BaseException:
            if self._migrating is not None:
                self._migrating.stop()
            self._end()
            raise

    def stop(self) -> None:
        """Stop everything in good order and wait for it; raises `NotRunningError` when nothing runs."""
        if not self.is_running():
            raise NotRunningError(f"Diwan does not run with the data in {self.settings.data}")
        self._end()

    def wait_until_ready(self, services: Sequence[str] = NAMES) -> None:
        """Wait for services and gateway of a stack that is starting; raises `StackError` when one does not come."""
        for name in services:
            for process in self.settings.processes(name):
                self.wait_for_process(process)
        self.wait_for_process("nginx")
        if set(services) == set(NAMES):
            self._wait("nginx", gateway_probe(self.settings), what="/readyz")

    def statuses(self) -> list[Status]:
        """How all processes do; raises `StackError` when the stack does not run."""
        return self._supervisor().statuses()

    def has_ended(self) -> bool:
        """Whether the supervisor that this object started is gone."""
        return self._child is not None and self._child.poll() is not None

    # -- one process: mongod (and mongod2, mongod3), rabbitmq, weed, relay, nginx or a service

    def start_process(self, name: str, *, wait: bool = True) -> None:
        """Start one process, and wait for it to be ready unless told otherwise."""
        self._supervisor().start(name)
        if wait:
            self.wait_for_process(name)

    def stop_process(self, name: str) -> None:
        """Stop one process in good order; it stays down until it is started."""
        self._supervisor().stop(name)

    def exit_status(self, name: str) -> int:
        """How a process ended last: its exit status, or the signal that ended it, negative."""
        return self._supervisor().status(name).exit_status

    def read_anew(self, name: str, probe: Callable[[], None]) -> None:
        """Have a process read its files again (SIGHUP), and wait until that is seen; raises `StackError` when it is not."""
        self._supervisor().signal(name, "HUP")
        self._wait(name, probe, what="read anew")

    def kill_process(self, name: str) -> int:
        """`kill -9` a process and all it has made, as a machine does that loses it; supervisor starts it again.

        Returns the process id it had.
        """
        pid = self._supervisor().status(name).pid
        if pid == 0:
            raise StackError(f"{name} does not run")
        os.killpg(pid, signal.SIGKILL)
        return pid

    def primary(self) -> str:
        """The process that leads MongoDB's replica set; waits while there is none, raises `StackError` after 30 s."""
        return replica_set.wait_for_primary(self.settings)

    def wait_for_process(self, name: str) -> None:
        """Wait for one process to be ready."""
        probes = server_probes(self.settings, self.credentials)
        self._wait(name, probes[name] if name in probes else service_probe(self.settings, name))

    # -- how

    def _supervisor(self) -> Supervisor:
        return Supervisor(self.layout.control_socket)

    def _start_servers(self) -> None:
        supervisor = self._supervisor()
        settings, credentials = self.settings, self.credentials
        supervisor.start("epmd")
        self.wait_for_process("epmd")
        there = {program.name for program in all_programs(settings, credentials)}
        servers = [name for name in GROUPS["servers"] if name in there]
        for name in servers:
            supervisor.start(name)
        after: dict[str, Callable[[], None]] = {
            settings.mongods[-1]: self._set_up_mongo,
            "weed": lambda: weed.initialise(settings.ports, credentials),
        }
        for name in servers:
            self.wait_for_process(name)
            if name in after:
                began = time.monotonic()
                after[name]()
                self._progress(f"{name:<10} set up      {time.monotonic() - began:5.1f} s")

    def _set_up_mongo(self) -> None:
        if not mongo.initialise(self.settings, self.credentials):
            self._migrating = Migrating(self.settings, self.credentials)

    def _finish_migrating(self) -> None:
        if self._migrating is not None:
            began = time.monotonic()
            said = self._migrating.finish()
            self._migrating = None
            self._progress(f"{'databases':<10} {said} ({time.monotonic() - began:.1f} s more)")

    def _start_services(self, services: Sequence[str]) -> None:
        supervisor = self._supervisor()
        for process in (*(process for name in services for process in self.settings.processes(name)), "nginx"):
            supervisor.start(process)
        self.wait_until_ready(services)

    def _wait(self, name: str, probe: Callable[[], None], what: str = "ready") -> None:
        seconds = wait_until_ready(name, probe, supervisor=self._supervisor(), log=self.layout.log(name))
        self._progress(f"{name:<10} {what} after {seconds:5.1f} s")

    def _end(self) -> None:
        if self._child is not None:
            end_child(self._child)
            self._child = None
        elif self.is_running():
            end_other(self._supervisor())
        clear_away(self)
