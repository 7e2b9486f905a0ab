"""The arithmetic of measurements."""

import math
from collections.abc import Iterable, Mapping, Sequence

PERCENTILES = (50, 95, 99)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least so many percent are not above (nearest rank): one that was measured.

    Raises `ValueError` when there are none.
    """
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, math.ceil(percent / 100 * len(values)) - 1)]


def spread(values: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99, to a tenth."""
    return {f"p{percent}": round(percentile(values, percent), 1) for percent in PERCENTILES}


def per_document(used: Mapping[str, float], documents: int) -> dict[str, float]:
    """Shares of one document by name, most first, with their `total` before them."""
    shares = {name: amount / documents for name, amount in used.items()}
    ordered = sorted(shares.items(), key=lambda share: -share[1])
    return {"total": round(sum(shares.values()), 2), **{name: round(share, 2) for name, share in ordered}}


def growth(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    """What was added between two moments, by name; what was not there at one of them had nothing then."""
    return {name: after.get(name, 0) - before.get(name, 0) for name in {**before, **after}}


def ratio(cost: float, floors: Iterable[float]) -> float:
    """How many times as much something costs as the sum of what it cannot do without."""
    return round(cost / sum(floors), 2)
