"""What is told of a confidential matter: in mail that is open, and to staff."""

import email
import email.policy
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from services.notify.model import Told, notices_for
from services.notify.rendering import Renderer
from services.notify.service import Notify
from shared.contracts import MatterClassifiedV1
from tests.unit.notify.contract import record
from tests.unit.notify.examples import (
    MOMENT,
    answered,
    asked,
    closed,
    incomplete,
    opened,
    rejected,
    routed,
    supplemented,
)
from tests.unit.notify.fakes import FakeNotices, app_of

NOTICES = "/api/v1/notices"
MATTER = opened().submission_id
SECRET = {"confidential": True}


def bearer(role: str, clearance: str = "") -> dict[str, str]:
    return {"Authorization": f"Bearer {role}@{clearance}"}


def classified(version: int, *, confidential: bool, matter: UUID = MATTER) -> MatterClassifiedV1:
    return MatterClassifiedV1(occurred_at=MOMENT, submission_id=matter, version=version, confidential=confidential)


@pytest.fixture
async def client(notify: Notify) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app_of(notify))
    async with httpx.AsyncClient(transport=transport, base_url="http://notify") as client:
        yield client


async def seen(client: httpx.AsyncClient, **wanted: str | int) -> tuple[int, int]:
    """How many notices are shown to a clerk without clearance, and to one with it."""
    pages = [
        (await client.get(NOTICES, params=wanted, headers=bearer("clerk", clearance))).json()["notices"]
        for clearance in ("", "!")
    ]
    return len(pages[0]), len(pages[1])


@pytest.mark.parametrize("event", [opened, incomplete, rejected, supplemented, routed, asked])
def test_the_subject_of_a_confidential_matter_is_nowhere_in_its_mail(
    renderer: Renderer, event: Callable[..., Told]
) -> None:
    for confidential in (False, True):
        notice = notices_for(event(subject="OPEN-SESAME", confidential=confidential))
        assert notice is not None
        message = email.message_from_bytes(renderer.render(notice), policy=email.policy.default)
        texts = [str(message["subject"]), *(part.get_content() for part in message.walk() if not part.is_multipart())]
        assert [("OPEN-SESAME" in text) for text in texts] == [not confidential] * 3


async def test_a_notice_of_a_confidential_matter_is_hidden_from_its_first_moment(
    client: httpx.AsyncClient, notify: Notify
) -> None:
    await notify.hear(opened(confidential=True, version=1))
    assert await seen(client) == (0, 1)
    assert await seen(client, submission_id=str(MATTER)) == (0, 1)


async def test_what_was_told_before_is_hidden_too_and_shown_again_when_it_is_ordinary(
    client: httpx.AsyncClient, notify: Notify
) -> None:
    await notify.hear(opened())
    counts = [await seen(client)]
    for version, confidential in ((4, True), (2, False), (9, False)):
        await notify.classify(classified(version, confidential=confidential))
        counts.append(await seen(client))
    assert counts == [(1, 1), (0, 1), (0, 1), (1, 1)]


async def test_a_unit_that_gets_what_is_confidential_is_told_of_to_those_with_clearance(
    client: httpx.AsyncClient, notify: Notify
) -> None:
    await notify.classify(classified(1, confidential=False))
    await notify.hear(routed(confidential=True, classified=3))
    assert await seen(client) == (0, 1)


async def test_the_mail_with_a_confidential_letter_is_hidden_and_its_ordinary_matter_is_not(
    client: httpx.AsyncClient, notify: Notify
) -> None:
    await notify.hear(opened())
    await notify.hear(answered(submission_id=MATTER, confidential=True))
    assert await seen(client) == (1, 2)


async def test_that_a_confidential_matter_is_closed_is_told_to_those_with_clearance(
    client: httpx.AsyncClient, notify: Notify
) -> None:
    await notify.hear(closed(confidential=True, classified=3))
    assert await seen(client) == (0, 1)


async def test_pages_are_full_of_what_may_be_seen(
    client: httpx.AsyncClient, notify: Notify, notices: FakeNotices
) -> None:
    made = [record(created_at=MOMENT + timedelta(seconds=at)) for at in range(9)]
    for at, one in enumerate(made):
        await notices.add(one)
        if at % 3:
            await notify.classify(classified(2, confidential=True, matter=one.submission_id))
    first = (await client.get(NOTICES, params={"limit": 2}, headers=bearer("clerk"))).json()
    rest = (await client.get(NOTICES, params={"limit": 2, "after": first["next"]}, headers=bearer("clerk"))).json()
    shown = [one["notice_id"] for page in (first, rest) for one in page["notices"]]
    assert shown == [str(made[at].notice_id) for at in (6, 3, 0)]
    assert rest["next"] is None


async def test_what_may_not_be_seen_is_not_tried_again(
    client: httpx.AsyncClient, notify: Notify, notices: FakeNotices
) -> None:
    stopped = record(state="given-up", next_attempt_at=None)
    await notices.add(stopped)
    await notify.classify(classified(2, confidential=True, matter=stopped.submission_id))
    statuses = [
        (await client.post(f"{NOTICES}/{stopped.notice_id}/retry", headers=bearer("clerk", clearance))).status_code
        for clearance in ("", "!")
    ]
    assert statuses == [404, 200]
