from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aio_pika import DeliveryMode
from aio_pika.abc import AbstractIncomingMessage

from shared.messaging.dead_letters.command import described, parser
from shared.messaging.dead_letters.model import letter_of, queue_of, sent_again

QUEUE = "registry.intake.submission-read.v1"
DIED = datetime(2026, 11, 21, 20, 15, tzinfo=UTC)
SENT = datetime(2026, 11, 21, 20, 14, tzinfo=UTC)
HEADERS: dict[str, Any] = {
    "cloudEvents_id": "message-1",
    "traceparent": f"00-{'a' * 32}-{'b' * 16}-01",
    "x-death": [{"reason": "rejected", "queue": QUEUE, "time": DIED, "count": 1}],
    "x-first-death-reason": "rejected",
    "x-last-death-queue": QUEUE,
    "x-delivery-count": 3,
}


def message(**changes: Any) -> AbstractIncomingMessage:
    """A message as the broker hands it out of a dead-letter queue."""
    facts: dict[str, Any] = {
        "body": '{"subject": "طلب"}'.encode(),
        "headers": HEADERS,
        "content_type": "application/json",
        "content_encoding": None,
        "priority": 0,
        "correlation_id": "correlation-1",
        "message_id": "message-1",
        "timestamp": SENT,
        "type": "intake.submission-read.v1",
        "user_id": None,
        "app_id": "diwan-intake",
    }
    return cast("AbstractIncomingMessage", SimpleNamespace(**(facts | changes)))


def test_a_letter_tells_why_and_when_it_died_and_in_which_trace() -> None:
    letter = letter_of(message(), QUEUE)
    assert (letter.message_id, letter.topic, letter.reason) == (
        "message-1",
        "intake.submission-read.v1",
        "rejected",
    )
    assert (letter.died_at, letter.sent_at) == (DIED, SENT)
    assert letter.trace_id == "a" * 32
    assert letter.body == '{"subject": "طلب"}'


def test_a_long_body_is_shortened_unless_all_of_it_is_asked_for() -> None:
    long = message(body=b"x" * 1000)
    assert letter_of(long, QUEUE, shown=10).body == "x" * 10 + "… (1000 bytes)"
    assert letter_of(long, QUEUE, shown=None).body == "x" * 1000


@pytest.mark.parametrize("headers", [{}, {"x-death": []}, {"x-death": "odd"}, {"x-death": ["odd"], "traceparent": 7}])
def test_a_message_that_says_little_of_itself_is_shown_all_the_same(headers: dict[str, Any]) -> None:
    bare = message(headers=headers, message_id=None, type=None, timestamp=None, body=b"\xff")
    letter = letter_of(bare, QUEUE)
    assert (letter.message_id, letter.topic, letter.reason, letter.trace_id) == ("", "", "unknown", "")
    assert (letter.died_at, letter.sent_at) == (None, None)
    assert QUEUE in described(letter)


def test_what_would_steer_a_terminal_is_not_printed() -> None:
    letter = letter_of(message(body="\x1b[2J\N{RIGHT-TO-LEFT OVERRIDE}gnp".encode()), QUEUE)
    assert "\x1b" not in letter.body
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in letter.body


def test_what_is_sent_again_is_what_was_first_published() -> None:
    again = sent_again(message(user_id="intake"))
    assert again.body == message().body
    assert again.headers == {name: HEADERS[name] for name in ("cloudEvents_id", "traceparent")}
    assert (again.message_id, again.type, again.app_id) == (
        "message-1",
        "intake.submission-read.v1",
        "diwan-intake",
    )
    assert again.content_type == "application/json"
    assert again.timestamp == SENT
    assert again.delivery_mode is DeliveryMode.PERSISTENT
    assert again.user_id is None


def test_a_queue_may_be_named_by_its_dead_letter_queue() -> None:
    assert queue_of(f"{QUEUE}.dead") == queue_of(QUEUE) == QUEUE


@pytest.mark.parametrize("line", ["", "destroy", "show --limit 0", "show --limit many", "list --queue x"])
def test_a_command_line_that_makes_no_sense_is_refused(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        parser().parse_args(line.split())
    assert raised.value.code == 2
    assert "usage:" in capsys.readouterr().err
