"""Which submission is urgent (عاجل): rules as data, and a look at a mail at the door that costs next to nothing.

A sender's domain and a header can be forged, and a hurry can be pretended: being urgent only means being handled first.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.intake.reading.cleaning import one_line
from services.intake.reading.headers import Headers, field_spans
from services.intake.reading.manners import importance as marked_importance
from services.intake.reading.words import decode_words
from shared.arabic import Phrases, fold
from shared.yaml_config import load_yaml

_DOOR_LOOKS_AT = 16 * 1024
_DOOR_VALUE = 1024
_DOOR_SUBJECT = 500

_Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Domain = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[\w-]+(\.[\w-]+)+$")]


class UrgencyRules(BaseModel):
    """The rules of `config/urgency.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sender_domains: tuple[_Domain, ...] = Field(default=(), description="Of government bodies, each with all below it.")
    importance: bool = Field(default=True, description="Whether the sender's mark of high importance counts.")
    subject_words: tuple[_Phrase, ...] = Field(default=(), description="Words and phrases, in any language.")
    subject_not: tuple[_Phrase, ...] = Field(default=(), description="Longer phrases in which those do not count.")

    @cached_property
    def phrases(self) -> Phrases[bool]:
        """All phrases, each with whether it makes urgent. The longest that is found is the one that counts."""
        return Phrases([*((one, True) for one in self.subject_words), *((one, False) for one in self.subject_not)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What of a mail speaks for urgency: its subject in plain text, and `high` or empty."""

    subject: str = ""
    importance: str = ""


def load_urgency_rules(path: Path) -> UrgencyRules:
    """The rules in a YAML file. Raises `shared.yaml_config.ConfigError`, which names file, line and field."""
    return load_yaml(path, UrgencyRules)


def urgency(
    rules: UrgencyRules, *, envelope_from: str, urgent_mailbox: bool, importance: str = "", subject: str = ""
) -> str:
    """Which rule makes a submission urgent: the first of these codes that applies, or "".

    `government-sender` (by `envelope_from`, the return path of the SMTP session), `urgent-mailbox`, `marked-important`
    (`importance` is `high`), `urgent-words` (in the subject).
    """
    domain = envelope_from.strip().rstrip(">.").rpartition("@")[2].lower()
    if any(domain == known or domain.endswith(f".{known}") for known in rules.sender_domains):
        return "government-sender"
    if urgent_mailbox:
        return "urgent-mailbox"
    if rules.importance and importance == "high":
        return "marked-important"
    return "urgent-words" if True in rules.phrases.owners(fold(subject)) else ""


def door_hints(raw: bytes) -> Hints:
    """What the first 16 KB of the header block say, before anything is parsed; 1 KB of each field. Never raises."""
    spans, _ = field_spans(raw, 0, min(len(raw), _DOOR_LOOKS_AT))
    headers = Headers(raw, spans, _DOOR_VALUE)
    subject = one_line(decode_words(headers.first("subject")), _DOOR_SUBJECT)
    return Hints(subject=subject, importance=marked_importance(headers))
