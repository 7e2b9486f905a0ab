"""CPU and memory by process, from Linux's /proc: a process of the stack and all that it has started."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.local.stack import Stack

PROC: Final = Path("/proc")
_TICK_MS: Final = 1000 / os.sysconf("SC_CLK_TCK")
_PAGE_MB: Final = os.sysconf("SC_PAGESIZE") / 1_000_000
READERS: Final = "intake readers"
"""The processes that read mail: intake's children, told apart because they are the part that scales by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """A process at a moment."""

    pid: int
    parent: int
    cpu_ms: float
    gone_ms: float
    """CPU of its children that are gone."""
    memory_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a process and its children have used since they began, and hold now."""

    cpu_ms: float = 0.0
    memory_mb: float = 0.0
    written_bytes: int = 0


def usage(roots: Mapping[str, int]) -> dict[str, Usage]:
    """What the processes with these ids use, each with its children that have no name here; intake's readers have their own."""
    stats = {stat.pid: stat for stat in _all(PROC)}
    children: dict[int, list[int]] = {}
    for stat in stats.values():
        children.setdefault(stat.parent, []).append(stat.pid)
    found: dict[str, list[Usage]] = {}
    for name, root in roots.items():
        theirs = READERS if name == "intake" else name
        for pid in _tree(root, children, known=frozenset(roots.values())):
            if pid in stats:
                used, part = stats[pid], name if pid == root else theirs
                found.setdefault(part, []).append(
                    Usage(cpu_ms=used.cpu_ms, memory_mb=used.memory_mb, written_bytes=written_bytes(pid))
                )
                found.setdefault(theirs, []).append(Usage(cpu_ms=used.gone_ms))
    return {part: _sum(uses) for part, uses in found.items()}


def stack_processes(stack: Stack) -> dict[str, int]:
    """Name → process id of everything that the stack runs, and of what runs it and keeps its logs."""
    named = {status.name: status.pid for status in stack.statuses() if status.pid}
    parents = {stat.pid: stat.parent for stat in _all(PROC)}
    return {**named, "supervisor": parents[named["nginx"]]}


def parse_stat(text: str) -> Stat:
    """One line of /proc/<pid>/stat (proc(5)); the name in it may hold spaces and parentheses."""
    head, _, rest = text.rpartition(")")
    fields = rest.split()
    own, gone = (sum(map(int, fields[place : place + 2])) * _TICK_MS for place in (11, 13))
    return Stat(
        pid=int(head.partition(" ")[0]),
        parent=int(fields[1]),
        cpu_ms=own,
        gone_ms=gone,
        memory_mb=int(fields[21]) * _PAGE_MB,
    )


def parse_busy(text: str) -> float:
    """Milliseconds that all cores have worked, from /proc/stat (proc(5)): everything but idle and waiting."""
    user, nice, system, _idle, _wait, irq, softirq = (int(field) for field in text.split("\n", 1)[0].split()[1:8])
    return (user + nice + system + irq + softirq) * _TICK_MS


def machine_busy_ms() -> float:
    """Milliseconds that all cores have worked for anybody since they were started."""
    return parse_busy((PROC / "stat").read_text(encoding="ascii"))


def written_bytes(pid: int) -> int:
    """Bytes that a process has made the kernel write to the disk; 0 where we may not know, or it is gone."""
    try:
        lines = (PROC / str(pid) / "io").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("write_bytes:"))


def _sum(uses: Sequence[Usage]) -> Usage:
    return Usage(
        cpu_ms=sum(one.cpu_ms for one in uses),
        memory_mb=sum(one.memory_mb for one in uses),
        written_bytes=sum(one.written_bytes for one in uses),
    )


def _all(proc: Path) -> Iterator[Stat]:
    for folder in proc.iterdir():
        if folder.name.isdecimal():
            try:
                text = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:  # it ended meanwhile
                continue
            yield parse_stat(text)


def _tree(root: int, children: Mapping[int, Iterable[int]], known: Collection[int]) -> Iterator[int]:
    yield root
    for child in children.get(root, ()):
        if child not in known:
            yield from _tree(child, children, known)
