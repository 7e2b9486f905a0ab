"""Officers ask the requester, and what is answered."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.routing.model import Holder, waiting
from services.routing.referrals import Referral
from services.routing.service import Routing
from services.routing.work import Work
from shared.contracts import QuestionAskedV1, QuestionSettledV1
from tests.unit.routing.examples import LAWYER, NOW, NUMBER, OFFICER, asks, registered, supplement, unit
from tests.unit.routing.fakes import FakeRoutes

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
async def _letter(routing: Routing) -> None:
    await routing.transaction_registered(registered(days_to_answer=5))


async def test_a_question_is_told_and_its_answer_moves_the_dates(
    work: Work, routing: Routing, routes: FakeRoutes
) -> None:
    before = await routing.route(NUMBER)
    await work.ask(asks(OFFICER, 1), None, "متى يبدأ العمل؟")
    asked = routes.told[-1]
    assert isinstance(asked, QuestionAskedV1)
    assert (asked.question, asked.round, asked.version, asked.unit.unit_id) == ("متى يبدأ العمل؟", 1, 2, "permits")
    await routing.submission_supplemented(supplement(registered(), received_at=NOW + WEEK))
    routed, settled = routes.routed[-1], routes.told[-1]
    assert isinstance(settled, QuestionSettledV1)
    # Four working days ended while the clock stood still: Thursday, Sunday, Monday and Tuesday.
    assert (before.due_on, routed.due_on) == (date(2026, 9, 9), date(2026, 9, 15))
    assert (routed.moved_from, routed.version, settled.version) == (None, 3, 3)


async def test_a_supplement_settles_once_and_only_what_was_asked_before_it_came(
    work: Work, routing: Routing, routes: FakeRoutes
) -> None:
    for came in (NOW - WEEK, NOW + WEEK):
        await routing.submission_supplemented(supplement(registered(), received_at=came))
    await work.ask(asks(OFFICER, 1), None, "؟")
    await routing.submission_supplemented(supplement(registered(), "early", received_at=NOW))
    assert waiting((await routing.route(NUMBER)).questions) is not None
    for _ in range(3):
        await routing.submission_supplemented(supplement(registered(), received_at=NOW + WEEK))
    await work.ask(asks(OFFICER, 3), None, "؟؟")
    told = len(routes.told)
    await routing.submission_supplemented(supplement(registered(), received_at=NOW))
    at = await routing.route(NUMBER)
    assert (at.questions[0].settled and at.questions[0].settled.supplement_id) == "s-2"
    assert (at.questions[1].round, at.questions[1].settled, len(routes.told)) == (2, None, told)


async def test_an_officer_says_that_it_was_answered_otherwise(work: Work, routing: Routing) -> None:
    await work.ask(asks(OFFICER, 1), None, "؟")
    await work.settle(asks(OFFICER, 2), "أجاب هاتفيًا")
    settled = (await routing.route(NUMBER)).questions[0].settled
    assert settled is not None
    assert (settled.how, settled.because, settled.by.person_id) == ("otherwise", "أجاب هاتفيًا", "p-0003")


async def test_what_is_supplemented_before_there_is_a_route_is_not_routings(routing: Routing) -> None:
    await routing.submission_supplemented(supplement(registered(submission_id=UUID(int=99))))


async def test_the_one_who_asks_is_named_with_his_own_unit(work: Work, routes: FakeRoutes) -> None:
    await work.refer(asks(OFFICER, 1), None, Referral(to=(Holder(unit_id="legal"),)))
    await work.ask(asks(LAWYER, 2), None, "؟")
    asked = routes.told[-1]
    assert isinstance(asked, QuestionAskedV1)
    assert asked.unit == unit("legal").unit
