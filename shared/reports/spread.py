"""How long things take, in two figures that a few very slow ones do not spoil."""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Of so many: half took at most `median`, nine of ten at most `p90`. In whatever unit was counted."""

    count: int
    median: int
    p90: int


def spread(values: Mapping[int, int]) -> Spread | None:
    """The spread of values, each with how often it was seen; None when there is none.

    A percentile is a value that was seen: the smallest that at least such a part of all does not exceed.
    """
    count = sum(values.values())
    if not count:
        return None
    return Spread(count=count, median=_at(values, count, 50), p90=_at(values, count, 90))


def _at(values: Mapping[int, int], count: int, percent: int) -> int:
    wanted, seen, at = math.ceil(count * percent / 100), 0, 0
    for at in sorted(values):
        seen += values[at]
        if seen >= wanted:
            break
    return at
