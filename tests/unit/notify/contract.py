"""What every store of notices must do: run against the fake here, and against MongoDB in integration."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest

from services.notify.model.calls import CallOutcome, Tick, Ticked
from services.notify.model.delivery import Classification, GivenUp, NoticeRecord, Origin, Postponed, Sent
from services.notify.ports import Classifications, Notices
from tests.unit.notify.examples import MOMENT

LEASE = timedelta(seconds=60)


def record(**changes: Any) -> NoticeRecord:
    facts: dict[str, Any] = {
        "notice_id": uuid4(),
        "submission_id": uuid4(),
        "kind": "registered",
        "number": "IN-2026-000123-7",
        "recipient": "ahmed@example.com",
        "urgent": False,
        "message_id": "<registered.1@diwan.example>",
        "state": "pending",
        "created_at": MOMENT,
        "next_attempt_at": MOMENT,
        "give_up_at": MOMENT + timedelta(hours=48),
        "origin": Origin(topic="routing.transaction-routed.v1", body="{}"),
        "traceparent": "00-" + "1" * 32 + "-" + "2" * 16 + "-01",
    }
    return NoticeRecord(**(facts | changes))


class ClassificationsContract:
    """Run by a subclass named `Test…` with a fixture `classifications`, empty."""

    @pytest.mark.parametrize("order", [*permutations((1, 2, 3))], ids=str)
    async def test_what_was_said_last_holds_in_whatever_order_it_comes(
        self, classifications: Classifications, order: tuple[int, ...]
    ) -> None:
        hidden, shown = uuid4(), uuid4()
        for version in order:
            for matter, confidential in ((hidden, version != 2), (shown, version == 2)):
                await classifications.note(
                    Classification(submission_id=matter, confidential=confidential, version=version)
                )
        assert await classifications.confidential_of([hidden, shown, uuid4()]) == {hidden}


async def added(notices: Notices, *records: NoticeRecord) -> Sequence[NoticeRecord]:
    assert all(await asyncio.gather(*(notices.add(one) for one in records)))
    return records


async def claimed(notices: Notices, now: datetime, *, urgent: bool = False, limit: int = 10) -> list[NoticeRecord]:
    return list(await notices.claim(medium="mail", urgent=urgent, now=now, until=now + LEASE, limit=limit))


class NoticesContract:
    """Needs a fixture `notices`."""

    async def test_a_notice_is_found_as_it_was_written(self, notices: Notices) -> None:
        for one in (record(), record(number=None, state="withheld", next_attempt_at=None, kind="received")):
            assert await notices.add(one)
            assert await notices.get(one.notice_id) == one

    async def test_what_is_not_there_is_not_found(self, notices: Notices) -> None:
        assert await notices.get(uuid4()) is None
        assert await notices.reopen(uuid4(), now=MOMENT, give_up_at=MOMENT) is None

    async def test_a_known_notice_stays_as_it_is(self, notices: Notices) -> None:
        (first,) = await added(notices, record())
        assert not await notices.add(replace(first, recipient="other@example.com"))
        assert await notices.get(first.notice_id) == first

    async def test_of_many_deliveries_at_the_same_moment_one_is_new(self, notices: Notices) -> None:
        wanted = [record(urgent=index % 2 == 0) for index in range(5)] * 6
        new = await asyncio.gather(*(notices.add(one) for one in wanted))
        assert sum(new) == 5
        kept = await notices.listed(state="pending", submission_id=None, number=None, after=None, limit=50)
        assert len(kept) == 5

    async def test_a_notice_that_was_sent_keeps_no_event_and_so_no_token(self, notices: Notices) -> None:
        (one,) = await added(notices, record())
        await notices.settle(Sent(notice_id=one.notice_id, at=MOMENT, reply="250 ok"), urgent=False)
        kept = await notices.get(one.notice_id)
        assert kept == replace(
            one, state="sent", sent_at=MOMENT, reply="250 ok", origin=None, next_attempt_at=None, attempts=1
        )

    async def test_a_postponed_notice_is_due_then_and_not_before(self, notices: Notices) -> None:
        (one,) = await added(notices, record())
        later = MOMENT + timedelta(seconds=10)
        await notices.settle(Postponed(notice_id=one.notice_id, until=later, error="451 later"), urgent=False)
        assert await claimed(notices, later - timedelta(milliseconds=1)) == []
        (due,) = await claimed(notices, later)
        assert due == replace(one, attempts=1, last_error="451 later", next_attempt_at=later + LEASE)

    async def test_what_was_given_up_is_not_due_until_it_is_reopened(self, notices: Notices) -> None:
        (one,) = await added(notices, record())
        await notices.settle(GivenUp(notice_id=one.notice_id, error="550 nobody"), urgent=False)
        assert await claimed(notices, MOMENT) == []
        again = await notices.reopen(one.notice_id, now=MOMENT, give_up_at=MOMENT + LEASE)
        assert again == replace(one, last_error="550 nobody", give_up_at=MOMENT + LEASE)
        assert [due.notice_id for due in await claimed(notices, MOMENT)] == [one.notice_id]

    async def test_what_waits_or_was_sent_is_not_reopened(self, notices: Notices) -> None:
        waiting, sent = await added(notices, record(), record())
        await notices.settle(Sent(notice_id=sent.notice_id, at=MOMENT, reply="250"), urgent=False)
        for one in (waiting, sent):
            assert await notices.reopen(one.notice_id, now=MOMENT, give_up_at=MOMENT) is None

    async def test_a_result_that_comes_late_changes_nothing(self, notices: Notices) -> None:
        (one,) = await added(notices, record())
        await notices.settle(Sent(notice_id=one.notice_id, at=MOMENT, reply="250"), urgent=False)
        await notices.settle(GivenUp(notice_id=one.notice_id, error="too late"), urgent=False)
        kept = await notices.get(one.notice_id)
        assert kept is not None
        assert (kept.state, kept.attempts) == ("sent", 1)

    async def test_a_claimed_notice_is_nobody_elses_until_its_lease_ends(self, notices: Notices) -> None:
        await added(notices, *(record() for _ in range(20)))
        both = await asyncio.gather(claimed(notices, MOMENT, limit=20), claimed(notices, MOMENT, limit=20))
        taken = [one.notice_id for part in both for one in part]
        assert len(taken) == len(set(taken)) == 20
        assert await claimed(notices, MOMENT + LEASE - timedelta(milliseconds=1)) == []
        assert len(await claimed(notices, MOMENT + LEASE, limit=50)) == 20

    async def test_the_longest_due_come_first_and_lanes_are_apart(self, notices: Notices) -> None:
        due = [record(next_attempt_at=MOMENT - timedelta(seconds=age)) for age in (1, 3, 2)]
        urgent = record(urgent=True)
        await added(notices, *due, urgent)
        ages = [one.notice_id for one in await claimed(notices, MOMENT, limit=2)]
        assert ages == [due[1].notice_id, due[2].notice_id]
        assert [one.notice_id for one in await claimed(notices, MOMENT, urgent=True)] == [urgent.notice_id]

    async def test_notices_are_listed_newest_first_page_by_page(self, notices: Notices) -> None:
        # Two of each moment: the id decides between them.
        wanted = [record(created_at=MOMENT + timedelta(seconds=index // 2)) for index in range(6)]
        await added(notices, *wanted)
        pages: list[NoticeRecord] = []
        after = None
        while page := await notices.listed(after=after, limit=4):
            pages += page
            after = (page[-1].created_at, page[-1].notice_id)
        newest = sorted(wanted, key=lambda one: (one.created_at, one.notice_id), reverse=True)
        assert [one.notice_id for one in pages] == [one.notice_id for one in newest]

    async def test_a_list_may_be_narrowed_by_state_submission_and_number(self, notices: Notices) -> None:
        given_up, numberless, other = await added(
            notices, record(), record(number=None), record(number="IN-2026-000124-5")
        )
        await notices.settle(GivenUp(notice_id=given_up.notice_id, error="550"), urgent=False)

        async def ids(**wanted: Any) -> set[Any]:
            return {one.notice_id for one in await notices.listed(limit=10, **wanted)}

        assert await ids(state="given-up") == {given_up.notice_id}
        assert await ids(state="sent") == set()
        assert await ids(submission_id=numberless.submission_id) == {numberless.notice_id}
        assert await ids(number="IN-2026-000124-5") == {other.notice_id}
        assert await ids(number="IN-2026-000124-5", state="given-up") == set()
        assert await ids() == {given_up.notice_id, numberless.notice_id, other.notice_id}


class CallsContract:
    """Of the same store; needs a fixture `notices`."""

    async def test_each_medium_is_claimed_by_itself(self, notices: Notices) -> None:
        mail, message = await added(notices, record(), record(medium="sms"))
        await added(notices, call(), record(medium=None, state="nobody", origin=None, next_attempt_at=None))
        assert [one.notice_id for one in await claimed(notices, MOMENT)] == [mail.notice_id]
        until = MOMENT + LEASE
        found = await notices.claim(medium="sms", urgent=False, now=MOMENT, until=until, limit=9)
        assert [one.notice_id for one in found] == [message.notice_id]
        assert found[0] == replace(message, next_attempt_at=until)

    async def test_a_call_is_found_as_it_was_written(self, notices: Notices) -> None:
        for one in (call(), call(office=""), record(medium=None, state="nobody", origin=None, next_attempt_at=None)):
            await added(notices, one)
            assert await notices.get(one.notice_id) == one

    async def test_calls_wait_urgent_first_then_oldest_for_their_office(self, notices: Notices) -> None:
        made = [call(created_at=MOMENT + timedelta(minutes=age), urgent=age == 4) for age in (2, 1, 4, 3)]
        other = call(office="sanad-nizwa")
        await added(notices, *made, other, call(office=""), record())
        wanted = [made[2], made[1], made[0], made[3]]
        found: list[NoticeRecord] = []
        after = None
        while page := await notices.calls(offices=["sanad-al-khuwair"], after=after, limit=3):
            found += page
            after = (page[-1].urgent, page[-1].created_at, page[-1].notice_id)
        assert [one.notice_id for one in found] == [one.notice_id for one in wanted]
        assert len(await notices.calls(offices=None, after=None, limit=10)) == 6
        assert await notices.calls(offices=[], after=None, limit=10) == []

    async def test_who_was_reached_waits_no_more_and_no_token_stays(self, notices: Notices) -> None:
        (one,) = await added(notices, call())
        ticked = Ticked(person_id="p-1", key="k", fingerprint="f")
        done = await notices.tick(tick(one, "reached", remark="comes tomorrow", ticked=ticked))
        assert done == replace(
            one,
            state="sent",
            sent_at=MOMENT,
            reply="comes tomorrow",
            origin=None,
            attempts=1,
            told_by="p-1",
            ticked=ticked,
        )
        assert await notices.get(one.notice_id) == done
        assert await notices.calls(offices=None, after=None, limit=10) == []

    async def test_who_was_not_reached_waits_on(self, notices: Notices) -> None:
        (one,) = await added(notices, call())
        done = await notices.tick(tick(one, "not-reached", remark="busy"))
        assert done == replace(one, attempts=1, last_error="busy", told_by="p-1")
        assert await notices.calls(offices=None, after=None, limit=10) == [done]

    async def test_a_wrong_number_is_given_up_and_may_be_called_again(self, notices: Notices) -> None:
        (one,) = await added(notices, call())
        done = await notices.tick(tick(one, "wrong-number", remark="a stranger"))
        assert done is not None
        assert done.state == "given-up"
        again = await notices.reopen(one.notice_id, now=MOMENT, give_up_at=MOMENT)
        assert again is not None
        assert (again.state, again.attempts) == ("waiting", 0)

    async def test_of_two_who_tick_at_once_one_does(self, notices: Notices) -> None:
        (one,) = await added(notices, call())
        done = await asyncio.gather(*(notices.tick(tick(one, "reached")) for _ in range(5)))
        assert sum(each is not None for each in done) == 1
        assert await notices.tick(tick(replace(one, attempts=1), "reached")) is None


def call(**changes: Any) -> NoticeRecord:
    facts = {
        "medium": "call",
        "state": "waiting",
        "recipient": "+96824000310",
        "next_attempt_at": None,
        "message_id": "",
    }
    return record(**({**facts, "office": "sanad-al-khuwair"} | changes))


def tick(one: NoticeRecord, outcome: CallOutcome, remark: str = "", ticked: Ticked | None = None) -> Tick:
    return Tick(
        notice_id=one.notice_id,
        outcome=outcome,
        remark=remark,
        at=MOMENT,
        by="p-1",
        attempts=one.attempts,
        ticked=ticked,
    )
