"""What the forms of a draft say. The draft itself travels with them: the portal keeps nothing (decision 14)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from services.portal.api.staff.answering import Sent
from services.portal.errors import FormExpiredError
from services.portal.model.rules import Rule, Rules, When, Words, of_percent, whole

MOST_LINES: Final = 500
_DIGITS: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a button of the draft's page asks for: its name, and the places in the list that it is about."""

    act: str
    at: tuple[int, ...] = ()


def order_of(sent: Sent) -> Order:
    """What was asked for; what no button says is nothing."""
    act, *places = sent.value("act").split(":")
    numbers = tuple(int(one) for one in places if one.isascii() and one.isdecimal() and len(one) <= _DIGITS)
    return Order(act=act, at=numbers)


def draft_of(sent: Sent) -> Rules:
    """The draft that came with a form. Raises `FormExpiredError` for what is none."""
    try:
        return Rules.model_validate_json(sent.value("draft"))
    except ValidationError as error:
        raise FormExpiredError from error


def number_of(sent: Sent) -> int:
    """The version that the draft was begun on. Raises `FormExpiredError` for what is none."""
    said = sent.value("version")
    if not (said.isascii() and said.isdecimal() and len(said) <= _DIGITS):
        raise FormExpiredError
    return int(said)


def rule_typed(sent: Sent) -> Rule:
    """The rule that the form has."""
    return Rule(
        code=sent.value("code"),
        unit=sent.value("unit"),
        when=When(
            request_types=tuple(dict.fromkeys(sent.values("request-types"))),
            mailboxes=tuple(_lines(sent.value("mailboxes"))),
            senders=tuple(_lines(sent.value("senders"))),
            words=Words(ar=tuple(_lines(sent.value("words-ar"))), en=tuple(_lines(sent.value("words-en")))),
        ),
        certainty=of_percent(sent.value("certainty")),
        priority=whole(sent.value("priority")),
        note=sent.value("note"),
    )


def missing(rule: Rule) -> dict[str, str]:
    """What a rule lacks to be one, by control."""
    faults = {name: "portal-fault-required" for name in ("code", "unit") if not getattr(rule, name)}
    if isinstance(rule.certainty, str):
        faults["certainty"] = "rules-fault-percent"
    if isinstance(rule.priority, str):
        faults["priority"] = "rules-fault-number"
    if rule.when == When():
        faults["words-ar"] = "field-rule-empty"
    return faults


def _lines(text: str) -> Iterator[str]:
    """The entries of a box: one a line."""
    yield from (line.strip() for line in text.splitlines()[:MOST_LINES] if line.strip())
