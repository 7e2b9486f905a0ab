"""What the forms of a transaction say, and what is missing in them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from services.portal.api.staff.answering import Sent
from services.portal.model.work import Act

WORDS: Final[Mapping[Act, str]] = {
    "refer": "instruction",
    "return": "reason",
    "recall": "recall-reason",
    "done": "remark",
    "ask": "question",
    "settle": "because",
    "note": "text",
    "assign": "assign-reason",
}
"""The control of each form that takes words."""
_NEEDED: Final[Mapping[Act, str]] = {
    "refer": "to",
    "return": "reason",
    "recall": "recalled",
    "ask": "question",
    "note": "text",
    "assign": "unit",
}
"""The control of each form that has to be filled in."""
_SAID_AS: Final[Mapping[Act, str]] = {
    **dict.fromkeys(("return", "recall", "assign"), "reason"),
    "done": "remark",
    "ask": "question",
    "settle": "because",
    "note": "text",
}
"""What the words are called where they are sent to."""
_LONG: Final[frozenset[Act]] = frozenset({"refer", "ask", "note"})
_LONGEST: Final = 4000
_LONGEST_REASON: Final = 2000


def faults_of(act: Act, sent: Sent) -> dict[str, str]:
    """What is wrong, by control; empty when nothing is."""
    faults: dict[str, str] = {}
    if (needed := _NEEDED.get(act)) and not sent.value(needed):
        faults[needed] = "work-fault-nobody" if needed == "to" else "portal-fault-required"
    words = WORDS.get(act, "")
    if words and len(sent.value(words)) > (_LONGEST if act in _LONG else _LONGEST_REASON):
        faults[words] = "work-fault-too-long" if act in _LONG else "desk-fault-too-long"
    if act == "refer" and sent.value("due") and _day(sent.value("due")) is None:
        faults["due"] = "work-fault-day"
    return faults


def body_of(act: Act, sent: Sent) -> Mapping[str, object]:
    """What the service is told."""
    said = sent.value(WORDS.get(act, ""))
    if act == "refer":
        due = _day(sent.value("due"))
        return {
            "to": [_recipient(one) for one in sent.values("to")],
            "purpose": "information" if sent.value("purpose") == "information" else "action",
            "instruction": said,
            "due_on": due.isoformat() if due else None,
        }
    unit = {"unit_id": sent.value("unit")} if act == "assign" else {}
    return {_SAID_AS[act]: said, **unit} if act in _SAID_AS else {}


def values_of(sent: Sent) -> Mapping[str, str]:
    """What was typed or chosen, by control."""
    return {name: sent.value(name) for name, _ in sent.fields}


def words_of(sent: Sent) -> str:
    """The words that were typed, whatever the form."""
    return next((sent.value(control) for control in WORDS.values() if sent.value(control)), "")


def _recipient(chosen: str) -> Mapping[str, str]:
    unit, _, person = chosen.partition("/")
    return {"unit_id": unit, "person_id": person} if person else {"unit_id": unit}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
