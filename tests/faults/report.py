"""What a run came to, for people and for programs."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from tests.faults.oracle.facts import Facts, Violation
from tests.faults.oracle.judging import RULES
from tests.faults.oracle.rules.lookup import submissions_by_document
from tests.faults.oracle.rules.telling import repeats
from tests.faults.oracle.rules.urgency import overtakers


def summary(seed: int, seconds: float, facts: Facts, violations: Sequence[Violation]) -> dict[str, Any]:
    """Everything countable of a run, as JSON has it."""
    begun: Counter[str] = Counter()
    struck: Counter[str] = Counter()
    for fault in facts.faults:
        begun[fault.name] += 1
        struck[fault.name] += len(fault.struck)
    answers = Counter(one.reply.answer for document in facts.documents for one in document.attempts)
    broken = Counter(violation.rule for violation in violations)
    return {
        "seed": seed,
        "seconds": round(seconds),
        "faults": {name: {"begun": begun[name], "struck": struck[name]} for name in sorted(begun)},
        "documents": _promised_and_found(facts),
        "attempts": dict(answers),
        "registered": len(facts.entries),
        "notices": len({each.message_id for each in facts.taken}),
        "notices_repeated": len(repeats(facts)),
        "poison": len(facts.poison),
        "crowds": len(facts.crowds),
        "overtakers": [before for before, _ in overtakers(facts)],
        "rules": {name: broken[name] for name in RULES},
        "violations": [f"{violation.rule}: {violation.what}" for violation in violations],
    }


def readable(said: dict[str, Any]) -> str:
    """The same as tables."""
    lines = [
        f"seed {said['seed']}, {said['seconds']} s",
        "",
        "fault                                             begun  struck",
    ]
    lines += [f"  {name:<48}{each['begun']:>5}{each['struck']:>8}" for name, each in said["faults"].items()]
    lines += ["", "documents                        written  promised  found  found of the unpromised"]
    for kind, each in said["documents"].items():
        lines.append(
            f"  {kind:<30}{each['written']:>8}{each['promised']:>10}{each['found']:>7}{each['found_unpromised']:>12}"
        )
    attempts = ", ".join(f"{count} {answer}" for answer, count in sorted(said["attempts"].items()))
    lines += [
        "",
        f"attempts: {attempts}",
        f"registered: {said['registered']}; notices: {said['notices']}, of these repeated: {said['notices_repeated']}",
        f"poison: {said['poison']}; crowds: {said['crowds']}, ordinary letters before each urgent one: {said['overtakers']}",
        "",
        *(f"  {'ok' if not count else f'BROKEN {count} times':<20}{name}" for name, count in said["rules"].items()),
        *(f"  - {violation}" for violation in said["violations"]),
        "",
        "nothing was violated" if not said["violations"] else f"{len(said['violations'])} VIOLATIONS",
    ]
    return "\n".join(lines)


def _promised_and_found(facts: Facts) -> dict[str, dict[str, int]]:
    """By kind, and in all: `found` are documents of those promised that are there exactly once."""
    made_of = submissions_by_document(facts)
    table: dict[str, dict[str, int]] = defaultdict(
        lambda: {"written": 0, "promised": 0, "found": 0, "found_unpromised": 0}
    )
    for document in facts.documents:
        there = len(made_of[document.name])
        for row in (table[document.kind], table["all"]):
            row["written"] += 1
            row["promised"] += document.promised
            row["found"] += document.promised and there == 1
            row["found_unpromised"] += not document.promised and there > 0
    return {kind: table[kind] for kind in (*sorted(set(table) - {"all"}), *(["all"] if table else []))}
