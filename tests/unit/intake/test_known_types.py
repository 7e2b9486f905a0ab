"""The door follows the request types that registry tells of."""

from collections.abc import Sequence
from datetime import UTC, datetime

from services.intake.known_types import TypeWatch
from services.intake.mailboxes import given_types
from shared.contracts import RequestTypeChangedV1
from shared.language import Text
from tests.unit.intake.fakes import CONFIG


class FakeProjection:
    """Types in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, RequestTypeChangedV1] = {}

    async def note(self, event: RequestTypeChangedV1) -> None:
        there = self.kept.get(event.code)
        if there is None or there.version < event.version:
            self.kept[event.code] = event

    async def all(self) -> Sequence[RequestTypeChangedV1]:
        return list(self.kept.values())


def a_watch(projection: FakeProjection) -> TypeWatch:
    return TypeWatch(projection, given_types(CONFIG), general="documents", domain="diwan.example")


def news(
    code: str, *, version: int = 1, mailbox: str | None = None, active: bool = True, urgent: bool = False
) -> RequestTypeChangedV1:
    return RequestTypeChangedV1(
        occurred_at=datetime(2026, 11, 22, tzinfo=UTC),
        code=code,
        version=version,
        title=Text(ar="س", en="x"),
        unit_id="labour-permits",
        mailbox=mailbox,
        makes_urgent=urgent,
        active=active,
    )


async def test_until_news_comes_the_files_hold() -> None:
    assert a_watch(FakeProjection()).current.type_of("work-permits@diwan.example") == "work-permit"


async def test_a_new_type_has_its_address_and_can_be_stated() -> None:
    watch = a_watch(FakeProjection())
    await watch.note(news("boat-licence", mailbox="boats@diwan.example", urgent=True))
    box = watch.current.find("boats@diwan.example")
    assert box is not None
    assert (box.request_type, box.urgent) == ("boat-licence", True)
    assert "boat-licence" in watch.current.request_types
    assert watch.current.type_of("work-permits@diwan.example") == "work-permit"


async def test_a_retired_type_has_no_address_and_cannot_be_stated() -> None:
    watch = a_watch(FakeProjection())
    await watch.note(news("work-permit", version=2, mailbox="work-permits@diwan.example", active=False))
    assert watch.current.find("work-permits@diwan.example") is None
    assert "work-permit" not in watch.current.request_types


async def test_older_news_changes_nothing() -> None:
    watch = a_watch(FakeProjection())
    await watch.note(news("work-permit", version=3, mailbox="new@diwan.example"))
    await watch.note(news("work-permit", version=2, mailbox="old@diwan.example"))
    assert watch.current.find("old@diwan.example") is None
    assert watch.current.find("new@diwan.example") is not None


async def test_what_another_replica_heard_is_known_after_a_look() -> None:
    projection = FakeProjection()
    watch = a_watch(projection)
    await projection.note(news("boat-licence", mailbox="boats@diwan.example"))
    await watch.refresh()
    assert watch.current.find("boats@diwan.example") is not None
