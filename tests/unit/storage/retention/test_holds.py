"""What is held, for whatever reasons, and what cannot be."""

import pytest

from services.storage.retention.errors import AlreadyDisposedError, NoNumberError
from shared.errors import NotFoundError, OldVersionError, VersionRequiredError
from shared.transaction_number import transaction_number
from tests.unit.storage.retention.fakes import FakeKeptMatters, confirmed, matter, number
from tests.unit.storage.retention.house import House


async def test_a_hold_is_put_and_taken_off_by_versions(house: House) -> None:
    with pytest.raises(NoNumberError):
        await house.hold("IN-2024-000001-5")
    with pytest.raises(NotFoundError):
        await house.holding.put(number(1), house.change(), held=False)
    await house.hold(number(1))
    with pytest.raises(VersionRequiredError):
        await house.hold(number(1))
    with pytest.raises(OldVersionError):
        await house.holding.put(number(1), house.change(versions=frozenset({7})), held=False)
    assert [said[0].name for said in await house.holding.held()] == [number(1)]
    change = house.change("انتهت الدعوى", versions=frozenset({1}))
    for _ in range(2):
        released = await house.holding.put(number(1), change, held=False)
        assert (released.number, released.why) == (2, "انتهت الدعوى")
    assert await house.holding.held() == []
    assert [one.content["held"] for one in await house.holding.of(number(1))] == [False, True]


async def test_a_letter_s_number_cannot_be_held_because_that_would_keep_nothing(house: House) -> None:
    with pytest.raises(NoNumberError):
        await house.hold(transaction_number("outgoing", 2024, 1))
    await house.hold(transaction_number("internal", 2024, 1))


async def test_a_matter_is_held_for_all_reasons_since_it_was_last_let_go(house: House) -> None:
    async def says(why: str, version: int | None, *, held: bool) -> None:
        seen = None if version is None else frozenset({version})
        await house.holding.put(number(1), house.change(why, versions=seen), held=held)

    await says("دعوى 70", None, held=True)
    await says("صدر الحكم", 1, held=False)
    await says("دعوى 77", 2, held=True)
    await says("تدقيق 8", 3, held=True)
    # The same again says nothing new.
    await says("تدقيق 8", 4, held=True)
    ((latest, earlier),) = await house.holding.held()
    assert (latest.why, earlier.why) == ("تدقيق 8", "دعوى 77")
    await says("انتهى", 4, held=False)
    assert await house.holding.held() == []


class TakenJustNow(FakeKeptMatters):
    """A disposal is faster than the hold."""

    async def held(self, number: str, version: int, *, held: bool) -> bool:
        for one in await self.numbered([number]):
            await self.claim(confirmed(one), "d-1")
        return await super().held(number, version, held=held)


async def test_a_hold_that_comes_too_late_is_refused_and_holds_nothing() -> None:
    house = await House(matters=TakenJustNow()).opened()
    await house.closed(matter(1))
    change = house.change()
    for _ in range(2):
        with pytest.raises(AlreadyDisposedError):
            await house.holding.put(number(1), change, held=True)
        assert await house.holding.held() == []
