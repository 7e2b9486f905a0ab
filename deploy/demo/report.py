"""What became of the letters, as a table and a few sentences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from deploy.demo.case import Case
from deploy.demo.table import Column, rendered

_COLUMNS: Final = (
    Column(heading=""),
    Column(heading="in by"),
    Column(heading="what came in", most=36),
    Column(heading="language"),
    Column(heading="submission"),
    Column(heading="number"),
    Column(heading="unit", most=30),
    Column(heading="telephone"),
    Column(heading="notices"),
    Column(heading="seconds", right=True),
    Column(heading="subject", most=34),
)
_SHORT: Final = {
    "received": "rec",
    "incomplete": "inc",
    "supplemented": "sup",
    "registered": "REG",
    "rejected": "rej",
    "moved": "mov",
    "answered": "ANS",
    "closed": "clo",
}
_STATES: Final = {
    "registered": "registered",
    "undecided": "waiting for a clerk",
    "incomplete": "waiting for the sender",
    "rejected": "rejected",
}
_UNIT_ENDING: Final = " Department"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The cases, and for each what was not as expected; in step with each other."""

    cases: Sequence[Case]
    problems: Sequence[Sequence[str]]
    left_out: int = 0
    """Scenarios that could not be played because notices cannot be read."""
    notices_seen: bool = True

    @property
    def is_good(self) -> bool:
        """Whether every letter ended as it was expected to."""
        return not any(self.problems)


def report(result: Result) -> list[str]:
    """All lines: the table, what was not as expected, the sums."""
    rows = [_row(case, wrong) for case, wrong in zip(result.cases, result.problems, strict=True)]
    lines = [*rendered(_COLUMNS, rows), "", _legend(), ""]
    for case, wrong in zip(result.cases, result.problems, strict=True):
        lines += [f"✗ {case.scenario.title}: {problem}" for problem in wrong]
    if not result.is_good:
        lines.append("")
    return [*lines, *_sums(result)]


def _row(case: Case, wrong: Sequence[str]) -> tuple[str, ...]:
    scenario = case.scenario
    unit = case.tracked.get("unit") or (case.matter.get("unit") or {}).get("name") or {}
    telephone = case.tracked.get("telephone") or (case.matter.get("unit") or {}).get("telephone") or ""
    return (
        "✗" if wrong else "✓",
        scenario.door,
        scenario.title,
        {"ar": "Arabic", "en": "English"}[scenario.letter.writer.language],
        case.submission[:8],
        case.number or f"({case.state or 'unknown'})",
        str(unit.get("en", "")).removesuffix(_UNIT_ENDING),
        str(telephone),
        " ".join(_SHORT.get(kind, kind) for kind in case.kinds) or "–",
        "–" if case.seconds is None else f"{case.seconds:.2f}",
        scenario.letter.subject,
    )


def _legend() -> str:
    kinds = ", ".join(f"{short} {kind}" for kind, short in _SHORT.items())
    return f"notices: {kinds}. seconds: from what was last sent or decided to the notice with the number."


def _sums(result: Result) -> list[str]:
    cases = result.cases
    states = Counter(case.state for case in cases)
    repeats = [case for case in cases if case.scenario.repeats]
    recognised = sum(case.scenario.repeats for case in repeats if len(case.submissions) == 1)
    seconds = [case.seconds for case in cases if case.seconds is not None]
    lines = [
        f"{len(cases)} letters sent: " + ", ".join(f"{states[state]} {words}" for state, words in _STATES.items()),
        f"{recognised} of {sum(case.scenario.repeats for case in repeats)} duplicates recognised",
    ]
    if seconds:
        lines.append(
            f"number in the sender's mailbox after {median(seconds):.2f} s (median), {max(seconds):.2f} s (most)"
        )
    if not result.notices_seen:
        lines.append(
            f"notices go to a relay (DIWAN_SMTP_RELAY) and cannot be seen from here; {result.left_out} scenarios that "
            "answer a notice were left out"
        )
    wrong = sum(1 for one in result.problems if one)
    lines.append(
        "every letter ended as expected" if result.is_good else f"{wrong} of {len(cases)} did NOT end as expected"
    )
    return lines
