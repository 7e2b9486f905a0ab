"""What earlier releases wrote of people, brought to the form of today; in order (docs/decisions/0031)."""

from services.directory.migrations import m0001_found_by

MIGRATIONS = (m0001_found_by.MIGRATION,)
