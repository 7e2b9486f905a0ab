"""Reading rules from `config/routing-rules.yaml`, with errors that name file, line and field."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.routing.rules.model import REASONS, Rule, Rules
from shared.arabic import fold
from shared.yaml_config import ConfigError, Loaded, Problem, read_yaml

_CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_DOMAIN = r"[a-z0-9-]+(\.[a-z0-9-]+)+"


def _findable(words: str) -> str:
    if not fold(words):
        raise ValueError("has no letter or digit: it would never be found")
    return words


Code = Annotated[str, StringConstraints(pattern=_CODE)]
Words = Annotated[str, AfterValidator(_findable)]
Sender = Annotated[str, StringConstraints(to_lower=True, pattern=rf"(?i)^([^@\s]+@)?{_DOMAIN}$")]
Mailbox = Annotated[str, StringConstraints(to_lower=True, pattern=rf"(?i)^[^@\s]+@{_DOMAIN}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Phrases(_Part):
    ar: tuple[Words, ...] = ()
    en: tuple[Words, ...] = ()


class _When(_Part):
    request_types: tuple[Code, ...] = ()
    mailboxes: tuple[Mailbox, ...] = ()
    senders: tuple[Sender, ...] = ()
    words: _Phrases = _Phrases()

    @model_validator(mode="after")
    def _says_something(self) -> "_When":
        if not (self.request_types or self.mailboxes or self.senders or self.words.ar or self.words.en):
            raise ValueError("has no condition: it would match everything")
        return self


class _Entry(_Part):
    code: Code
    unit: Code
    when: _When
    certainty: float = Field(ge=0, le=1)
    priority: int = 0
    note: str = Field(default="", description="Why this rule is there, for whoever changes it.")


class _File(_Part):
    certain_from: float = Field(gt=0, le=1)
    type_certainty: float = Field(ge=0, le=1)
    rules: tuple[_Entry, ...] = Field(min_length=1)


def load_rules(path: Path) -> Rules:
    """Read the rules. Raises `ConfigError` with everything that is wrong in the file."""
    loaded = read_yaml(path, _File)
    problems = _problems(loaded)
    if problems:
        raise ConfigError(problems)
    file = loaded.value
    return Rules.of(
        (_rule(entry) for entry in file.rules),
        certain_from=file.certain_from,
        type_certainty=file.type_certainty,
    )


def _problems(loaded: Loaded[_File]) -> list[Problem]:
    problems: list[Problem] = []
    seen: set[str] = set()
    for at, entry in enumerate(loaded.value.rules):
        place = ("rules", at, "code")
        if entry.code in seen:
            problems.append(loaded.problem(place, f"{entry.code!r} is the code of an earlier rule"))
        if entry.code in REASONS:
            problems.append(loaded.problem(place, f"{entry.code!r} has a meaning of its own"))
        seen.add(entry.code)
    if loaded.value.type_certainty < loaded.value.certain_from:
        problems.append(loaded.problem(("type_certainty",), "is below certain_from: no type would decide anything"))
    return problems


def _rule(entry: _Entry) -> Rule:
    when = entry.when
    return Rule(
        code=entry.code,
        unit_id=entry.unit,
        certainty=entry.certainty,
        priority=entry.priority,
        request_types=frozenset(when.request_types),
        mailboxes=frozenset(when.mailboxes),
        senders=frozenset(when.senders),
        words=(*when.words.ar, *when.words.en),
    )
