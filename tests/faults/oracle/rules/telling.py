"""What requesters were told: each notice once, and a repeat only where nobody could know that it had gone out."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tests.faults.nemesis.fault import Happened
from tests.faults.oracle.facts import Facts, Matter, Violation
from tests.faults.oracle.rules.lookup import grouped
from tests.faults.relay_sink import Taken

SETTLING_SECONDS = 10.0
"""In so long a notice that was handed over is written down as sent, when the store answers."""
BEFORE_SECONDS = 1.0
"""The relay's time of a notice and the nemesis's time of a fault are this exact."""


def expected_notices(matter: Matter) -> Mapping[str, int]:
    """Kind → how many notices a matter's history calls for."""
    if not matter.answerable:
        return {}
    steps = [*matter.steps, ""]
    silent = sum(
        step == "supplemented" and following not in ("registered", "incomplete") for step, following in pairwise(steps)
    )
    wanted = {
        "received": 1,
        "registered": int(bool(matter.number)),
        "incomplete": steps.count("incomplete"),
        "supplemented": silent,
    }
    return {kind: count for kind, count in wanted.items() if count}


def each_notice_once(facts: Facts) -> Iterator[Violation]:
    """Every matter got the notices that its history calls for; several ids of a kind only where it calls for several."""
    rule = "each notice once"
    taken = grouped(facts.taken, lambda each: each.submission)
    for matter in facts.matters:
        ids = grouped(taken[matter.submission], lambda each: each.kind)
        got = {kind: len({each.message_id for each in several}) for kind, several in ids.items()}
        wanted = expected_notices(matter)
        if got != wanted:
            yield Violation(rule=rule, what=f"matter {matter.submission} called for {wanted} and got {got}")
    for stranger in set(taken) - {each.submission for each in facts.matters}:
        yield Violation(rule=rule, what=f"a notice about {stranger}, which the registry does not know")


def repeats(facts: Facts) -> Sequence[tuple[Taken, Taken]]:
    """Notices that went out more than once: each pair of one and the next."""
    pairs: list[tuple[Taken, Taken]] = []
    for several in grouped(facts.taken, lambda each: each.message_id).values():
        in_order = sorted(several, key=lambda each: each.at)
        pairs += pairwise(in_order)
    return pairs


def repeats_are_excused(facts: Facts) -> Iterator[Violation]:
    """A repeat is the same bytes, and followed an answer that was lost or a death before it was written down."""
    for first, again in repeats(facts):
        what = f"{first.kind} of {first.submission} at {first.at:.1f} and {again.at:.1f}"
        if first.sha256 != again.sha256:
            yield Violation(rule="repeats are excused", what=f"{what}: other bytes under the same Message-ID")
        if not _excused(first, facts.faults):
            yield Violation(rule="repeats are excused", what=f"{what}: nothing had happened to notify or the relay")


def _excused(first: Taken, faults: Sequence[Happened]) -> bool:
    if not first.answered:
        return True
    end = first.at + SETTLING_SECONDS
    for fault in sorted(faults, key=lambda each: each.begun):
        if fault.touches & {"mongod", "notify>mongod"} and fault.begun <= end:
            end = max(end, fault.healed + SETTLING_SECONDS)
    return any(
        fault.begun - BEFORE_SECONDS <= end and fault.healed >= first.at - BEFORE_SECONDS
        for fault in faults
        if fault.struck and (fault.touches & {"notify>relay"} or _kills_notify(fault))
    )


def _kills_notify(fault: Happened) -> bool:
    # Who is stopped in good order writes down what it has handed over.
    return "notify" in fault.touches and not fault.name.startswith("stop")
