"""What the demonstration says of its past: what there is now, and what about it is not as it was in life."""

from collections.abc import Iterator

from deploy.demo.past.census import STATES
from deploy.demo.past.making import Past

_ROW = 4
"""States in a line."""


def report(past: Past) -> list[str]:
    """All lines."""
    played, counted = past.played, past.census
    lines = [
        f"two months of a ministry, {past.first:%d %B} to {past.last:%d %B %Y}, lived through in {played.seconds:.0f} s:",
        f"{played.lives} matters and letters, {played.deeds} deeds of {past.people} people",
        "books: " + ", ".join(f"{lines} {book}" for book, lines in sorted(counted.books.items())),
        *_rows([f"{counted.states.get(state, 0):>4} {state}" for state in STATES]),
        "",
        "real: every letter went through the door, every number, receipt, term, notice and PDF was made by the services;",
        "told: what time it was. Their clocks were set back and stepped on; accounts, ids and the vault know the true time.",
    ]
    lines += [f"✗ {wrong}" for wrong in (*counted.wrong, *missing(past), *played.troubles)]
    return lines


def missing(past: Past) -> list[str]:
    """The states of which there is nothing."""
    return [f"nothing is {state}" for state in STATES if not past.census.states.get(state)]


def is_good(past: Past) -> bool:
    """Whether everything was lived through, and holds."""
    return not (past.census.wrong or missing(past) or past.played.troubles)


def _rows(cells: list[str]) -> Iterator[str]:
    width = max(map(len, cells)) + 2
    for at in range(0, len(cells), _ROW):
        yield "".join(cell.ljust(width) for cell in cells[at : at + _ROW]).rstrip()
