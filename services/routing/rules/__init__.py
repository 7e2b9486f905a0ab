"""Routing rules: data that says which unit gets a transaction, why, and how sure that is."""

from services.routing.rules.deciding import decide
from services.routing.rules.loading import load_rules
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

__all__ = [
    "CLERK",
    "RETURNED",
    "UNIT_UNKNOWN",
    "Certainty",
    "Decision",
    "NoDocumentsDepartmentError",
    "Rule",
    "Rules",
    "Units",
    "decide",
    "load_rules",
]
