"""What is known of a matter is the same in whatever order it was heard."""

from collections.abc import Awaitable, Callable
from itertools import permutations
from uuid import uuid4

import pytest

from services.storage.model import Classification, Grant
from shared.contracts import ClosureRestatedV1, MatterClassifiedV1, TransactionClosedV1, TransactionRetypedV1
from shared.contracts.base import Requester, Unit
from shared.language import Text
from tests.unit.storage.fakes import routed
from tests.unit.storage.retention.fakes import LONG_AGO, number
from tests.unit.storage.retention.house import House

SUBMISSION = uuid4()
TITLE = Text(ar="تظلم", en="Grievance")


def closed(version: int = 3) -> TransactionClosedV1:
    return TransactionClosedV1(
        occurred_at=LONG_AGO,
        submission_id=SUBMISSION,
        number=number(1),
        version=version,
        received_at=LONG_AGO,
        closed_at=LONG_AGO,
        requester=Requester(token="0" * 32),
        unit=Unit(unit_id="permits", name=Text(ar="دائرة", en="Department"), telephone="+968 24 000 000"),
        request_type="work-permit",
    )


async def _closed(house: House) -> None:
    await house.remembering.closed(closed())


async def _opened(house: House) -> None:
    await house.grants.grant(Grant(submission_id=SUBMISSION, units=frozenset({"permits"}), version=4))
    await house.remembering.routed(routed(SUBMISSION, "permits", version=4))


async def _classified(house: House) -> None:
    await house.classifications.note(Classification(submission_id=SUBMISSION, confidential=True, version=2))
    await house.remembering.classified(
        MatterClassifiedV1(occurred_at=LONG_AGO, submission_id=SUBMISSION, version=2, confidential=True)
    )


async def _retyped(house: House) -> None:
    await house.remembering.retyped(
        TransactionRetypedV1(
            occurred_at=LONG_AGO,
            submission_id=SUBMISSION,
            number=number(1),
            version=2,
            request_type="grievance",
            request_type_title=TITLE,
            days_to_answer=5,
            by="p-0002",
            reason="x",
        )
    )


async def _held(house: House) -> None:
    await house.hold(number(1))


@pytest.mark.parametrize("order", list(permutations([_closed, _opened, _classified, _retyped, _held])))
async def test_what_is_known_does_not_depend_on_the_order(
    house: House, order: tuple[Callable[[House], Awaitable[None]], ...]
) -> None:
    for news in order:
        await news(house)
    (kept,) = await house.matters.numbered([number(1)])
    assert (kept.state, kept.version, kept.confidential, kept.request_type, kept.held) == (
        "open",
        4,
        True,
        "grievance",
        True,
    )
    await house.remembering.closed(closed(version=6))
    (again,) = await house.matters.numbered([number(1)])
    assert (again.state, again.version, again.confidential, again.request_type) == ("over", 6, True, "grievance")


def restated(version: int = 5, request_type: str = "work-permit") -> ClosureRestatedV1:
    return ClosureRestatedV1(
        occurred_at=LONG_AGO,
        submission_id=SUBMISSION,
        number=number(1),
        version=version,
        received_at=LONG_AGO,
        closed_at=LONG_AGO,
        request_type=request_type,
    )


@pytest.mark.parametrize("order", list(permutations([_opened, _classified, _retyped, _held])))
async def test_what_was_closed_before_is_known_when_it_is_stated_again_in_whatever_order(
    house: House, order: tuple[Callable[[House], Awaitable[None]], ...]
) -> None:
    for news in order:
        await news(house)
    await house.remembering.restated(restated())
    (kept,) = await house.matters.numbered([number(1)])
    assert (kept.state, kept.confidential, kept.request_type, kept.held) == ("over", True, "grievance", True)


async def test_what_is_stated_again_says_nothing_of_a_matter_that_is_known(house: House) -> None:
    await _closed(house)
    await _opened(house)
    for _ in range(2):
        await house.remembering.restated(restated(version=9, request_type="another"))
    (kept,) = await house.matters.numbered([number(1)])
    assert (kept.state, kept.version, kept.request_type) == ("open", 4, "work-permit")


async def test_a_matter_that_was_opened_since_it_was_stated_again_stays_open(house: House) -> None:
    await _opened(house)
    await house.remembering.restated(restated(version=3))
    (kept,) = await house.matters.numbered([number(1)])
    assert (kept.state, kept.version) == ("open", 4)


async def test_what_nobody_told_the_type_of_is_not_due_before_somebody_does(house: House) -> None:
    await house.remembering.closed(closed().model_copy(update={"request_type": None}))
    assert (await house.looking.page(None, None, 10, cleared=False)).matters == []
    await _retyped(house)
    page = await house.looking.page(None, None, 10, cleared=False)
    assert [(one.due.class_code, one.due.matter.request_type) for one in page.matters] == [("short", "grievance")]
