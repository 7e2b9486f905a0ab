"""`python -m deploy.local run|up|down|restart|rotate-keys|status|…`: Diwan on this machine, without containers."""

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from types import FrameType

from deploy.backup.__main__ import main as backup
from deploy.local.errors import AlreadyRunningError, NotRunningError, StackError
from deploy.local.exchanging import exchange
from deploy.local.restarting import restart
from deploy.local.settings import Settings
from deploy.local.stack import Stack


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    parser.add_argument(
        "command",
        choices=("run", "up", "down", "restart", "rotate-keys", "status", "operator-url", "backup", "restore"),
    )
    given, rest = parser.parse_known_args(arguments)
    if rest and given.command != "restore":
        parser.error(f"unknown: {' '.join(rest)}")
    os.umask(0o077)
    try:
        stack = Stack(Settings.from_environment(os.environ), progress=_say)
        commands: dict[str, Callable[[Stack], int]] = {
            "run": _run,
            "up": _up,
            "down": _down,
            "restart": _restart,
            "rotate-keys": _rotate_keys,
            "status": _status,
            "operator-url": _operator_url,
            "backup": _backup,
            "restore": lambda stack: _restore(stack, rest),
        }
        return commands[given.command](stack)
    except StackError as error:
        print(f"Diwan: {error}", file=sys.stderr)
        return 1


def _run(stack: Stack) -> int:
    asked_to_stop = threading.Event()

    def stop(number: int, _: FrameType | None) -> None:
        if asked_to_stop.is_set():
            _say(f"({signal.Signals(number).name}: already stopping)")
            return
        asked_to_stop.set()
        if not started:
            raise KeyboardInterrupt  # break off what is starting; the stack then stops what it has started

    started = False
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        _start(stack, tied=True)
    except KeyboardInterrupt:
        _say("stopped")
        return 130
    started = True
    _say("Ctrl-C stops everything.")
    while not asked_to_stop.wait(1):
        if stack.has_ended():
            raise StackError(f"the process manager has ended; see {stack.layout.log('supervisord')}")
    _say("stopping …")
    stack.stop()
    _say("stopped")
    return 0


def _up(stack: Stack) -> int:
    try:
        _start(stack, tied=False)
    except AlreadyRunningError as already:
        _say(f"{already}")
        stack.wait_until_ready()
        _introduce(stack)
    _say("make down stops everything.")
    return 0


def _down(stack: Stack) -> int:
    try:
        stack.stop()
    except NotRunningError as not_running:
        _say(f"{not_running}")
        return 0
    _say("stopped")
    return 0


def _restart(stack: Stack) -> int:
    return _in_turn(stack, restart(stack))


def _rotate_keys(stack: Stack) -> int:
    return _in_turn(stack, exchange(stack))


def _in_turn(stack: Stack, steps: Iterator[object]) -> int:
    _refuse_stopped(stack)
    if stack.settings.replicas == 1:
        _say("there is one process of each service, so each is away for some seconds (DIWAN_REPLICAS=2)")
    for step in steps:
        _say(str(step))
    return 0


def _status(stack: Stack) -> int:
    _refuse_stopped(stack)
    statuses = stack.statuses()
    for status in statuses:
        _say(f"{status.name:<10} {status.state:<9} {status.description}")
    return 0 if all(status.state == "RUNNING" for status in statuses) else 1


def _operator_url(stack: Stack) -> int:
    _refuse_stopped(stack)
    print(stack.amqp_operator_url)
    return 0


def _backup(stack: Stack) -> int:
    _refuse_stopped(stack)
    os.environ.update(stack.backup_environment())
    return backup(["take"])


def _restore(stack: Stack, rest: Sequence[str]) -> int:
    if stack.is_running():
        raise AlreadyRunningError("Diwan runs: stop it first (make down), no service may run while it is restored")
    stack.start(services=())
    try:
        os.environ.update(stack.backup_environment(restore=True))
        return backup(["restore", *rest])
    finally:
        stack.stop()


def _refuse_stopped(stack: Stack) -> None:
    if not stack.is_running():
        raise NotRunningError(f"Diwan does not run with the data in {stack.settings.data}: start it with make up")


def _start(stack: Stack, *, tied: bool) -> None:
    began = time.monotonic()
    _say(f"starting Diwan; its data are in {stack.settings.data}")
    stack.start(tied=tied)
    _say(f"everything is ready after {time.monotonic() - began:.1f} s")
    _introduce(stack)


def _introduce(stack: Stack) -> None:
    settings, layout = stack.settings, stack.layout
    host, port = stack.smtp_address
    notices = settings.smtp_relay or f"{layout.maildir} (a Maildir; nothing leaves this machine)"
    _say("")
    _say(f"Open         {settings.url}")
    _say(f"Write to     documents@{settings.mail_domain}, by SMTP at {host}:{port}")
    _say(f"Notices go   to {notices}")
    _say(f"Logs         {layout.logs}")
    _say(f"Accounts     {layout.demo_accounts}")
    for name, password in stack.accounts.items():
        _say(f"               {name:<8} {password}")
    _say("")


def _say(line: str) -> None:
    print(f"  {line}".rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
