"""The supervisor's own process: started with everything it reads, and ended so that nothing stays behind."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from deploy.gateway.rendering import write_gateway
from deploy.local import installed
from deploy.local.credentials import write_private
from deploy.local.environment import service_environment
from deploy.local.errors import StackError
from deploy.local.installation import Installation
from deploy.local.ports import is_free
from deploy.local.programs import all_programs
from deploy.local.servers import rabbit, weed
from deploy.local.services import SERVICES
from deploy.local.settings import REPOSITORY
from deploy.local.supervision.configuration import render
from deploy.local.supervision.control import Supervisor

SECONDS_TO_START = 20
SECONDS_TO_END = 120
INHERITED = ("HOME", "LANG", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR")
"""What of our own environment the processes may see; nothing of it is a secret."""

Child = subprocess.Popen[bytes]


def write_configuration(installation: Installation) -> dict[str, str]:
    """Write what every process reads as it starts; returns the environment they have in common."""
    credentials, layout = installation.credentials, installation.layout
    credentials.demo_accounts()
    rabbit.write_configuration(installation.settings.ports, credentials, layout)
    weed.write_configuration(credentials, layout)
    write_gateway(installation.settings, layout)
    for service in SERVICES:
        variables = service_environment(installation.settings, credentials, service)
        write_private(layout.environment(service.name), json.dumps(variables))
    common = {name: os.environ[name] for name in INHERITED if name in os.environ}
    common |= {"PATH": installed.search_path(), "LC_ALL": "C.UTF-8", "TMPDIR": str(layout.temporary)}
    programs = all_programs(installation.settings, credentials)
    write_private(layout.supervisor_configuration, render(programs, layout, common, REPOSITORY))
    return common


def launch(installation: Installation, supervisor: Supervisor, *, tied: bool) -> Child:
    """Start the supervisor and wait until it answers; raises `StackError` with its words when it does not.

    With `tied` the kernel ends it when the thread that started it is gone, so only the main thread may do that.
    """
    if tied and threading.current_thread() is not threading.main_thread():
        raise StackError("only the main thread may start a tied stack: the kernel ties it to the thread")
    layout = installation.layout
    environment = write_configuration(installation)
    leash = ("setpriv", "--pdeathsig", "TERM") if tied else ()
    with layout.log("supervisord-output").open("wb") as output:
        child = subprocess.Popen(
            [*leash, sys.executable, "-m", "deploy.local.supervision", "-c", str(layout.supervisor_configuration)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=REPOSITORY,
            env=environment,
            start_new_session=True,  # Ctrl-C is for us; we then stop it in order
        )
    try:
        _wait_for_answer(supervisor, child, layout.log("supervisord-output"))
    except BaseException:
        end_child(child)
        raise
    return child


def end_child(child: Child) -> None:
    """End the supervisor that we started, and with it everything that it runs; returns when all are gone."""
    child.terminate()
    try:
        child.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def end_other(supervisor: Supervisor) -> None:
    """End a supervisor that another process has started; raises `StackError` when it does not end."""
    pid = supervisor.pid()
    supervisor.shut_down()
    end = time.monotonic() + SECONDS_TO_END
    while _is_alive(pid):
        if time.monotonic() > end:
            raise StackError(f"supervisor (process {pid}) has not ended within {SECONDS_TO_END} s")
        time.sleep(0.1)


def clear_away(installation: Installation) -> None:
    """Remove what the servers leave outside the data folder."""
    ports = installation.settings.ports
    weed.remove_sockets(ports)
    # Erlang starts a names server by itself when it misses ours, as in the second after ours was killed.
    if not is_free(ports.of("epmd")):
        command = [installed.program("epmd"), "-port", str(ports.of("epmd")), "-kill"]
        subprocess.run(command, capture_output=True, check=False, timeout=10)


def _wait_for_answer(supervisor: Supervisor, child: Child, output: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while not supervisor.is_running():
        if child.poll() is not None or time.monotonic() > end:
            said = output.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise StackError(f"supervisor did not start:\n{said}")
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"  # ended, and only waiting for its parent to notice
