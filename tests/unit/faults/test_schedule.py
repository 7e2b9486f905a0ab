"""What is broken when follows from the seed."""

from collections import Counter
from itertools import islice

from tests.faults.nemesis.fault import Fault
from tests.faults.nemesis.schedule import AT_A_TIME, rounds


async def nothing() -> None:
    """Break nothing."""


def deck() -> dict[str, Fault]:
    names = [f"kill {number}" for number in range(12)] + [f"stop {number}" for number in range(12)]
    faults = {
        name: Fault(name=name, touches=frozenset({name.split()[1]}), begin=nothing, heal=nothing) for name in names
    }
    return faults | {"crowd": Fault(name="crowd", touches=frozenset(), begin=nothing, heal=nothing, alone=True)}


def test_the_same_seed_deals_the_same_and_another_seed_something_else() -> None:
    first, second, other = (list(islice(rounds(deck(), seed), 30)) for seed in (1, 1, 2))
    assert first == second != other


def test_faults_come_alone_and_mixed_and_never_two_on_the_same_thing() -> None:
    dealt = list(islice(rounds(deck(), 3), 200))
    assert {len(hand) for hand in dealt} == set(AT_A_TIME)
    for hand in dealt:
        touched = [each.name.split()[-1] for each in hand]
        assert len(set(touched)) == len(touched)


def test_every_fault_comes_once_before_any_comes_again() -> None:
    names = [each.name for hand in islice(rounds(deck(), 4), 200) for each in hand]
    assert Counter(names[: len(deck())]) == dict.fromkeys(deck(), 1)


def test_what_must_be_alone_is_alone() -> None:
    for hand in islice(rounds(deck(), 5), 200):
        assert len(hand) == 1 or "crowd" not in {each.name for each in hand}
