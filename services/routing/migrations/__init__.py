"""What earlier releases wrote of routes, brought to the form of today; in order (docs/decisions/0031)."""

from services.routing.migrations import m0001_inboxes, m0002_figures, m0003_reminders, m0004_closures

MIGRATIONS = (m0001_inboxes.MIGRATION, m0002_figures.MIGRATION, m0003_reminders.MIGRATION, m0004_closures.MIGRATION)
