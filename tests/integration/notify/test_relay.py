"""One connection to a real mail server: what is said, and what each answer means."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from services.notify.adapters import RelayAddress, SmtpRelay
from services.notify.errors import DeferredError, RefusedError, RelayUnavailableError, StaleConnectionError
from services.notify.ports import MailConnection
from tests.integration.notify.certificate import self_signed
from tests.integration.notify.mail_server import MailServer

MESSAGE = b"Subject: hello\r\n\r\n.a line that begins with a dot\r\n"


async def connected(relay: SmtpRelay) -> MailConnection:
    connection = relay.connection()
    await connection.open()
    return connection


async def send(connection: MailConnection, recipient: str = "ahmed@example.com") -> str:
    return await connection.send(recipient, MESSAGE, smtputf8=not recipient.isascii())


async def test_a_mail_arrives_to_the_byte_with_a_null_return_path(relay: SmtpRelay, mail_server: MailServer) -> None:
    connection = await connected(relay)
    assert await send(connection) == "250 kept as 1"
    await connection.close()
    (mail,) = mail_server.mails
    assert (mail.sender, mail.recipient, mail.content) == ("<>", "ahmed@example.com", MESSAGE)
    assert (mail.options, mail.greeting) == ((), "diwan.example")


async def test_one_connection_carries_many_mails(relay: SmtpRelay, mail_server: MailServer) -> None:
    connection = await connected(relay)
    for _ in range(20):
        await send(connection)
    await connection.close()
    assert len(mail_server.mails) == 20
    assert len({mail.peer for mail in mail_server.mails}) == 1


async def test_an_address_that_is_not_ascii_goes_by_smtputf8(relay: SmtpRelay, mail_server: MailServer) -> None:
    connection = await connected(relay)
    await send(connection, "أحمد@example.com")
    await connection.close()
    (mail,) = mail_server.mails
    assert mail.recipient == "أحمد@example.com"
    assert set(mail.options) == {"SMTPUTF8", "BODY=8BITMIME"}


async def test_a_relay_without_smtputf8_refuses_such_an_address_and_takes_others(
    relay: SmtpRelay, mail_server: MailServer
) -> None:
    mail_server.smtputf8 = False
    connection = await connected(relay)
    with pytest.raises(RefusedError, match="SMTPUTF8"):
        await send(connection, "أحمد@example.com")
    await send(connection)
    await connection.close()
    assert len(mail_server.mails) == 1


@pytest.mark.parametrize(
    ("command", "answer", "meaning"),
    [
        ("MAIL", "451 4.3.0 later", DeferredError),
        ("MAIL", "550 5.7.1 no empty senders here", DeferredError),
        ("RCPT", "450 4.2.0 greylisted", DeferredError),
        ("RCPT", "550 5.1.1 no such person", RefusedError),
        ("RCPT", "530 5.7.0 sign in first", DeferredError),
        ("DATA", "451 4.3.0 later", DeferredError),
        ("DATA", "554 5.6.0 not like this", RefusedError),
    ],
)
async def test_what_an_answer_means_and_the_next_mail_goes_over_the_same_connection(
    relay: SmtpRelay, mail_server: MailServer, command: str, answer: str, meaning: type[Exception]
) -> None:
    connection = await connected(relay)
    await send(connection)
    mail_server.answers[command] = [answer]
    with pytest.raises(meaning, match=answer):
        await send(connection)
    assert connection.is_open
    await send(connection)
    await connection.close()
    assert len({mail.peer for mail in mail_server.mails}) == 1
    assert len(mail_server.mails) == 2


async def test_a_connection_dropped_after_the_message_is_a_passing_failure(
    relay: SmtpRelay, mail_server: MailServer
) -> None:
    connection = await connected(relay)
    mail_server.answers["DATA"] = ["drop"]
    with pytest.raises(DeferredError):
        await send(connection)
    assert not connection.is_open
    await connection.open()
    assert await send(connection) == "250 kept as 1"
    await connection.close()


async def test_a_relay_that_says_nothing_is_left_after_a_while(mail_server: MailServer) -> None:
    address = RelayAddress(host="127.0.0.1", port=mail_server.port, greeting="diwan.example")
    connection = SmtpRelay(address, seconds=0.2, idle_seconds=60).connection()
    await connection.open()
    mail_server.answers["RCPT"] = ["hang"]
    with pytest.raises(DeferredError, match="TimeoutError"):
        await send(connection)
    assert not connection.is_open


async def test_a_used_connection_that_the_server_closes_at_the_next_mail_is_stale_not_a_failure(
    relay: SmtpRelay, mail_server: MailServer
) -> None:
    connection = await connected(relay)
    await send(connection)
    for answer in ("drop", "421 4.4.2 been here too long"):
        mail_server.answers["MAIL"] = [answer]
        with pytest.raises(StaleConnectionError):
            await send(connection)
        await connection.open()
        await send(connection)
    await connection.close()


async def test_a_connection_that_the_server_closed_while_idle_is_known_to_be_closed(
    relay: SmtpRelay, mail_server: MailServer
) -> None:
    connection = await connected(relay)
    await send(connection)
    mail_server.hang_up()
    async with asyncio.timeout(5):
        while connection.is_open:  # noqa: ASYNC110 - the system tells of it when it likes
            await asyncio.sleep(0.01)


async def test_a_connection_unused_for_long_is_opened_anew(mail_server: MailServer) -> None:
    moment = [0.0]
    address = RelayAddress(host="127.0.0.1", port=mail_server.port, greeting="diwan.example")
    connection = SmtpRelay(address, seconds=2, idle_seconds=60, monotonic=lambda: moment[0]).connection()
    await connection.open()
    await send(connection)
    moment[0] = 59.0
    assert connection.is_open
    moment[0] = 60.0
    assert not connection.is_open
    await connection.open()
    await send(connection)
    await connection.close()
    assert len({mail.peer for mail in mail_server.mails}) == 2


async def test_a_relay_that_is_down_is_unavailable_and_later_is_there(
    relay: SmtpRelay, mail_server: MailServer
) -> None:
    await mail_server.stop()
    connection = relay.connection()
    with pytest.raises(RelayUnavailableError):
        await connection.open()
    assert not connection.is_open
    await mail_server.start()
    await connection.open()
    assert await send(connection) == "250 kept as 1"
    await connection.close()


async def test_a_relay_that_cannot_encrypt_or_sign_in_gets_no_password(mail_server: MailServer) -> None:
    for tls in ("starttls", "tls"):
        address = RelayAddress(
            host="127.0.0.1",
            port=mail_server.port,
            greeting="diwan.example",
            tls=tls,
            username="diwan",
            password="hush",
        )
        connection = SmtpRelay(address, seconds=2, idle_seconds=60).connection()
        with pytest.raises(RelayUnavailableError):
            await connection.open()


async def test_a_relay_that_encrypts_and_knows_us_gets_our_mail(tmp_path: Path) -> None:
    certificate = self_signed(tmp_path)
    server = MailServer(certificate=certificate, accounts={"diwan": "hush"})
    await server.start()
    address = RelayAddress(
        host="127.0.0.1",
        port=server.port,
        greeting="diwan.example",
        tls="starttls",
        ca_file=certificate,
        username="diwan",
        password="hush",
    )
    connection = await connected(SmtpRelay(address, seconds=2, idle_seconds=60))
    assert await send(connection) == "250 kept as 1"
    await connection.close()
    for wrong in ({"password": "wrong"}, {"ca_file": None}, {"host": "localhost"}):
        with pytest.raises(RelayUnavailableError):
            await SmtpRelay(replace(address, **wrong), seconds=2, idle_seconds=60).connection().open()
    await server.stop()
