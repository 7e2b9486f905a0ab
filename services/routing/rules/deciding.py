"""The decision: which unit gets a transaction. Pure; one pass over the text finds the phrases of all rules."""

from collections.abc import Sequence

from services.routing.rules.ground import Ground
from services.routing.rules.model import CLERK, UNIT_UNKNOWN, Decision, Rule, Rules, Units


def decide(rules: Rules, ground: Ground, units: Units) -> Decision:
    """Decide which unit gets a transaction, why, and how sure that is.

    A clerk's choice stands. Otherwise the strongest of the rules that match and the request type's own unit wins; where
    the strongest name different units, the one that is also the type's wins if a rule named it. A type of the documents
    department itself (general correspondence) yields to any certain rule. Whatever is not certain, or names a unit that
    does not exist, goes to the documents department.
    """
    if ground.chosen_by_clerk and ground.unit_from_type is not None:
        return _checked(units, ground.unit_from_type, because=CLERK, score=1.0)
    spoken = rules.phrases.owners(ground.folded)
    mailbox = ground.mailbox.casefold()
    matching = [
        rule
        for rule in rules.rules
        if (not rule.request_types or ground.request_type in rule.request_types)
        and (not rule.mailboxes or mailbox in rule.mailboxes)
        and (not rule.senders or not rule.senders.isdisjoint(ground.origins))
        and (not rule.words or rule.code in spoken)
    ]
    return _strongest(rules, matching, ground.unit_from_type, units)


def _strongest(rules: Rules, matching: Sequence[Rule], unit_from_type: str | None, units: Units) -> Decision:
    sure = [rule for rule in matching if rule.certainty >= rules.certain_from]
    top = max((rule.strength for rule in sure), default=None)
    # Nothing is known of a letter by its being general: such a type stands only where no rule says more.
    general = unit_from_type == units.documents_department
    of_type = (0, rules.type_certainty)
    if unit_from_type is not None and (top is None or (of_type > top and not general)):
        return _checked(units, unit_from_type, because="request-type", score=rules.type_certainty)
    if top is None:
        return _undecided(units, matching, because="rule-weak" if matching else "no-rule")
    leaders = [rule for rule in sure if rule.strength == top]
    confirmed = [rule for rule in leaders if rule.unit_id == unit_from_type]
    if confirmed:
        leaders = confirmed
    elif len({rule.unit_id for rule in leaders}) > 1 or (unit_from_type is not None and of_type == top and not general):
        return _undecided(units, leaders, because="rules-disagree", also=unit_from_type)
    return _checked(units, leaders[0].unit_id, because=leaders[0].code, score=leaders[0].certainty)


def _checked(units: Units, unit_id: str, *, because: str, score: float) -> Decision:
    if unit_id in units.known:
        return Decision(unit_id=unit_id, because=because, certainty="certain", score=score)
    return Decision(unit_id=units.documents_department, because=UNIT_UNKNOWN, certainty="doubtful", score=0.0)


def _undecided(units: Units, rules: Sequence[Rule], *, because: str, also: str | None = None) -> Decision:
    named = dict.fromkeys([rule.unit_id for rule in rules] + ([also] if also is not None else []))
    return Decision(
        unit_id=units.documents_department,
        because=because,
        certainty="doubtful",
        score=max((rule.certainty for rule in rules), default=0.0),
        candidates=tuple(unit_id for unit_id in named if unit_id in units.known),
    )
