"""A mail becomes a submission before anybody says yes."""

import hashlib

import pytest

from services.intake.model import Envelope
from shared.contracts import SubmissionReadV1
from shared.errors import TransientError
from shared.tracking import notice_message_id, reply_address
from tests.unit.intake.fakes import World

RAW = b"From: a@b.example\r\nSubject: Letter\r\nMessage-ID: <1@b.example>\r\n\r\nDear all,\r\n"
DOCUMENTS = "documents@diwan.example"


def mail(raw: bytes = RAW, *, mailbox: str = DOCUMENTS, recipient: str = "", sender: str = "a@b.example") -> Envelope:
    return Envelope(mailbox=mailbox, recipient=recipient or mailbox, sender=sender, raw=raw)


async def read(world: World, envelope: Envelope) -> SubmissionReadV1:
    await world.unpacking.unpack(await world.intake.accept_mail(envelope))
    told = world.submissions.events[-1]
    assert isinstance(told, SubmissionReadV1)
    return told


async def test_a_mail_is_kept_to_the_bit_and_read_from_the_bytes_in_hand(world: World) -> None:
    submission = await world.intake.accept_mail(mail())
    assert world.vault.blobs[submission.sha256] == RAW
    assert submission.sha256 == hashlib.sha256(RAW).hexdigest()
    assert world.in_hand == [(submission, RAW)]


@pytest.mark.parametrize("store", ["vault", "submissions"])
async def test_no_yes_without_a_store(world: World, store: str) -> None:
    getattr(world, store).down = True
    with pytest.raises(TransientError):
        await world.intake.accept_mail(mail())
    assert not world.in_hand


async def test_the_same_mail_by_another_way_is_the_one_submission(world: World) -> None:
    first = await world.intake.accept_mail(mail())
    second = await world.intake.accept_mail(mail(b"Received: by relay.example; now\r\n" + RAW))
    assert second.submission_id == first.submission_id
    assert len(world.in_hand) == 1


async def test_the_same_mail_for_another_mailbox_is_another_submission(world: World) -> None:
    first = await world.intake.accept_mail(mail())
    second = await world.intake.accept_mail(mail(mailbox="work-permits@diwan.example"))
    assert second.submission_id != first.submission_id


async def test_every_submission_has_a_token_of_its_own_with_128_bits(world: World) -> None:
    tokens = {(await world.intake.accept_mail(mail(RAW + bytes([65 + turn])))).token for turn in range(20)}
    assert len(tokens) == 20
    assert all(len(bytes.fromhex(token)) == 16 for token in tokens)


async def test_what_is_written_is_told(world: World) -> None:
    told = await read(world, mail())
    assert told.subject == "Letter"
    assert told.requester.address == "a@b.example"
    assert told.requester.answerable
    assert told.requester.message_id == "<1@b.example>"
    assert told.supplements is None


async def test_a_mail_is_read_once(world: World) -> None:
    submission = await world.intake.accept_mail(mail())
    await world.unpacking.unpack(submission)
    await world.unpacking.unpack(submission, RAW)
    assert len(world.submissions.events) == 1


async def test_a_mail_whose_bytes_are_lost_comes_to_a_clerk(world: World) -> None:
    submission = await world.intake.accept_mail(mail())
    world.vault.blobs.clear()
    await world.unpacking.unpack(submission)
    (told,) = world.submissions.events
    assert isinstance(told, SubmissionReadV1)
    assert not told.readable


async def test_an_unreadable_mail_is_told_as_that_and_its_envelope_sender_may_be_answered(world: World) -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(500))
    told = await read(world, mail(b"Subject: x\r\n" + deep))
    assert not told.readable
    assert told.unreadable_because
    assert told.requester.address == "a@b.example"
    assert told.requester.answerable


@pytest.mark.parametrize(
    "raw",
    [
        b"Auto-Submitted: auto-replied\r\nContent-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: multipart/report; boundary=b\r\n\r\nnothing within",
        b"List-Id: <list.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 300,
        b"From: mailer-daemon@b.example\r\nContent-Type: multipart/mixed\r\n\r\nno boundary",
        b"Subject: x" + b" y" * 50_000 + b"\r\nAuto-Submitted: auto-replied\r\n\r\nx",
    ],
    ids=["answered by a program", "report", "list", "mailer daemon", "endless header"],
)
async def test_automatic_mail_that_cannot_be_read_is_not_answered_either(world: World, raw: bytes) -> None:
    told = await read(world, mail(raw))
    assert not told.readable
    assert not told.requester.answerable


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        (b"Auto-Submitted: auto-replied\r\n", "a@b.example"),
        (b"Precedence: bulk\r\n", "a@b.example"),
        (b"List-Id: <list.example>\r\n", "a@b.example"),
        (b"", ""),
    ],
)
async def test_automatic_mail_is_never_to_be_answered(world: World, headers: bytes, sender: str) -> None:
    told = await read(world, mail(headers + RAW, sender=sender))
    assert not told.requester.answerable


async def test_a_reply_to_the_address_with_the_token_supplements(world: World) -> None:
    first = await world.intake.accept_mail(mail())
    told = await read(world, mail(RAW + b"more", recipient=reply_address("documents", first.token, "diwan.example")))
    assert told.supplements == first.submission_id


async def test_a_reply_in_the_thread_supplements(world: World) -> None:
    first = await world.intake.accept_mail(mail())
    ours = notice_message_id(first.submission_id, first.token, "diwan.example").encode()
    told = await read(world, mail(b"In-Reply-To: " + ours + b"\r\n" + RAW))
    assert told.supplements == first.submission_id


async def test_a_supplement_to_a_supplement_completes_the_first_submission(world: World) -> None:
    first = await world.intake.accept_mail(mail())
    to_token = reply_address("documents", first.token, "diwan.example")
    for turn in range(2):
        told = await read(world, mail(RAW + bytes([65 + turn]), recipient=to_token))
        assert told.supplements == first.submission_id


async def test_a_forged_token_supplements_nothing(world: World) -> None:
    await world.intake.accept_mail(mail())
    told = await read(world, mail(RAW + b"x", recipient=reply_address("documents", "0" * 32, "diwan.example")))
    assert told.supplements is None


async def test_a_number_in_the_subject_is_mentioned_and_proves_nothing(world: World) -> None:
    told = await read(world, mail(RAW.replace(b"Letter", b"Re: IN-2026-000123-7")))
    assert told.mentions == ("IN-2026-000123-7",)
    assert told.supplements is None


async def test_the_mailbox_says_the_type(world: World) -> None:
    told = await read(world, mail(mailbox="work-permits@diwan.example"))
    assert told.request_type == "work-permit"


@pytest.mark.parametrize(
    ("headers", "sender", "because"),
    [
        (b"Importance: high\r\n", "a@b.example", "marked-important"),
        (b"Subject: =?utf-8?B?2LnYp9is2YQ=?=\r\n", "a@b.example", "urgent-words"),
        (b"", "minister@mol.gov.om", "government-sender"),
    ],
)
async def test_urgency_is_seen_at_the_door(world: World, headers: bytes, sender: str, because: str) -> None:
    submission = await world.intake.accept_mail(mail(headers + RAW, sender=sender))
    assert submission.urgent_because == because
    assert (await read(world, mail(headers + RAW, sender=sender))).routing_key.endswith(".urgent")


async def test_a_thread_is_recognised_although_a_program_wrapped_it_into_encoded_words(world: World) -> None:
    first = await world.intake.accept_mail(mail())
    ours = notice_message_id(first.submission_id, first.token, "diwan.example").encode()
    wrapped = b"=?utf-8?q?" + ours[:30].replace(b"<", b"=3C") + b"?=\r\n =?utf-8?q?" + ours[30:] + b"?="
    told = await read(world, mail(b"References: " + wrapped + b"\r\n" + RAW))
    assert told.supplements == first.submission_id
