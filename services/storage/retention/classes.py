"""Retention classes: how long documents are kept, from when on, and what becomes of them then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from shared.language import Text
from shared.versions import Content, Read
from shared.yaml_config import ConfigError, Loaded, Problem, read_content, read_yaml

NAME: Final = "retention-classes"
"""What is kept in versions: the whole list as one piece, because the default is one of them."""
LONGEST_YEARS: Final = 100
LONGEST_WORDS: Final = 1000

CountedFrom = Literal["closed", "received"]
Then = Literal["review", "delete"]


def _said(words: Text) -> Text:
    for each in (words.ar, words.en):
        if not each.strip():
            raise PydanticCustomError("field-too-short", "is empty", {"limit": 1})
        if len(each) > LONGEST_WORDS:
            raise PydanticCustomError("field-too-long", "is too long", {"limit": LONGEST_WORDS})
    return words


ClassCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Words = Annotated[Text, AfterValidator(_said)]


class RetentionClass(BaseModel):
    """One class. `years` None: for ever.

    `then` says whether many matters may be confirmed at once (`delete`), or each has to be by itself (`review`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    code: ClassCode
    title: Words
    help: Words
    years: int | None = Field(default=None, ge=1, le=LONGEST_YEARS)
    counted_from: CountedFrom = "closed"
    then: Then = "review"


class ClassesFile(BaseModel):
    """All classes, as their file says them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    default: ClassCode
    classes: tuple[RetentionClass, ...] = Field(min_length=1, max_length=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """The classes of one version, in their order. `named` has the class that each request type names, where it names one."""

    number: int
    default: str
    by_code: Mapping[str, RetentionClass]

    def of(self, request_type: str, named: Mapping[str, str]) -> RetentionClass | None:
        """The class of a request type. None when it names one that there is not, or nobody told which it is (empty).

        Then nothing of it is ever due: it might be one that is kept for ever.
        """
        return self.by_code.get(named.get(request_type, self.default)) if request_type else None


def load_classes(path: Path) -> Content:
    """The classes of a file as they are kept. Raises `ConfigError` with everything that is wrong in it."""
    return _kept(_sound(read_yaml(path, ClassesFile)))


def read_classes(name: str, content: Content) -> ClassesFile:
    """The classes that somebody stated. Raises `ConfigError`."""
    return _sound(read_content(dict(content), ClassesFile, name=name))


def checked_classes(name: str, content: Content, named: Mapping[str, str], known: frozenset[str]) -> Content:
    """Classes as they are to be kept: none of the `known` ones that a request type names is left out.

    Raises `ConfigError` with everything that is wrong.
    """
    loaded = read_content(dict(content), ClassesFile, name=name)
    file = _sound(loaded)
    codes = {one.code for one in file.classes}
    lost = sorted({one for one in named.values() if one in known} - codes)
    if lost:
        problems = []
        for code in lost:
            types = ", ".join(sorted(each for each, one in named.items() if one == code))
            message = f"{code} is the class of {types}"
            problems.append(loaded.problem(("classes",), message, "field-class-used", code=code, types=types))
        raise ConfigError(problems)
    return _kept(file)


def classes_in_force(readable: Mapping[str, Sequence[Read[ClassesFile]]]) -> Classes | None:
    """The latest classes that can be read."""
    found = readable.get(NAME)
    if not found:
        return None
    file = found[-1].value
    by_code = {one.code: one for one in file.classes}
    return Classes(number=found[-1].version.number, default=file.default, by_code=by_code)


def _kept(file: ClassesFile) -> dict[str, Any]:
    return file.model_dump(mode="json", exclude_defaults=True)


def _sound(loaded: Loaded[ClassesFile]) -> ClassesFile:
    problems: list[Problem] = []
    seen: set[str] = set()
    for at, one in enumerate(loaded.value.classes):
        if one.code in seen:
            message = f"{one.code!r} is the code of an earlier class"
            problems.append(loaded.problem(("classes", at, "code"), message, "field-class-repeated"))
        seen.add(one.code)
    if loaded.value.default not in seen:
        message = f"{loaded.value.default!r} is none of the classes"
        problems.append(loaded.problem(("default",), message, "field-class-unknown"))
    if problems:
        raise ConfigError(problems)
    return loaded.value
