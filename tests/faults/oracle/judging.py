"""The oracle: every rule over all facts."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.faults.oracle.facts import Facts, Violation
from tests.faults.oracle.rules import books, keeping, leftovers, telling, urgency

Rule = Callable[[Facts], Iterator[Violation]]

RULES: Mapping[str, Rule] = {
    "nothing lost, nothing twice": keeping.nothing_lost_nothing_twice,
    "every submission has its matter": keeping.every_submission_has_its_matter,
    "same bytes": keeping.same_bytes,
    "storage knows every document": keeping.storage_knows_every_document,
    "nobody is refused": keeping.nobody_is_refused,
    "nobody waits outside": keeping.nobody_waits_outside,
    "numbers are 1..n in order of time": books.numbers_have_no_gap,
    "one registration each": books.what_is_complete_is_registered_once,
    "one route each": books.every_registration_has_one_route,
    "each notice once": telling.each_notice_once,
    "repeats are excused": telling.repeats_are_excused,
    "nothing waits": leftovers.nothing_waits,
    "dead letters are poison": leftovers.dead_letters_are_poison,
    "urgent was never behind ordinary": urgency.urgent_was_never_behind_ordinary,
    "urgent is known as urgent": urgency.urgent_is_known_as_urgent,
}
"""What must hold, by name."""


def judge(facts: Facts) -> Sequence[Violation]:
    """Every violation of every rule."""
    return [violation for rule in RULES.values() for violation in rule(facts)]
