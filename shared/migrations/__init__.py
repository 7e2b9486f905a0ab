"""Migrations: what an earlier release wrote is brought to the form of this one, in order, once (docs/decisions/0031).

Each service has its own, in `services/<name>/migrations/`; `python -m deploy.migrations` runs those of all.
"""

from shared.migrations.model import Done, Migration, Phase
from shared.migrations.needed import Needed, OlderDatabaseError

__all__ = ["Done", "Migration", "Needed", "OlderDatabaseError", "Phase"]
