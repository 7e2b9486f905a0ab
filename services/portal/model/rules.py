"""Routing rules as administrators look at them and change them. Pure.

Whether they can be put in force is routing's to say; here they only have to have the form of rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

_HUNDRED: Final = 100


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Part):
    """Phrases by language."""

    ar: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class When(_Part):
    """The conditions of a rule; every kind that has entries has to be met, by any one of them."""

    request_types: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    words: Words = Words()


class Rule(_Part):
    """A rule. What was typed and is no number stays what it is, for routing to refuse."""

    code: str = ""
    unit: str = ""
    when: When = When()
    certainty: float | str = 0.0
    priority: int | str = 0
    note: str = ""

    @property
    def strength(self) -> tuple[float, float]:
        """What rules are compared by: priority, then certainty."""
        return _number(self.priority), _number(self.certainty)

    @property
    def percent(self) -> int | str:
        """The certainty as people say it."""
        return self.certainty if isinstance(self.certainty, str) else round(self.certainty * _HUNDRED)

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words that it looks for, in both languages."""
        return (*self.when.words.ar, *self.when.words.en)


class Rules(_Part):
    """All rules."""

    certain_from: float | str = 0.0
    type_certainty: float | str = 0.0
    rules: tuple[Rule, ...] = ()

    @property
    def content(self) -> dict[str, Any]:
        """The same as its file would say it."""
        kept: dict[str, Any] = self.model_dump(mode="json", exclude_defaults=True)
        return {"certain_from": self.certain_from, "type_certainty": self.type_certainty, "rules": [], **kept}

    def with_rule(self, at: int | None, rule: Rule) -> "Rules":
        """The list with another rule in a place, or (None) one more."""
        if at is None:
            return self.model_copy(update={"rules": (*self.rules, rule)})
        return self.model_copy(
            update={"rules": tuple(rule if place == at else one for place, one in enumerate(self.rules))}
        )

    def without_rule(self, at: int) -> "Rules":
        """The list without the rule of a place."""
        return self.model_copy(update={"rules": tuple(one for place, one in enumerate(self.rules) if place != at)})

    def swapped(self, at: int, other: int) -> "Rules":
        """The list with two rules in each other's place."""
        entries = list(self.rules)
        if max(at, other) < len(entries):
            entries[at], entries[other] = entries[other], entries[at]
        return self.model_copy(update={"rules": tuple(entries)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A rule in the order of strength; `at` is where it stands in the list, `decides` whether it is certain enough.

    `up` and `down` are the places of its neighbours of the same strength, if it has such. Without a `rule` it is where
    the request type's own unit stands between them.
    """

    rule: Rule | None
    percent: int | str
    decides: bool
    at: int = -1
    up: int | None = None
    down: int | None = None


def in_order(rules: Rules) -> Sequence[Standing]:
    """The rules, the strongest first; of equal ones the first in the list first. The type's own unit is among them."""
    entries = rules.rules
    places = sorted(range(len(entries)), key=lambda at: (*(-each for each in entries[at].strength), at))

    def same(at: int, number: int) -> int | None:
        other = places[number] if 0 <= number < len(places) else None
        return other if other is not None and entries[other].strength == entries[at].strength else None

    least = _number(rules.certain_from)
    found = [
        Standing(
            at=at,
            rule=entries[at],
            percent=entries[at].percent,
            decides=entries[at].strength[1] >= least,
            up=same(at, number - 1),
            down=same(at, number + 1),
        )
        for number, at in enumerate(places)
    ]
    of_type = Rule(certainty=rules.type_certainty)
    stronger = sum(entries[at].strength >= of_type.strength for at in places)
    return [
        *found[:stronger],
        Standing(rule=None, percent=of_type.percent, decides=of_type.strength[1] >= least),
        *found[stronger:],
    ]


def of_percent(words: str) -> float | str:
    """A certainty out of what was typed; the words themselves where they are no number."""
    try:
        return int(words) / _HUNDRED
    except ValueError:
        return words


def whole(words: str) -> int | str:
    """A number out of what was typed; nothing is 0, and the words themselves where they are no number."""
    try:
        return int(words or "0")
    except ValueError:
        return words


def _number(value: float | str) -> float:
    return 0.0 if isinstance(value, str) else float(value)
