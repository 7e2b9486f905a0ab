"""Supervisor's configuration, from the process table."""

import getpass
import os
import resource
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.local.errors import StackError
from deploy.local.layout import Layout
from deploy.local.programs import GROUPS, Program

MOST_FILES = 65536
"""Open files per process, where the machine allows as many."""


def render(programs: Sequence[Program], layout: Layout, common: Mapping[str, str], repository: Path) -> str:
    """Supervisor's configuration for these processes.

    Nothing starts by itself: the stack starts each when what it needs is ready. From then on supervisor restarts it
    whenever it ends, for as long as it takes.
    """
    _, allowed = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = MOST_FILES if allowed == resource.RLIM_INFINITY else min(allowed, MOST_FILES)
    lines = [
        "[unix_http_server]",
        f"file={_plain(layout.control_socket)}",
        "chmod=0600",
        "[rpcinterface:supervisor]",
        "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface",
        "[supervisord]",
        "nodaemon=true",
        "silent=true",
        f"directory={_plain(repository)}",
        f"logfile={_plain(layout.log('supervisord'))}",
        "logfile_maxbytes=5MB",
        "logfile_backups=2",
        f"pidfile={_plain(layout.run / 'supervisord.pid')}",
        f"childlogdir={_plain(layout.logs)}",
        "umask=077",
        f"minfds={files}",
        f"environment={_environment(common)}",
        # without it, supervisor warns that it has not dropped root
        *([f"user={getpass.getuser()}"] if os.geteuid() == 0 else []),
    ]
    for priority, (group, names) in enumerate(GROUPS.items(), start=1):
        members = [program for program in programs if program.name in names]
        lines += [f"[group:{group}]", "programs=" + ",".join(program.name for program in members)]
        lines += [f"priority={priority * 100}"]
        for program in members:
            lines += _program(program, layout)
    return "\n".join(lines) + "\n"


def _program(program: Program, layout: Layout) -> list[str]:
    return [
        f"[program:{program.name}]",
        f"command={_plain(shlex.join(program.command))}",
        f"environment={_environment(program.environment)}",
        "autostart=false",
        "autorestart=true",
        "startsecs=2",
        "startretries=1000000",
        f"stopsignal={program.stop_signal}",
        f"stopwaitsecs={program.stop_seconds}",
        "stopasgroup=false",
        "killasgroup=true",
        "redirect_stderr=true",
        f"stdout_logfile={_plain(layout.log(program.name))}",
        "stdout_logfile_maxbytes=20MB",
        "stdout_logfile_backups=3",
    ]


def _plain(value: object) -> str:
    # supervisor expands %(…)s and takes " ;" for the beginning of a comment
    text = str(value)
    if "\n" in text or " ;" in text:
        raise StackError(f"supervisor's configuration cannot hold {text!r}")
    return text.replace("%", "%%")


def _environment(values: Mapping[str, str]) -> str:
    for name, value in values.items():
        if '"' in value or "\\" in value:
            raise StackError(f"the value of {name} must not hold a quotation mark or a backslash")
    return ",".join(f'{name}="{_plain(value)}"' for name, value in values.items())
