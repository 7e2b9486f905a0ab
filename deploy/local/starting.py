"""`python -m deploy.local.starting FILE …`: Python with these arguments, and the environment variables of a file (JSON) besides.

Supervisor gives a process the environment that it was told when it started itself; a service that is restarted with other
passwords finds them here.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def command(file: Path, arguments: Sequence[str]) -> tuple[str, ...]:
    """The command that starts Python with these arguments and that file's variables."""
    return (sys.executable, "-m", __name__, str(file), *arguments)


if __name__ == "__main__":
    variables = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    os.execve(sys.executable, [sys.executable, *sys.argv[2:]], variables | dict(os.environ))  # noqa: S606 - it becomes that process
