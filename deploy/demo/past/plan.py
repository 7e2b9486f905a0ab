"""Which lives begin when: a ministry's two months as numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from deploy.demo.past.days import Days, Sitting
from deploy.demo.past.lives import Life, clerks, standing, whole
from deploy.demo.past.matter import House

Begins = Callable[[House], Life]


@dataclass(frozen=True, slots=True)
class Share:
    """So many lives of one kind, which begin between so many working days before the end; `small` is how many a test has."""

    life: Begins
    many: int
    earliest: int
    latest: int
    small: int = 1


_WHOLE: Final = 200
"""Working days: as early as there are any."""
SHARES: Final = (
    Share(whole.plain_answer, 30, _WHOLE, 1, 3),
    Share(whole.needs_no_answer, 78, _WHOLE, 2, 3),
    Share(whole.completed, 14, _WHOLE, 4),
    Share(whole.asked_and_told, 10, _WHOLE, 6),
    Share(whole.referred_around, 10, _WHOLE, 8),
    Share(whole.from_another_body, 9, _WHOLE, 3),
    Share(whole.passed_on, 20, _WHOLE, 3),
    Share(whole.at_the_counter, 16, _WHOLE, 2),
    Share(whole.registered_by_a_clerk, 10, _WHOLE, 4, 2),
    Share(whole.paper_answer, 4, _WHOLE, 10),
    Share(whole.secret, 6, _WHOLE, 3, 2),
    Share(whole.opened_again, 3, 25, 9),
    Share(whole.late, 7, 30, 16),
    Share(clerks.rejected, 9, _WHOLE, 2),
    Share(clerks.voided, 4, _WHOLE, 4),
    Share(clerks.joined, 7, _WHOLE, 4),
    Share(clerks.sent_on, 6, _WHOLE, 5),
    Share(clerks.bounced, 3, 6, 2),
    Share(clerks.unreadable, 1, 1, 1),
    Share(clerks.undecided, 6, 4, 1, 3),
    Share(clerks.incomplete, 5, 8, 1),
    Share(clerks.returned_to_sender, 3, 6, 2),
    Share(clerks.doubtful, 2, 3, 1),
    Share(clerks.duplicate, 2, 4, 2),
    Share(clerks.waits_for_registration, 3, 3, 1),
    Share(standing.unaccepted, 7, 4, 1),
    Share(standing.in_work, 8, 9, 2),
    Share(standing.referred, 3, 9, 3),
    Share(standing.for_information, 2, 9, 2),
    Share(standing.paused, 3, 8, 2),
    Share(standing.come_back, 3, 4, 2),
    Share(standing.drafted, 2, 8, 2),
    Share(standing.waiting, 4, 8, 3),
    Share(standing.sent_back, 2, 9, 3),
    Share(standing.by_delegate, 1, 2, 2),
    Share(standing.to_dispatch, 2, 6, 2),
    Share(standing.own_initiative, 6, _WHOLE, 2),
    Share(standing.memo, 8, _WHOLE, 2),
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """When a life begins."""

    sitting: Sitting
    life: Begins


def beginnings(days: Days, rng: Random, *, small: bool) -> list[Beginning]:
    """Every life with its beginning, in their order; what depends on nobody else is spread evenly."""
    found = [one for share in SHARES for one in _of(share, days, rng, small=small)]
    return sorted(found, key=lambda one: one.sitting)


def _of(share: Share, days: Days, rng: Random, *, small: bool) -> Iterator[Beginning]:
    earliest = min(share.earliest, days.working_days - 1)
    for _ in range(share.small if small else share.many):
        yield Beginning(days.back(rng.randint(min(share.latest, earliest), earliest), rng), share.life)
