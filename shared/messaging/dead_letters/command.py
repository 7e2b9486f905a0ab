"""The operator's command: its words and what they do. Its output is for operators, in plain English."""

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime

from shared.messaging.dead_letters.box import DeadLetterBox, UnknownQueueError
from shared.messaging.dead_letters.model import BODY_SHOWN, Letter, letter_of, queue_of
from shared.messaging.topology import DEAD, queues

SHOWN_BY_DEFAULT = 20

Say = Callable[[str], None]


def parser() -> argparse.ArgumentParser:
    """What may be said on the command line."""
    top = argparse.ArgumentParser(
        prog="python -m shared.messaging.dead_letters",
        description="What services could not digest. The broker's address is read from DIWAN_OPERATOR_AMQP_URL.",
    )
    actions = top.add_subparsers(dest="action", required=True)
    about_queue = "only this queue, by its own name or that of its dead-letter queue (all, when absent)"
    actions.add_parser("list", help="queues that have dead letters, and how many").add_argument(
        "--all", action="store_true", help="empty ones, too"
    )
    show = actions.add_parser("show", help="read dead letters; they stay where they are")
    show.add_argument("--limit", type=_count, default=SHOWN_BY_DEFAULT, help="of each queue (%(default)s)")
    show.add_argument("--whole", action="store_true", help=f"the whole body, not only {BODY_SHOWN} characters")
    replay = actions.add_parser("replay", help="send dead letters to their queue once more")
    replay.add_argument("--limit", type=_count, help="at most so many of each queue (all, when absent)")
    missed = actions.add_parser("missed", help="send a queue what the broker remembers of its events since a moment")
    missed.add_argument("--queue", type=queue_of, required=True, help="the queue that was not there")
    missed.add_argument("--since", type=_since, required=True, help="such as 2026-11-22T08:00+04:00")
    for action in (show, replay):
        action.add_argument("--queue", type=queue_of, help=about_queue)
        action.add_argument("--id", help="only the message with this id")
    return top


async def execute(arguments: argparse.Namespace, box: DeadLetterBox, say: Say) -> int:
    """Do what was said; returns the exit status: 1 when a queue or message that was named is not there."""
    if arguments.action == "list":
        return await _list(box, say, empty=arguments.all)
    if arguments.action == "missed":
        return await _missed(arguments, box, say)
    found = 0
    for queue in await _meant(arguments.queue, box):
        if arguments.action == "show":
            found += await _show(arguments, box, queue, say)
        elif count := await box.replay(queue, limit=arguments.limit, message_id=arguments.id):
            say(f"{count} replayed to {queue}")
            found += count
    if found == 0:
        say(f"no dead letter has the id {arguments.id}" if arguments.id else "no dead letters")
    return 1 if arguments.id and found == 0 else 0


async def _missed(arguments: argparse.Namespace, box: DeadLetterBox, say: Say) -> int:
    for queue in queues():
        if queue.name == arguments.queue:
            say(
                f"{await box.send_missed(queue, arguments.since)} sent to {queue.name}; what was heard before does no harm"
            )
            return 0
    raise UnknownQueueError(arguments.queue)


def _since(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("a moment with its offset from UTC")
    return moment


async def _list(box: DeadLetterBox, say: Say, *, empty: bool) -> int:
    total = 0
    for queue in await _meant(None, box):
        count = await box.count(queue)
        total += count
        if count or empty:
            say(f"{count:6}  {queue}{DEAD}")
    say(f"{total:6}  in all" if total or empty else "no dead letters")
    return 0


async def _show(arguments: argparse.Namespace, box: DeadLetterBox, queue: str, say: Say) -> int:
    # With an id everything is looked through: the one that is meant may lie behind any number of others.
    messages = await box.read(queue, limit=None if arguments.id else arguments.limit)
    shown = None if arguments.whole else BODY_SHOWN
    letters = [letter_of(message, queue, shown=shown) for message in messages]
    meant = [letter for letter in letters if arguments.id in (None, letter.message_id)]
    for letter in meant:
        say(described(letter))
    return len(meant)


def described(letter: Letter) -> str:
    """A dead letter in words."""
    return "\n".join(
        [
            f"{letter.queue}{DEAD}",
            f"  id      {letter.message_id}",
            f"  topic   {letter.topic}",
            f"  reason  {letter.reason}",
            f"  died    {_moment(letter.died_at)}",
            f"  sent    {_moment(letter.sent_at)}",
            f"  trace   {letter.trace_id or '-'}",
            f"  body    {letter.body}",
        ]
    )


async def _meant(queue: str | None, box: DeadLetterBox) -> Sequence[str]:
    if queue is not None:
        await box.count(queue)
        return [queue]
    # A broker may have been set up for some of the services only.
    there = []
    for known in queues():
        try:
            await box.count(known.name)
        except UnknownQueueError:
            continue
        there.append(known.name)
    return there


def _moment(moment: datetime | None) -> str:
    return "-" if moment is None else moment.isoformat(sep=" ", timespec="seconds")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
