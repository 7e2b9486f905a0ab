"""What lies where in the data folder."""

from dataclasses import dataclass
from pathlib import Path

from deploy.local.errors import StackError

LONGEST_SOCKET_PATH = 100
"""A Unix socket's path may have 107 bytes; supervisor adds a few while it makes one."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths inside one data folder."""

    data: Path

    @property
    def run(self) -> Path:
        """Sockets, process ids and rendered configuration; made anew at every start."""
        return self.data / "run"

    @property
    def logs(self) -> Path:
        """One log per process."""
        return self.data / "logs"

    @property
    def temporary(self) -> Path:
        """Temporary files of every process."""
        return self.data / "tmp"

    @property
    def secrets(self) -> Path:
        """One file per secret."""
        return self.data / "secrets"

    @property
    def maildir(self) -> Path:
        """Where the local relay puts outgoing mail."""
        return self.data / "mail"

    @property
    def demo_accounts(self) -> Path:
        """`name password` a line."""
        return self.data / "demo-accounts.txt"

    @property
    def demo_people(self) -> Path:
        """The same of the ministry that `make demo` makes; there once it has been made."""
        return self.data / "demo-people.txt"

    @property
    def control_socket(self) -> Path:
        """Supervisor's door."""
        return self.run / "supervisor.sock"

    @property
    def supervisor_configuration(self) -> Path:
        """The process table."""
        return self.run / "supervisord.conf"

    def of(self, server: str) -> Path:
        """The folder of one server's own data."""
        return self.data / server

    def environment(self, service: str) -> Path:
        """The environment variables of one service (JSON), with secrets."""
        return self.run / f"{service}.json"

    def log(self, process: str) -> Path:
        """The log of one process."""
        return self.logs / f"{process}.log"

    def make(self, *mongods: str) -> None:
        """Make the folders, those of these members of MongoDB among them, for the owner only.

        Raises `StackError` when the path is too long for sockets.
        """
        if len(str(self.control_socket).encode()) > LONGEST_SOCKET_PATH:
            raise StackError(f"the path of DIWAN_DATA is too long for Unix sockets, choose a shorter one: {self.data}")
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        servers = [self.of(name) for name in (*(mongods or ("mongod",)), "rabbitmq", "weed", "nginx")]
        for folder in (self.run, self.logs, self.temporary, self.secrets, *servers):
            folder.mkdir(mode=0o700, exist_ok=True)
