"""Reading rules, from `config/routing-rules.yaml` or as somebody changed them, with errors that name each field."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from services.routing.rules.model import REASONS, Rule, Rules
from shared.arabic import fold
from shared.yaml_config import ConfigError, Loaded, Problem, read_content, read_yaml

_CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_DOMAIN = r"[a-z0-9-]+(\.[a-z0-9-]+)+"


def _findable(words: str) -> str:
    if not fold(words):
        raise PydanticCustomError("field-rule-unfindable", "has no letter or digit: it would never be found")
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
            raise PydanticCustomError("field-rule-empty", "has no condition: it would match everything")
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
    """Read the rules of a file. Raises `ConfigError` with everything that is wrong in it."""
    return _rules(_sound(read_yaml(path, _File)))


def read_rules(name: str, content: Mapping[str, Any]) -> Rules:
    """Read the rules that somebody stated. Raises `ConfigError`."""
    return _rules(_sound(read_content(content, _File, name=name)))


def rules_content(path: Path) -> dict[str, Any]:
    """The rules of a file as they are kept. Raises `ConfigError`."""
    return _kept(_sound(read_yaml(path, _File)))


def checked_rules(name: str, content: Mapping[str, Any], active_units: Collection[str]) -> dict[str, Any]:
    """Rules as they are to be kept: each names one of the units that there are.

    Raises `ConfigError` with everything that is wrong.
    """
    return _kept(_sound(read_content(content, _File, name=name), active_units))


def _kept(file: _File) -> dict[str, Any]:
    return file.model_dump(mode="json", exclude_defaults=True)


def _sound(loaded: Loaded[_File], active_units: Collection[str] | None = None) -> _File:
    if problems := _problems(loaded, active_units):
        raise ConfigError(problems)
    return loaded.value


def _problems(loaded: Loaded[_File], active_units: Collection[str] | None) -> list[Problem]:
    problems: list[Problem] = []
    seen: set[str] = set()
    for at, entry in enumerate(loaded.value.rules):
        place = ("rules", at, "code")
        if entry.code in seen:
            problems.append(
                loaded.problem(place, f"{entry.code!r} is the code of an earlier rule", "field-rule-repeated")
            )
        if entry.code in REASONS:
            problems.append(loaded.problem(place, f"{entry.code!r} has a meaning of its own", "field-rule-reserved"))
        if active_units is not None and entry.unit not in active_units:
            at_unit = ("rules", at, "unit")
            problems.append(loaded.problem(at_unit, f"{entry.unit!r} is no unit that works", "field-rule-unit"))
        seen.add(entry.code)
    if loaded.value.type_certainty < loaded.value.certain_from:
        message = "is below certain_from: no type would decide anything"
        problems.append(loaded.problem(("type_certainty",), message, "field-rule-type"))
    return problems


def _rules(file: _File) -> Rules:
    return Rules.of(
        (_rule(entry) for entry in file.rules),
        certain_from=file.certain_from,
        type_certainty=file.type_certainty,
    )


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
