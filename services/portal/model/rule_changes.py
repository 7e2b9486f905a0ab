"""What tells one list of routing rules from another, in words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from services.portal.model.rules import Rule, Rules

FIELDS: Final = ("unit", "certainty", "priority", "request_types", "senders", "mailboxes", "words", "note")
"""What of a rule can change, in the order in which people read it; its code is its name."""
LIMITS: Final = ("certain_from", "type_certainty")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """What a field was and is; None where there was or is nothing."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """What became of one rule: it was added, removed, or changed in these fields."""

    what: Literal["added", "removed", "changed"]
    rule: Rule
    fields: Sequence[FieldChange] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What tells one list from another. `reordered`: rules that are in both stand in another order."""

    limits: Sequence[FieldChange]
    rules: Sequence[RuleChange]
    reordered: bool

    @property
    def none(self) -> bool:
        """Whether there is no difference."""
        return not (self.limits or self.rules or self.reordered)


def rule_differences(before: Rules, after: Rules) -> Differences:
    """What was changed from one list to another; rules are known by their codes."""
    was, now = ({rule.code: rule for rule in rules.rules} for rules in (before, after))
    changes = [RuleChange(what="added", rule=rule) for code, rule in now.items() if code not in was]
    changes += [RuleChange(what="removed", rule=rule) for code, rule in was.items() if code not in now]
    for code, rule in now.items():
        if code in was and (fields := _changed(was[code], rule)):
            changes.append(RuleChange(what="changed", rule=rule, fields=fields))
    limits = [
        FieldChange(field=name, before=getattr(before, name), after=getattr(after, name))
        for name in LIMITS
        if getattr(before, name) != getattr(after, name)
    ]
    reordered = [code for code in was if code in now] != [code for code in now if code in was]
    return Differences(limits=limits, rules=changes, reordered=reordered)


def _changed(before: Rule, after: Rule) -> Sequence[FieldChange]:
    was, now = _flat(before), _flat(after)
    return [
        FieldChange(field=name, before=was[name] or None, after=now[name] or None)
        for name in FIELDS
        if was[name] != now[name]
    ]


def _flat(rule: Rule) -> Mapping[str, Any]:
    return {
        "unit": rule.unit,
        "certainty": rule.percent,
        "priority": rule.priority,
        "request_types": rule.when.request_types,
        "senders": rule.when.senders,
        "mailboxes": rule.when.mailboxes,
        "words": rule.phrases,
        "note": rule.note,
    }
