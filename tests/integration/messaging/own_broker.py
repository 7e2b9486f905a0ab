"""A RabbitMQ of these tests' own: the process table's commands, without the rest of the stack and its supervisor.

No service listens here, so a message stays where it was put; and it may be killed without harm to anybody.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from deploy.local import installed
from deploy.local.credentials import Credentials
from deploy.local.environment import amqp_url
from deploy.local.layout import Layout
from deploy.local.programs import Program, all_programs
from deploy.local.servers import rabbit
from deploy.local.servers.waiting import NotReadyError, accepts_connections, tail
from deploy.local.settings import Settings

SECONDS_TO_COME = 60.0
SECONDS_TO_END = 30.0
SECONDS_TO_SETTLE = 1.0
"""How long RabbitMQ 3 keeps the names of new queues' logs in memory (`dets:auto_save`, 500 ms): killed before, it forgets
the last ones for good, and such a queue never gets a leader again."""


class OwnBroker:
    """One broker with this project's definitions in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._settings = Settings.private(folder)
        self._layout = Layout(folder)
        self._credentials = Credentials(self._layout.secrets, self._layout.demo_accounts)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def operator_url(self) -> str:
        """The broker as the operator's commands see it."""
        return rabbit.operator_url(self._settings.ports, self._credentials)

    def service_url(self, service: str) -> str:
        """The broker as one service sees it."""
        return amqp_url(self._settings.ports, service, self._credentials.token(f"amqp-{service}"))

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        self._layout.make()
        rabbit.write_configuration(self._settings.ports, self._credentials, self._layout)
        if "epmd" not in self._running:
            self._launch("epmd")
        first = not (self._layout.of("rabbitmq") / "mnesia").exists()
        self._launch("rabbitmq")
        if first:
            time.sleep(SECONDS_TO_SETTLE)

    def is_running(self) -> bool:
        """Whether the broker was started and not stopped or killed since."""
        return "rabbitmq" in self._running

    def kill(self) -> None:
        """`kill -9`, as a machine does that loses it."""
        self._end("rabbitmq", signal.SIGKILL)

    def stop(self) -> None:
        """Stop everything in good order."""
        for name in ("rabbitmq", "epmd"):
            if name in self._running:
                self._end(name, signal.SIGTERM)

    def _launch(self, name: str) -> None:
        program = self._program(name)
        log = self._layout.log(name)
        with log.open("ab") as output:
            process = subprocess.Popen(
                program.command,
                env=_environment(program.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # so that the whole group can be ended
            )
        self._running[name] = process
        self._wait(name, process, log)

    def _wait(self, name: str, process: subprocess.Popen[bytes], log: Path) -> None:
        ports = self._settings.ports
        end = time.monotonic() + SECONDS_TO_COME
        while True:
            try:
                if name == "rabbitmq":
                    rabbit.probe(ports)
                else:
                    accepts_connections(ports.of(name))()
            except (NotReadyError, OSError):
                if process.poll() is not None or time.monotonic() > end:
                    raise AssertionError(f"{name} did not start:\n{tail(log)}") from None
                time.sleep(0.1)
            else:
                return

    def _end(self, name: str, signal_number: signal.Signals) -> None:
        process = self._running.pop(name)
        os.killpg(process.pid, signal_number)
        process.wait(SECONDS_TO_END)

    def _program(self, name: str) -> Program:
        programs = all_programs(self._settings, self._credentials)
        return next(program for program in programs if program.name == name)


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    return {"PATH": installed.search_path(), "LC_ALL": "C.UTF-8", **own}
