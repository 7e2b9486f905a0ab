"""Plays all scenarios at once and waits, for a limited time, until each has come to its end."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from deploy.demo.books import Books
from deploy.demo.case import Case
from deploy.demo.following import Follower
from deploy.demo.gateway import Gateway
from deploy.demo.letters import Letters
from deploy.demo.mailroom import Mailroom
from deploy.demo.playing import Player
from deploy.demo.progress import Progress
from deploy.demo.report import Result
from deploy.demo.scenarios import Mail, Scenario, Upload, all_scenarios
from deploy.demo.target import Target
from deploy.demo.verdict import is_settled, problems_of

PATIENCE_SECONDS: Final = 120.0
ROUND_SECONDS: Final = 0.3
GRACE_SECONDS: Final = 2.0
"""Time for what must not come, such as a second answer to a letter that was sent twice."""
_LAST_LOOKS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What letters are written: the same seed, the same letters, but other senders and ids in each run."""

    seed: int
    run: str


def demonstrate(target: Target, script: Script, progress: Progress, *, patience: float = PATIENCE_SECONDS) -> Result:
    """Send the letters, and see what becomes of them. Raises `DemoError` when there is no stack to send them to."""
    with Gateway(target) as gateway:
        gateway.require_ready()
        target.accounts()
        now = datetime.now(UTC)
        mailroom = Mailroom(target.maildir) if target.maildir else None
        follower = Follower(gateway, mailroom, Books(gateway, now))
        letters = Letters(seed=script.seed, run=script.run, now=now, domain=target.domain)
        scenarios = all_scenarios(letters)
        playable = [one for one in scenarios if follower.reads_notices or not one.answers_notices]
        left_out = len(scenarios) - len(playable)
        cases = _play(playable, Player(target, gateway), follower, progress, patience)
        problems = _judge(cases, follower, progress)
    return Result(cases=cases, problems=problems, left_out=left_out, notices_seen=follower.reads_notices)


def _play(
    scenarios: Sequence[Scenario], player: Player, follower: Follower, progress: Progress, patience: float
) -> list[Case]:
    deadline = time.monotonic() + patience
    cases = [Case(scenario=scenario) for scenario in scenarios]
    open_cases = list(cases)

    def say(case: Case, what: str) -> None:
        progress.event(f"{case.scenario.title}: {what}", settled=len(cases) - len(open_cases), of=len(cases))

    for case in cases:
        while isinstance(case.next_step, Mail | Upload) and not case.problems and time.monotonic() < deadline:
            say(case, player.take(case))
    while open_cases and time.monotonic() < deadline:
        for case, notice in follower.hear(cases):
            say(case, f"notice “{notice.kind}” {notice.number}".rstrip())
        for case in open_cases:
            if not case.problems and case.next_step is not None and case.is_due(case.next_step):
                say(case, player.take(case))
        open_cases = [case for case in open_cases if not is_settled(case, with_notices=follower.reads_notices)]
        follower.look(open_cases)
        time.sleep(ROUND_SECONDS)
    return cases


def _judge(cases: Sequence[Case], follower: Follower, progress: Progress) -> list[list[str]]:
    """Look at everything once more, after a while in which nothing more should have come."""
    progress.event("waiting for what must not come", settled=len(cases), of=len(cases))
    time.sleep(GRACE_SECONDS)
    follower.hear(cases)
    follower.find_lost(cases)
    problems: list[list[str]] = [[""] for _ in cases]
    for _ in range(_LAST_LOOKS):
        for at, case in enumerate(cases):
            if problems[at]:
                follower.inspect(case)
                problems[at] = problems_of(case, with_notices=follower.reads_notices)
        if not any(problems):
            break
        # The books hear which unit has a matter at about the time its sender does.
        time.sleep(ROUND_SECONDS)
        follower.hear(cases)
    progress.clear()
    return problems
