"""What the operator at the terminal is told while it goes on."""

from collections.abc import Callable

Say = Callable[[str], None]
"""Takes one line."""

MOST_TOLD = 20
"""Blobs that something is wrong with are named one by one up to so many."""
