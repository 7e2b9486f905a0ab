"""Routing rules: data that says which unit gets a transaction, why, and how sure that is."""

from services.routing.rules.deciding import decide
from services.routing.rules.ground import Ground
from services.routing.rules.in_force import NAME, CurrentRules, NumberedRules, rules_in_force
from services.routing.rules.loading import checked_rules, load_rules, read_rules, rules_content
from services.routing.rules.model import (
    CLERK,
    RETURNED,
    UNIT_UNKNOWN,
    Certainty,
    Decision,
    NoDocumentsDepartmentError,
    Rule,
    Rules,
    Units,
)
from services.routing.rules.trying import Tally, Trial, Whither, tried

__all__ = [
    "CLERK",
    "NAME",
    "RETURNED",
    "UNIT_UNKNOWN",
    "Certainty",
    "CurrentRules",
    "Decision",
    "Ground",
    "NoDocumentsDepartmentError",
    "NumberedRules",
    "Rule",
    "Rules",
    "Tally",
    "Trial",
    "Units",
    "Whither",
    "checked_rules",
    "decide",
    "load_rules",
    "read_rules",
    "rules_content",
    "rules_in_force",
    "tried",
]
