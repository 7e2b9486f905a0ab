"""What earlier releases wrote of matters, brought to the form of today; in order (docs/decisions/0031)."""

from services.registry.migrations import m0001_search

MIGRATIONS = (m0001_search.MIGRATION,)
