"""A server that is away: never a yes that is not kept, never a refusal for our own trouble, and everything goes on after."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import httpx
import pytest

from deploy.local.stack import Stack
from tests.e2e.outside import Outside, letter, pdf, wait_for

Somebody = Callable[[], str]


@contextmanager
def stopped(stack: Stack, *names: str) -> Iterator[None]:
    """Without these processes."""
    for name in names:
        stack.stop_process(name)
    try:
        yield
    finally:
        for name in names:
            stack.start_process(name)


@pytest.mark.parametrize("store", ["weed", "mongod"])
def test_without_a_store_the_sender_is_asked_to_come_again_and_then_welcome(
    outside: Outside, stack: Stack, somebody: Somebody, store: str
) -> None:
    sender = somebody()
    mail = letter(sender=sender, subject="خطاب في وقت عطل", files=("خطاب.pdf",))
    with stopped(stack, store):
        with pytest.raises(smtplib.SMTPDataError) as refused:
            outside.send(mail, sender=sender)
        assert refused.value.smtp_code == 451
        answer = outside.http.post(
            "/api/v1/submissions", data={"subject": "x"}, files=[("files", ("a.pdf", pdf(), "application/pdf"))]
        )
        assert answer.status_code == 503, answer.text
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["code"] == "store-unavailable"

    wait_for(lambda: _accepted(outside, mail, sender))
    assert outside.notice(recipient=sender, kind="registered").number


def test_without_a_broker_mail_is_accepted_and_registered_when_it_is_back(
    outside: Outside, stack: Stack, somebody: Somebody
) -> None:
    senders = [somebody() for _ in range(5)]
    with stopped(stack, "rabbitmq"):
        for sender in senders:
            outside.send(letter(sender=sender, subject="خطاب بلا وسيط", files=("خطاب.pdf",)), sender=sender)
    for sender in senders:
        assert outside.notice(recipient=sender, kind="registered").number


def test_without_a_relay_notices_wait_and_go_out_once(outside: Outside, stack: Stack, somebody: Somebody) -> None:
    sender = somebody()
    with stopped(stack, "relay"):
        outside.send(letter(sender=sender, subject="خطاب بلا بريد صادر", files=("خطاب.pdf",)), sender=sender)
        with outside.as_("clerk") as clerk:
            wait_for(lambda: _pending(clerk.get("/api/v1/notices", params={"state": "pending"}).json(), sender))
    outside.notice(recipient=sender, kind="received")
    outside.notice(recipient=sender, kind="registered")


@pytest.mark.parametrize("service", ["intake", "routing", "notify", "storage", "directory"])
def test_a_service_that_is_killed_loses_and_repeats_nothing(
    outside: Outside, stack: Stack, somebody: Somebody, service: str
) -> None:
    senders = [somebody() for _ in range(10)]
    for sender in senders[:5]:
        _send_until_accepted(outside, sender)
    stack.kill_process(service)
    for sender in senders[5:]:
        _send_until_accepted(outside, sender)
    stack.wait_for_process(service)

    def registered() -> bool:
        return {one.recipient for one in outside.notices(kind="registered")}.issuperset(senders)

    # what a killed notify had in hand goes out when its lease ends, a minute later
    wait_for(registered, seconds=120)
    for sender in senders:
        assert len({one.message["Message-ID"] for one in outside.notices(recipient=sender, kind="registered")}) == 1


def test_a_gateway_that_is_killed_comes_back(outside: Outside, stack: Stack) -> None:
    stack.kill_process("nginx")
    wait_for(lambda: _is_ready(outside))


def _is_ready(outside: Outside) -> bool:
    try:
        return outside.http.get("/readyz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def _send_until_accepted(outside: Outside, sender: str) -> None:
    mail = letter(sender=sender, subject="خطاب أثناء عطل خدمة", files=("خطاب.pdf",))
    wait_for(lambda: _accepted(outside, mail, sender))


def _accepted(outside: Outside, mail: EmailMessage, sender: str) -> bool:
    try:
        outside.send(mail, sender=sender)
    except (OSError, smtplib.SMTPException):
        return False
    return True


def _pending(page: dict[str, list[dict[str, str]]], recipient: str) -> bool:
    return any(recipient in one.values() for one in next(iter(page.values())))
