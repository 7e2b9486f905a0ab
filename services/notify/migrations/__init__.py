"""What earlier releases left in notify's database and nobody needs; in order (docs/decisions/0031)."""

from services.notify.migrations import m0001_index_due

MIGRATIONS = (m0001_index_due.MIGRATION,)
