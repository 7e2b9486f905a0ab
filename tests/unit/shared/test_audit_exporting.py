from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from prometheus_client import REGISTRY

from shared.audit import AuditExport, Line
from shared.audit.exporting import MOST
from shared.deeds import Deed

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Then:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at


class OneMoment:
    """So many deeds, all done at the same time, an hour ago."""

    def __init__(self, deeds: int) -> None:
        deed = Deed(at=NOON - timedelta(hours=1), what="rescheduled")
        self.lines = [Line(service="exporting", who="", deed=deed)] * deeds

    async def following(self, _after: datetime, until: datetime, _most: int) -> tuple[Sequence[Line], datetime]:
        return self.lines, until


class Remembered:
    """The place, ours alone."""

    def __init__(self) -> None:
        self.at = NOON - timedelta(hours=2)

    async def held(self, _now: datetime, _lease: timedelta) -> tuple[datetime, bool]:
        return self.at, True

    async def move(self, to: datetime) -> None:
        self.at = to


class Kept:
    """A sink that keeps how much came at once."""

    def __init__(self) -> None:
        self.came: list[int] = []

    async def send(self, lines: Sequence[Line]) -> None:
        self.came.append(len(lines))

    async def close(self) -> None: ...


def behind(service: str) -> float | None:
    return REGISTRY.get_sample_value("diwan_audit_behind_seconds", {"service": service})


async def test_what_was_done_in_one_moment_is_sent_in_parts_that_a_receiver_can_take() -> None:
    sink, place = Kept(), Remembered()
    export = AuditExport(service="in-parts", trail=OneMoment(2 * MOST + 1), place=place, sink=sink, clock=Then())
    assert not await export.export_once()
    assert sink.came == [MOST, MOST, 1]
    assert place.at == NOON - timedelta(minutes=1)


async def test_an_export_that_does_not_go_on_falls_behind_by_itself() -> None:
    clock = Then()
    export = AuditExport(service="hanging", trail=OneMoment(1), place=Remembered(), sink=Kept(), clock=clock)
    assert behind("hanging") == 0
    clock.at += timedelta(minutes=20)
    assert behind("hanging") == 20 * 60
    await export.export_once()
    assert behind("hanging") == 60
