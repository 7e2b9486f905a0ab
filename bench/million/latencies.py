"""How long pages take, through the gateway."""

import time
from collections.abc import Mapping, Sequence

from bench.figures import spread
from bench.million.pages import PAGES, Letter, Page
from bench.million.signed_in import SignedIn

Latencies = Mapping[str, Mapping[str, float]]


def latencies(people: SignedIn, letters: Sequence[Letter]) -> Latencies:
    """p50, p95 and p99 in milliseconds, by page: opened once for each letter, one after the other."""
    return {page.name: spread([_milliseconds(people, page, letter) for letter in letters]) for page in PAGES}


def open_page(people: SignedIn, page: Page, letter: Letter) -> None:
    """Open a page and read it. Raises `httpx.HTTPStatusError` when it is refused."""
    people.get(page.person, page.path(letter), page.parameters(letter))


def _milliseconds(people: SignedIn, page: Page, letter: Letter) -> float:
    began = time.perf_counter()
    open_page(people, page, letter)
    return (time.perf_counter() - began) * 1000
