"""The SMTP door, spoken to by a real client over a real connection; what lies behind it is in memory."""

import asyncio
import smtplib
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.intake.door import RAW, TO, Opened, opened, self_signed
from tests.unit.intake.fakes import FLOOR, World


@pytest.fixture
async def door(world: World) -> AsyncIterator[Opened]:
    async with opened(world) as one:
        yield one


async def test_what_was_sent_is_kept_to_the_bit(door: Opened) -> None:
    await door.send()
    (submission,) = door.world.submissions.by_key.values()
    assert door.world.vault.blobs[submission.sha256] == RAW
    assert submission.envelope_sender == "a@b.example"


@pytest.mark.parametrize("store", ["vault", "submissions"])
async def test_a_store_that_is_down_is_451_and_the_session_goes_on(door: Opened, store: str) -> None:
    def talk(smtp: smtplib.SMTP) -> int:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            smtp.sendmail("a@b.example", [TO], RAW)
        assert refused.value.smtp_code == 451
        assert b"4.3.0" in refused.value.smtp_error
        getattr(door.world, store).down = False
        smtp.sendmail("a@b.example", [TO], RAW)
        return smtp.noop()[0]

    getattr(door.world, store).down = True
    assert await door.do(talk) == 250
    assert len(door.world.submissions.by_key) == 1


async def test_without_space_a_mail_is_refused_before_it_is_sent_and_welcome_when_there_is_some(door: Opened) -> None:
    door.world.free = FLOOR - 1
    await door.world.space.look()
    with pytest.raises(smtplib.SMTPSenderRefused) as refused:
        await door.send()
    assert (refused.value.smtp_code, refused.value.smtp_error[:5]) == (452, b"4.3.1")
    door.world.free = FLOOR
    await door.world.space.look()
    await door.send()
    assert len(door.world.submissions.by_key) == 1


async def test_a_vault_that_says_it_is_full_is_452(door: Opened) -> None:
    door.world.vault.full = True
    with pytest.raises(smtplib.SMTPDataError) as refused:
        await door.send()
    assert (refused.value.smtp_code, refused.value.smtp_error[:5]) == (452, b"4.3.1")


async def test_a_defect_of_ours_is_never_a_5xx_and_shows_nothing(door: Opened) -> None:
    door.world.submissions.broken = True
    with pytest.raises(smtplib.SMTPDataError) as refused:
        await door.send()
    assert refused.value.smtp_code == 451
    assert b"internal" not in refused.value.smtp_error


@pytest.mark.parametrize(
    ("recipient", "enhanced"),
    [
        ("nobody@diwan.example", b"5.1.1"),
        ("someone@elsewhere.example", b"5.7.1"),
        ("documents@diwan.example.org", b"5.7.1"),
    ],
)
async def test_only_our_mailboxes_are_received_for(door: Opened, recipient: str, enhanced: bytes) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        await door.send(to=recipient)
    ((code, words),) = refused.value.recipients.values()
    assert code == 550
    assert words.startswith(enhanced)


async def test_two_mailboxes_of_one_mail_are_two_submissions(door: Opened) -> None:
    both = [TO, "work-permits@diwan.example", "Documents@Diwan.Example"]
    await door.do(lambda smtp: smtp.sendmail("a@b.example", both, RAW))
    assert sorted(one.mailbox for one in door.world.submissions.by_key.values()) == sorted(both[:2])


async def test_it_says_what_it_can(door: Opened) -> None:
    def talk(smtp: smtplib.SMTP) -> dict[str, str]:
        smtp.ehlo()
        return smtp.esmtp_features

    features = await door.do(talk)
    assert features["size"] == str(50 * 1024 * 1024)
    assert {"8bitmime", "smtputf8"} <= set(features)
    assert "starttls" not in features
    assert "auth" not in features


async def test_an_arabic_address_is_taken(door: Opened) -> None:
    def talk(smtp: smtplib.SMTP) -> None:
        smtp.ehlo()
        smtp.mail("سالم@شركة.example", ["SMTPUTF8", "BODY=8BITMIME"])
        smtp.rcpt(TO)
        assert smtp.data(RAW)[0] == 250

    await door.do(talk)
    assert next(iter(door.world.submissions.by_key.values())).envelope_sender == "سالم@شركة.example"


async def test_a_mail_over_the_limit_is_refused_before_and_after_it_is_sent(world: World) -> None:
    async with opened(world, max_mail_bytes=10_000) as door:
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            await door.send(b"Subject: x\r\n\r\n" + b"y" * 20_000)
        assert refused.value.smtp_code == 552

        def silent(smtp: smtplib.SMTP) -> int:
            smtp.ehlo()
            smtp.mail("a@b.example")
            smtp.rcpt(TO)
            return smtp.data(b"Subject: x\r\n\r\n" + b"y\r\n" * 20_000)[0]

        assert await door.do(silent) == 552
        await door.send()
    assert len(world.submissions.by_key) == 1


async def test_more_connections_than_allowed_are_asked_to_come_later(world: World) -> None:
    async with opened(world, max_connections=2) as door:

        def crowd() -> None:
            with smtplib.SMTP("127.0.0.1", door.port, timeout=10), smtplib.SMTP("127.0.0.1", door.port, timeout=10):
                with pytest.raises(smtplib.SMTPConnectError) as refused:
                    smtplib.SMTP("127.0.0.1", door.port, timeout=10)
                assert refused.value.smtp_code == 421

        await asyncio.to_thread(crowd)
        await asyncio.sleep(0.1)
        await door.send()


async def test_too_many_recipients_are_452(world: World) -> None:
    async with opened(world, max_recipients=2) as door:

        def talk(smtp: smtplib.SMTP) -> list[int]:
            smtp.ehlo()
            smtp.mail("a@b.example")
            return [smtp.rcpt(TO)[0] for _ in range(3)]

        assert await door.do(talk) == [250, 250, 452]


async def test_a_session_that_breaks_off_leaves_nothing_and_the_next_one_works(door: Opened) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    await reader.readline()
    writer.write(b"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<documents@diwan.example>\r\nDATA\r\nSubject: half")
    await writer.drain()
    await asyncio.sleep(0.2)
    writer.close()
    await writer.wait_closed()
    await door.send()
    assert len(door.world.submissions.by_key) == 1


async def test_with_a_certificate_the_session_can_be_encrypted(world: World, tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    await asyncio.to_thread(self_signed, certificate, key)
    async with opened(world, tls_cert=certificate, tls_key=key) as door:

        def talk(smtp: smtplib.SMTP) -> None:
            context = ssl.create_default_context(cafile=str(certificate))
            context.check_hostname = False
            assert smtp.starttls(context=context)[0] == 220
            smtp.sendmail("a@b.example", [TO], RAW)

        await door.do(talk)
    assert len(world.submissions.by_key) == 1


async def test_the_null_return_path_is_taken(door: Opened) -> None:
    await door.send(sender="")
    assert next(iter(door.world.submissions.by_key.values())).envelope_sender == ""
