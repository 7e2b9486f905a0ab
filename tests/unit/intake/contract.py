"""What every keeper of submissions must do: run against the fake here and against MongoDB in integration."""

import asyncio
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.intake.model import READING_TIME, Submission
from services.intake.ports import Submissions
from shared.contracts import SubmissionReadV1
from shared.contracts.base import Document, HandedIn, Requester
from shared.tracking import new_token, thread_id, token_hash

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def arrived(key: str | None = None, *, urgent_because: str = "") -> Submission:
    submission_id = uuid.uuid4()
    return Submission(
        submission_id=submission_id,
        channel="mail",
        received_at=NOW,
        sha256="0" * 64,
        size=1,
        key=key or f"mail:{submission_id}",
        token=new_token(),
        mailbox="documents@diwan.example",
        urgent_because=urgent_because,
    )


def told(submission: Submission) -> SubmissionReadV1:
    return SubmissionReadV1(
        occurred_at=NOW,
        submission_id=submission.submission_id,
        channel="mail",
        received_at=NOW,
        sha256=submission.sha256,
        requester=Requester(token=submission.token),
    )


def document() -> Document:
    return Document(
        document_id=uuid.uuid4(), name="خطاب.pdf", sha256="1" * 64, size=3, media_type="application/pdf", agrees=True
    )


class SubmissionsContract:
    """Needs a fixture `submissions`."""

    async def test_what_was_added_is_found_by_id_token_and_thread(self, submissions: Submissions) -> None:
        one = arrived()
        assert await submissions.add(one, [told(one)]) == one
        assert await submissions.get(one.submission_id) == one
        assert await submissions.by_token_hash(token_hash(one.token)) == one
        assert await submissions.by_thread(["unknown", thread_id(one.token)]) == one

    async def test_what_a_form_says_is_kept_whatever_its_names(self, submissions: Submissions) -> None:
        fields = {"$ref": "submissions", "$id": "1", "a.b": "", "رقم": "١"}
        said = document().model_copy(update={"code": "passport"})
        filled_in = replace(arrived(), fields=fields, documents=(said,), state="read")
        office = HandedIn(unit_id="sanad", person_id="p-1", name="يوسف")
        for_somebody = replace(arrived(), handed_in=office, identity={"$ref": "x", "civil-number": "1"})
        empty, without = replace(arrived(), fields={}), arrived()
        for one in (filled_in, empty, without, for_somebody):
            await submissions.add(one, [told(one)])
            assert await submissions.get(one.submission_id) == one

    async def test_what_is_unknown_is_not_found(self, submissions: Submissions) -> None:
        assert await submissions.get(uuid.uuid4()) is None
        assert await submissions.by_token_hash(token_hash(new_token())) is None
        assert await submissions.by_thread([]) is None

    async def test_a_second_arrival_with_the_same_key_is_the_first_one(self, submissions: Submissions) -> None:
        first = arrived()
        await submissions.add(first, [told(first)])
        second = arrived(first.key)
        assert await submissions.add(second, [told(second)]) == first
        assert await submissions.get(second.submission_id) is None

    async def test_many_arrivals_at_once_with_the_same_key_are_one(self, submissions: Submissions) -> None:
        key = f"mail:{uuid.uuid4()}"
        many = [arrived(key) for _ in range(20)]
        kept = await asyncio.gather(*(submissions.add(one, [told(one)]) for one in many))
        assert len({one.submission_id for one in kept}) == 1

    async def test_reading_is_noted_once(self, submissions: Submissions) -> None:
        one, first, second = arrived(), document(), document()
        await submissions.add(one, [told(one)])
        await submissions.mark_read(one.submission_id, [first], [told(one)])
        await submissions.mark_read(one.submission_id, [second], [told(one)])
        found = await submissions.get(one.submission_id)
        assert found is not None
        assert found.state == "read"
        assert found.documents == (first,)

    async def test_a_mail_whose_reading_time_is_over_is_claimed_once(self, submissions: Submissions) -> None:
        one = arrived()
        await submissions.add(one, [])
        assert not await submissions.claim_unread(urgent=False, now=NOW, most=10)
        late = NOW + READING_TIME
        assert [unread.submission for unread in await submissions.claim_unread(urgent=False, now=late, most=10)] == [
            one
        ]
        assert not await submissions.claim_unread(urgent=False, now=late, most=10)
        assert await submissions.claim_unread(urgent=False, now=late + READING_TIME, most=10)

    async def test_what_was_read_is_not_claimed(self, submissions: Submissions) -> None:
        one, uploaded = arrived(), replace(arrived(), state="read")
        await submissions.add(one, [])
        await submissions.add(uploaded, [told(uploaded)])
        await submissions.mark_read(one.submission_id, [], [told(one)])
        assert not await submissions.claim_unread(urgent=False, now=NOW + READING_TIME, most=10)

    async def test_each_lane_is_claimed_by_itself_and_the_oldest_first(self, submissions: Submissions) -> None:
        ages = [replace(arrived(), received_at=NOW - timedelta(minutes=age)) for age in (1, 3, 2)]
        urgent = arrived(urgent_because="urgent-mailbox")
        for one in (*ages, urgent):
            await submissions.add(one, [])
        late = NOW + READING_TIME
        assert [one.submission for one in await submissions.claim_unread(urgent=True, now=late, most=10)] == [urgent]
        claimed = await submissions.claim_unread(urgent=False, now=late, most=2)
        assert [one.submission for one in claimed] == [ages[1], ages[2]]

    async def test_a_clock_that_was_wrong_keeps_no_mail_from_being_read(self, submissions: Submissions) -> None:
        one = replace(arrived(), received_at=NOW + timedelta(days=365))
        await submissions.add(one, [])
        assert [unread.submission for unread in await submissions.claim_unread(urgent=False, now=NOW, most=10)] == [one]
