"""The whole of notify on a real store and a real mail server: heard, sent, failed, tried again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from email import message_from_bytes, policy
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from services.notify.adapters import MongoClassifications, MongoNotices, SmtpRelay
from services.notify.enclosing import Enclosing
from services.notify.limiting import AddressLimit
from services.notify.model.delivery import RetrySchedule
from services.notify.model.telephone import Telephone
from services.notify.outbound import Outbound
from services.notify.polling import Poller
from services.notify.ports import Blobs
from services.notify.rendering import Letterhead, Renderer
from services.notify.sending import Sender
from services.notify.service import Limits, Notify, Terms, Way
from shared.clock import SystemClock
from shared.language import Text, catalogue
from shared.mongo.connection import Database
from shared.vault import S3Vault
from tests.integration.notify.mail_server import MailServer
from tests.unit.notify.examples import PDF, answered, document, opened, own_letter, requester, routed

MILLISECOND = timedelta(milliseconds=1)


class Running:
    """One replica of notify: its senders and its poller."""

    def __init__(
        self, database: Database, relay: SmtpRelay, blobs: Blobs, lease: timedelta = timedelta(seconds=60)
    ) -> None:
        self.notices = MongoNotices(database)
        clock, outbound = SystemClock(), Outbound(capacity=50)
        head = Letterhead(
            organisation=Text(ar="ديوان", en="Diwan"),
            public_url="https://diwan.example",
            mail_domain="diwan.example",
            zone=ZoneInfo("Asia/Muscat"),
        )
        renderer = Renderer(head, catalogue())
        self.sender = Sender(
            outbound=outbound,
            relay=relay,
            notices=self.notices,
            enclosing=Enclosing(renderer=renderer, blobs=blobs, seconds=1),
            schedule=RetrySchedule(first=10 * MILLISECOND, longest=50 * MILLISECOND),
            clock=clock,
            chance=lambda: 0.5,
            connections=3,
            margin=lease / 2,
            probe_seconds=(0.05,),
        )
        self.poller = Poller(
            notices=self.notices,
            outbound=outbound,
            sender=self.sender,
            renderer=renderer,
            clock=clock,
            lease=lease,
            seconds=0.02,
        )
        self.notify = Notify(
            notices=self.notices,
            classifications=MongoClassifications(database),
            ways={"mail": Way(renderer=renderer, outbound=outbound)},
            telephone=Telephone(),
            limits=Limits(received=AddressLimit(500), telephone=AddressLimit(500)),
            clock=clock,
            terms=Terms(lease=lease, patience=timedelta(hours=48)),
        )
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        await self.notices.create_indexes()
        self._tasks = [asyncio.create_task(work()) for work in (self.sender.run, self.poller.run)]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def states(self) -> list[str]:
        return [record.state for record in await self.notices.listed(limit=200)]


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(15):
        while not await holds():  # noqa: ASYNC110 - a database tells nobody
            await asyncio.sleep(0.02)


@pytest.fixture
async def running(mongo_database: Database, relay: SmtpRelay, vault: S3Vault) -> AsyncIterator[Running]:
    running = Running(mongo_database, relay, vault)
    await running.start()
    yield running
    await running.stop()


def submission(number: int) -> UUID:
    return UUID(int=number)


async def sent(running: Running, count: int) -> None:
    async def all_sent() -> bool:
        return await running.states() == ["sent"] * count

    await until(all_sent)


async def test_letters_are_told_once_each_however_often_their_events_come(
    running: Running, mail_server: MailServer
) -> None:
    # More than there is room for in memory: the poller takes the rest.
    events = [
        event
        for number in range(60)
        for event in (opened(submission_id=submission(number)), routed(submission_id=submission(number)))
    ]
    await asyncio.gather(*(running.notify.hear(event) for event in events * 2))
    await sent(running, 120)
    ids = [message_from_bytes(mail.content, policy=policy.default)["Message-ID"] for mail in mail_server.mails]
    assert len(ids) == len(set(ids)) == 120
    kept = {record.message_id for record in await running.notices.listed(limit=200)}
    assert kept == set(ids)


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
async def test_a_relay_that_says_later_gets_it_later(running: Running, mail_server: MailServer, command: str) -> None:
    mail_server.answers[command] = ["451 4.3.0 later"] * 2
    await running.notify.hear(opened())
    await sent(running, 1)
    (record,) = await running.notices.listed(limit=1)
    assert (record.attempts, record.last_error) == (3, "451 4.3.0 later")
    assert len(mail_server.mails) == 1


async def test_a_refused_recipient_is_given_up_and_may_be_tried_again(
    running: Running, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"] = ["550 5.1.1 no such person"]
    await running.notify.hear(opened())

    async def given_up() -> bool:
        return await running.states() == ["given-up"]

    await until(given_up)
    (record,) = await running.notices.listed(state="given-up", limit=1)
    assert record.last_error == "550 5.1.1 no such person"
    await running.notify.retry(record.notice_id, confidential=True)
    await sent(running, 1)


async def test_words_of_the_relay_that_are_no_text_are_kept_readable(running: Running, mail_server: MailServer) -> None:
    mail_server.answers["RCPT"] = ["550 no \udcff\u202esuch person"]
    await running.notify.hear(opened())

    async def settled() -> bool:
        return await running.states() != ["pending"]

    await until(settled)
    (record,) = await running.notices.listed(limit=1)
    assert (record.state, record.last_error) == ("given-up", "550 no such person")


async def test_a_connection_dropped_after_the_message_sends_it_again_under_the_same_message_id(
    running: Running, mail_server: MailServer
) -> None:
    mail_server.answers["DATA"] = ["drop"]
    await running.notify.hear(opened())
    await sent(running, 1)
    assert mail_server.offered == 2
    (mail,), (record,) = mail_server.mails, await running.notices.listed(limit=1)
    assert record.message_id.encode() in mail.content


async def test_while_the_relay_is_down_everything_waits_and_no_attempt_is_burnt(
    running: Running, mail_server: MailServer
) -> None:
    await mail_server.stop()
    for number in range(80):
        person = requester(address=f"p{number}@example.com")
        event = opened(submission_id=submission(number), requester=person, urgent=number == 79)
        await running.notify.hear(event)

    async def stalled() -> bool:
        return running.sender.stalled

    await until(stalled)
    assert await running.states() == ["pending"] * 80
    await mail_server.start()
    await sent(running, 80)
    assert {record.attempts for record in await running.notices.listed(limit=200)} == {1}


async def test_what_a_process_that_died_had_taken_another_one_sends(
    mongo_database: Database, relay: SmtpRelay, vault: S3Vault, mail_server: MailServer
) -> None:
    lease = timedelta(seconds=0.4)
    # It hears and never sends: its senders do not run.
    dead, alive = Running(mongo_database, relay, vault, lease), Running(mongo_database, relay, vault, lease)
    await dead.notices.create_indexes()
    await dead.notify.hear(opened())
    await alive.start()
    await sent(alive, 1)
    await alive.stop()
    assert len(mail_server.mails) == 1


async def test_a_letter_is_in_the_mail_as_it_is_in_the_vault(
    running: Running, mail_server: MailServer, vault: S3Vault
) -> None:
    letter, plan = b"%PDF-1.7 " + bytes(300_000), b".\r\n..\r\n" * 100_000
    for content in (letter, plan):
        await vault.put(content)
    event = answered(document=document("letter.pdf", letter), attachments=(document("plan.pdf", plan),))
    for _ in range(3):
        await running.notify.hear(event)
    await sent(running, 1)
    (mail,) = mail_server.mails
    message = message_from_bytes(mail.content, policy=policy.default)
    assert [part.get_payload(decode=True) for part in message.iter_attachments()] == [letter, plan]


async def test_a_letter_waits_for_its_bytes_and_holds_up_nobody(
    running: Running, mail_server: MailServer, vault: S3Vault
) -> None:
    letter = b"%PDF-1.7 not there yet"
    await running.notify.hear(own_letter(document=document("letter.pdf", letter), attachments=()))
    await running.notify.hear(opened())

    async def others_went() -> bool:
        return sorted(await running.states()) == ["pending", "sent"]

    await until(others_went)
    await vault.put(letter)
    await sent(running, 2)
    assert len(mail_server.mails) == 2


async def test_a_relay_that_takes_no_large_mail_gets_the_link(
    running: Running, mail_server: MailServer, vault: S3Vault
) -> None:
    await vault.put(PDF)
    mail_server.answers["DATA"] = ["552 5.3.4 Message too big for system"]
    await running.notify.hear(answered(attachments=()))
    await sent(running, 1)
    message = message_from_bytes(mail_server.mails[0].content, policy=policy.default)
    assert list(message.iter_attachments()) == []
    assert mail_server.offered == 2
