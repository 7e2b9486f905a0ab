"""What is broken when: a deck of faults, dealt from a seed in rounds, alone and mixed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.faults.nemesis.fault import Fault

AT_A_TIME = (1, 2, 3, 4)
"""How many faults a round may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A fault of a round: when it begins after the round does, and how long it lasts, in seconds."""

    name: str
    begins_after: float
    lasts: float


Round = tuple[Planned, ...]


def rounds(
    deck: Mapping[str, Fault], seed: int, *, longest: float = 8.0, at_a_time: Sequence[int] = AT_A_TIME
) -> Iterator[Round]:
    """Rounds without end. Every fault comes once before any comes again; the same seed deals the same."""
    dice = random.Random(f"{seed}/schedule")
    waiting: list[str] = []
    while True:
        if not waiting:
            waiting = dice.sample(sorted(deck), len(deck))
        hand = [waiting.pop(0)]
        wanted = 1 if deck[hand[0]].alone else dice.choice(at_a_time)
        for name in list(waiting):
            if len(hand) == wanted:
                break
            if not deck[name].alone and not any(deck[name].touches & deck[other].touches for other in hand):
                waiting.remove(name)
                hand.append(name)
        yield tuple(
            Planned(
                name=name,
                begins_after=round(dice.uniform(0, longest / 3), 2),
                lasts=round(dice.uniform(longest / 3, longest), 2),
            )
            for name in hand
        )
