"""Logs are told to a process of their own: they change what the whole process logs with."""

import json
import subprocess
import sys

PROGRAM = """
import logging, structlog
from shared.observability.logs import configure_logs
configure_logs("testing", "INFO")
structlog.get_logger("ours").info("said", words="\\ud800 \\r\\n\\x1b[31m سالم")
logging.getLogger("theirs").warning("%s", "\\udcff\\n{}")
"""


def test_whatever_is_logged_is_one_line_of_json() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, encoding="utf-8", check=True)
    first, second = map(json.loads, done.stdout.split("\n")[:-1])
    assert first["words"] == "\ud800 \r\n\x1b[31m سالم"
    assert second["event"] == "\udcff\n{}"
    assert done.stderr == ""
