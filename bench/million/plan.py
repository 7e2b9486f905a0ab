"""When the letters of earlier years came, and which became what."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random

from bench.million.identity import Identity, milliseconds
from bench.million.specimens import Specimen

YEARS = 7
"""Books before this year's."""
MOST = 900_000
"""Numbers of a book: the copies need them to have six digits, and a year has no more."""

SHARES: Mapping[str, float] = {"registered": 0.96, "incomplete": 0.025, "rejected": 0.01, "undecided": 0.005}
"""What becomes of letters."""

_SHUT = frozenset({4, 5})
"""Friday and Saturday."""
_OPENS, _HOURS = timedelta(hours=3, minutes=30), timedelta(hours=7)
"""From 7:30 in Muscat, in UTC."""


def identities(
    specimens: Sequence[Specimen], transactions: int, *, this_year: int, seed: int
) -> Iterator[tuple[Specimen, Identity]]:
    """Copies until so many of them are registered: numbers 1..n in each earlier year, ascending with time.

    Raises `ValueError` when a book would become too long, or no specimen is registered.
    """
    if transactions > MOST * YEARS:
        raise ValueError(f"at most {MOST * YEARS} transactions, not {transactions}")
    rng = Random(seed)  # noqa: S311 - the same copies again, they guard nothing
    choice = _Choice(specimens)
    place = 0
    for index, year in enumerate(range(this_year - YEARS, this_year)):
        numbers = transactions * (index + 1) // YEARS - transactions * index // YEARS
        days = _working_days(year)
        sequence = 0
        while sequence < numbers:
            specimen = choice.any(rng)
            sequence += specimen.state == "registered"
            shift = milliseconds(_moment(days, sequence / (numbers + 1))) - milliseconds(specimen.anchor)
            yield specimen, Identity(place=place, shift=shift, year=year, sequence=sequence)
            place += 1


class _Choice:
    """Chooses a state by its share, then any specimen in it."""

    def __init__(self, specimens: Sequence[Specimen]) -> None:
        by_state = {state: [one for one in specimens if one.state == state] for state in SHARES}
        self._groups = [group for group in by_state.values() if group]
        self._limits = list(accumulate(share for state, share in SHARES.items() if by_state[state]))
        if not by_state["registered"]:
            raise ValueError("no letter is registered that could be copied")

    def any(self, rng: Random) -> Specimen:
        """One specimen."""
        group = self._groups[bisect_right(self._limits, rng.random() * self._limits[-1])]
        return group[int(rng.random() * len(group))]


def _working_days(year: int) -> Sequence[date]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days))
    return [day for day in days if day.weekday() not in _SHUT]


def _moment(days: Sequence[date], part: float) -> datetime:
    """The time at which this part (0 to 1) of a year's work is done."""
    day, of_day = divmod(part * len(days), 1)
    opening = datetime.combine(days[int(day)], datetime.min.time(), UTC) + _OPENS
    return opening + of_day * _HOURS
