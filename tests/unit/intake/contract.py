"""What every keeper of submissions must do: run against the fake here and against MongoDB in integration."""

import asyncio
import uuid
from datetime import UTC, datetime

from services.intake.model import Submission
from services.intake.ports import Submissions
from shared.contracts import SubmissionReceivedV1
from shared.contracts.base import Document
from shared.tracking import new_token, thread_id, token_hash

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def arrived(key: str | None = None) -> Submission:
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
    )


def told(submission: Submission) -> SubmissionReceivedV1:
    return SubmissionReceivedV1(
        occurred_at=NOW,
        submission_id=submission.submission_id,
        channel="mail",
        received_at=NOW,
        sha256=submission.sha256,
        size=submission.size,
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
