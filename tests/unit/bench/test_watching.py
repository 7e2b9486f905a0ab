import os

import pytest

from bench.disk import parse_counts
from bench.processes import machine_busy_ms, parse_busy, parse_stat, usage

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
STAT = (
    "4711 (a (strange) name) S 42 4711 4711 0 -1 4194304 100 0 0 0 "
    "150 50 30 7 20 0 9 0 1000 123456789 2500 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0"
)


def test_the_line_of_a_process_is_read_whatever_its_name_is() -> None:
    stat = parse_stat(STAT)
    assert (stat.pid, stat.parent) == (4711, 42)
    assert stat.cpu_ms == 200 * TICK_MS
    assert stat.gone_ms == 37 * TICK_MS
    assert stat.memory_mb == pytest.approx(2500 * os.sysconf("SC_PAGESIZE") / 1e6)


def test_waiting_and_idling_are_no_work() -> None:
    assert parse_busy("cpu  10 1 5 9000 800 2 3 0 0 0\ncpu0 1 1 1 1 1 1 1 0 0 0\n") == 21 * TICK_MS


def test_this_very_process_uses_something() -> None:
    mine = usage({"me": os.getpid()})["me"]
    assert mine.memory_mb > 1
    assert 0 < mine.cpu_ms < machine_busy_ms()


def test_a_process_that_is_gone_uses_nothing() -> None:
    assert usage({"gone": 2**22 + 1}) == {}


def test_the_syncs_of_a_server_are_counted_together() -> None:
    fsyncs, others = "12,,syscalls:sys_enter_fsync,5000,100.00,,", "30,,syscalls:sys_enter_fdatasync,5000,100.00,,"
    said = f"# started on some day\n{fsyncs}\n{others}\n"
    assert parse_counts(said) == 42


@pytest.mark.parametrize(
    "said", ["Error: no permission", "<not counted>,,syscalls:sys_enter_fsync,0,100.00,,", "<not supported>"]
)
def test_what_could_not_be_counted_is_no_count(said: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_counts(said)
