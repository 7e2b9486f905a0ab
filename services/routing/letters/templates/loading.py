"""Reading templates, from `config/letter-templates` or as somebody changed them, with errors that name each field."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from services.routing.letters.model import Kind
from services.routing.letters.templates.filling import FIELDS, unknown_fields
from shared.language import OneLanguage, Text
from shared.yaml_config import ConfigError, Loaded, Problem, read_content, read_folder


def _fillable(words: str) -> str:
    if wrong := sorted(set(unknown_fields(words))):
        named = {"wrong": ", ".join(wrong), "fields": ", ".join(FIELDS)}
        raise PydanticCustomError("field-template-field", "has no field {wrong}; there are {fields}", named)
    return words


Words = Annotated[str, StringConstraints(min_length=1), AfterValidator(_fillable)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Words(_Part):
    subject: Annotated[Words, StringConstraints(max_length=300)]
    body: Annotated[Words, StringConstraints(max_length=20_000)]


class Template(_Part):
    """A beginning for letters of some kinds. `code` is the name of its file; one that is not `active` is not offered."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    kinds: tuple[Kind, ...] = Field(min_length=1)
    request_types: tuple[str, ...] = Field(default=(), description="Types that it is offered for; none: for all.")
    ar: _Words
    en: _Words
    active: bool = True

    @property
    def wordings(self) -> Mapping[OneLanguage, _Words]:
        """The words by language."""
        return {"ar": self.ar, "en": self.en}


def load_templates(folder: Path) -> Mapping[str, Template]:
    """Read the templates, by code. Raises `ConfigError` with everything that is wrong in the folder."""
    loaded = read_folder(folder, Template)
    if problems := [problem for each in loaded for problem in _problems(each)]:
        raise ConfigError(problems)
    return {each.value.code: each.value for each in loaded}


def read_template(name: str, content: Mapping[str, Any]) -> Template:
    """Read a template that somebody stated. Raises `ConfigError` with everything that is wrong in it."""
    loaded = read_content(content, Template, name=name)
    if problems := list(_problems(loaded)):
        raise ConfigError(problems)
    return loaded.value


def template_content(template: Template) -> dict[str, Any]:
    """A template as it is kept."""
    return template.model_dump(mode="json", exclude_defaults=True)


def _problems(loaded: Loaded[Template]) -> Iterator[Problem]:
    if loaded.value.code != loaded.path.stem:
        yield loaded.problem(("code",), f"is not the name of the file, {loaded.path.stem!r}", "field-template-code")
