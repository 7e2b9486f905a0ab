"""The few calls that control a running supervisor, over its Unix socket."""

import http.client
import socket
import xmlrpc.client
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from deploy.local.errors import StackError
from deploy.local.programs import GROUPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How one process does."""

    name: str
    state: str
    """Supervisor's word: STOPPED, STARTING, RUNNING, BACKOFF, STOPPING, EXITED, FATAL."""
    pid: int
    """0 when it does not run."""
    exit_status: int
    """Of its last end; negative the signal that ended it, 0 also before the first."""
    description: str


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=120)
        self._path = path

    def connect(self) -> None:
        door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            door.settimeout(self.timeout)
            door.connect(str(self._path))
        except OSError:
            door.close()
            raise
        self.sock = door


class _UnixTransport(xmlrpc.client.Transport):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def make_connection(self, host: Any) -> http.client.HTTPConnection:
        connection = _UnixConnection(self._path)
        self._connection = host, connection  # where close() of the base class looks for it
        return connection


class Supervisor:
    """A running supervisor, by its socket."""

    def __init__(self, socket_path: Path) -> None:
        self._socket = socket_path

    def is_running(self) -> bool:
        """Whether a supervisor answers."""
        try:
            self._call("getState")
        except StackError:
            return False
        return True

    def pid(self) -> int:
        """The supervisor's own process id."""
        return int(self._call("getPID"))

    def start(self, name: str) -> None:
        """Start one process without waiting for it; nothing happens when it runs."""
        self._ignoring("ALREADY_STARTED", "startProcess", _full(name), False)  # noqa: FBT003 - the API's shape

    def stop(self, name: str) -> None:
        """Stop one process and wait for its end; nothing happens when it does not run."""
        self._ignoring("NOT_RUNNING", "stopProcess", _full(name), True)  # noqa: FBT003 - the API's shape

    def signal(self, name: str, signal: str) -> None:
        """Send one process a signal, by its name without SIG."""
        self._call("signalProcess", _full(name), signal)

    def status(self, name: str) -> Status:
        """How one process does."""
        return _status(self._call("getProcessInfo", _full(name)))

    def statuses(self) -> list[Status]:
        """How all do."""
        return [_status(one) for one in self._call("getAllProcessInfo")]

    def shut_down(self) -> None:
        """Ask it to stop everything, then itself; returns at once."""
        self._call("shutdown")

    def _ignoring(self, fault: str, method: str, *arguments: object) -> None:
        try:
            self._call(method, *arguments)
        except StackError as error:
            if fault not in str(error):
                raise

    def _call(self, method: str, *arguments: object) -> Any:
        proxy = xmlrpc.client.ServerProxy("http://localhost", transport=_UnixTransport(self._socket))
        with proxy:
            try:
                return getattr(proxy.supervisor, method)(*arguments)
            except xmlrpc.client.Fault as error:
                raise StackError(f"supervisor: {error.faultString}") from error
            except (OSError, http.client.HTTPException, xmlrpc.client.Error) as error:
                raise StackError(f"supervisor does not answer: {error}") from error


def _full(name: str) -> str:
    for group, names in GROUPS.items():
        if name in names:
            return f"{group}:{name}"
    raise StackError(f"there is no process {name!r}")


def _status(answer: object) -> Status:
    values = cast("dict[str, Any]", answer)
    return Status(
        name=values["name"],
        state=values["statename"],
        pid=int(values["pid"]),
        exit_status=int(values["exitstatus"]),
        description=values["description"],
    )
