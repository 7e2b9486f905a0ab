"""After everything is healed nothing waits anywhere, but poison behind the queues that it was put into."""

from collections.abc import Iterator

from shared.messaging.topology import DEAD
from tests.faults.nemesis.poison import PREFIX
from tests.faults.oracle.facts import DeadLetter, Facts, Violation

SENT = "sent"


def nothing_waits(facts: Facts) -> Iterator[Violation]:
    """Queues and outboxes are empty, and every notice was sent."""
    rule, left = "nothing waits", facts.leftovers
    for queue, count in left.queues.items():
        if count and not queue.endswith(DEAD):
            yield Violation(rule=rule, what=f"{count} messages in {queue}")
    for outbox, count in left.outboxes.items():
        if count:
            yield Violation(rule=rule, what=f"{count} documents with pending events in {outbox}")
    for state, count in left.notices.items():
        if count and state != SENT:
            yield Violation(rule=rule, what=f"{count} notices are {state}")


def dead_letters_are_poison(facts: Facts) -> Iterator[Violation]:
    """Every dead letter is poison, and all poison died behind the queue that it was put into."""
    rule = "dead letters are poison"
    for letter in facts.leftovers.dead:
        if not letter.message_id.startswith(PREFIX):
            yield Violation(rule=rule, what=f"{letter.message_id} behind {letter.queue}")
    for queue, message_id in sorted(facts.poison):
        if DeadLetter(queue=queue, message_id=message_id) not in facts.leftovers.dead:
            yield Violation(rule=rule, what=f"{message_id} is not behind {queue}")
