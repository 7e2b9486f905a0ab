"""What the demonstration plays: letters, what follows on them, and how each must end."""

from deploy.demo.letters import Letters
from deploy.demo.scenarios import clerk, complete, completing, odd, uploads, urgent
from deploy.demo.scenarios.model import (
    Decision,
    Expected,
    Mail,
    Reply,
    Scenario,
    Step,
    Supplement,
    Upload,
)

__all__ = [
    "Decision",
    "Expected",
    "Mail",
    "Reply",
    "Scenario",
    "Step",
    "Supplement",
    "Upload",
    "all_scenarios",
]


def all_scenarios(letters: Letters) -> tuple[Scenario, ...]:
    """Every scenario, written anew."""
    parts = (complete, completing, urgent, odd, uploads, clerk)
    return tuple(scenario for part in parts for scenario in part.scenarios(letters))
