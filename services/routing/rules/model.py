"""What a rule is, and what is decided by rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

from shared.arabic import Phrases
from shared.contracts.directory import UnitChangedV1

Certainty = Literal["certain", "doubtful"]
"""Certain goes to the unit; doubtful goes to the documents department, whose clerks decide."""

CLERK = "clerk"
"""Why, where a clerk decided."""

RETURNED = "returned"
"""Why, where a unit returned it to the documents department."""

UNIT_UNKNOWN = "unit-unknown"
"""Why, where the decision names a unit that does not exist."""

REASONS = frozenset({CLERK, "request-type", "no-rule", "rule-weak", "rules-disagree", RETURNED, UNIT_UNKNOWN})
"""What `Decision.because` may say beside the code of a rule; no rule may have such a code."""


class NoDocumentsDepartmentError(Exception):
    """No unit is known that takes what is unsure: the units have not arrived from directory, or are set up wrongly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units that may receive a transaction: the ids that exist, and the one that takes what is unsure."""

    known: frozenset[str]
    documents_department: str

    @classmethod
    def of(cls, units: Iterable[UnitChangedV1]) -> Self:
        """Take the units as directory states them. Raises `NoDocumentsDepartmentError`."""
        listed = tuple(units)
        # The smallest id, so that two departments (a mistake in directory) do not make the result depend on order.
        desks = sorted(one.unit.unit_id for one in listed if one.documents_department)
        if not desks:
            raise NoDocumentsDepartmentError(f"none of {len(listed)} units is the documents department")
        return cls(known=frozenset(one.unit.unit_id for one in listed if one.active), documents_department=desks[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: the unit for what meets every kind of condition that is given, by any one entry of each kind.

    `senders` has whole addresses and domains (with what is below them), lower case. `certainty` is from 0 to 1;
    a higher `priority` goes before any certainty. `words` are phrases as `shared.arabic` finds them.
    """

    code: str
    unit_id: str
    certainty: float
    priority: int = 0
    request_types: frozenset[str] = frozenset()
    mailboxes: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    @property
    def strength(self) -> tuple[int, float]:
        """What rules are compared by."""
        return (self.priority, self.certainty)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules. Certainty below `certain_from` decides nothing alone; `type_certainty` is that of a type's own unit.

    `phrases` are the words of all rules, each owned by its rule's code, so that one pass over a text finds them.
    """

    rules: tuple[Rule, ...]
    certain_from: float
    type_certainty: float
    phrases: Phrases[str]

    @classmethod
    def of(cls, rules: Iterable[Rule], *, certain_from: float, type_certainty: float) -> Self:
        """Prepare rules for deciding."""
        all_rules = tuple(rules)
        return cls(
            rules=all_rules,
            certain_from=certain_from,
            type_certainty=type_certainty,
            phrases=Phrases((words, rule.code) for rule in all_rules for words in rule.words),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Which unit gets it, and why: the code of a rule or one of `REASONS`. `score` is the certainty, 0 to 1.

    `candidates` are the units that were in question, for the clerk who decides a doubtful one.
    """

    unit_id: str
    because: str
    certainty: Certainty
    score: float
    candidates: tuple[str, ...] = ()
