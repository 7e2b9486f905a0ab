"""Requests that were done, so that their repetition gets the same answer."""

from dataclasses import dataclass

MOST_ANSWERED = 32
"""Of one unit, person or delegation; a request is repeated within seconds, if at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Somebody's request by its key. `fingerprint` tells requests with the same key apart."""

    person_id: str
    key: str
    fingerprint: str


def with_answer(answered: tuple[Answered, ...], new: Answered | None) -> tuple[Answered, ...]:
    """The requests with one more, if it has a key; the oldest is forgotten when there are too many."""
    return answered if new is None else (*answered, new)[-MOST_ANSWERED:]
