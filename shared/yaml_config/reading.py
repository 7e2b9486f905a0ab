"""From a file, or a folder of files, to valid models."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from shared.faults import Fault, fault_of
from shared.yaml_config.problems import ConfigError, Place, Problem, line_of, problem_at
from shared.yaml_config.strict_loader import StrictLoader

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded(Generic[Model]):
    """A valid file: its value, and the tree of nodes that knows the lines."""

    path: Path
    value: Model
    root: yaml.Node | None

    def problem(self, place: Place, message: str, key: str = "field-invalid", **arguments: str) -> Problem:
        """A problem at a field of this file, for a check that the model cannot make alone.

        `key` and `arguments` say it in the catalogue's words, for whoever changes it in a browser.
        """
        return problem_at(self.path, self.root, place, message, Fault(field="", key=key, arguments=arguments))


def load_yaml(path: Path, model: type[Model]) -> Model:
    """The value of one file. Raises `ConfigError` with everything that is wrong in it."""
    return read_yaml(path, model).value


def read_yaml(path: Path, model: type[Model]) -> Loaded[Model]:
    """One file, with its lines kept. Raises `ConfigError` with everything that is wrong in it."""
    try:
        loader = StrictLoader(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError([Problem(file=path, line=1, field="", message=error.strerror or str(error))]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([Problem(file=path, line=1, field="", message="is not UTF-8")]) from error
    except yaml.YAMLError as error:
        raise ConfigError([_syntax(path, error)]) from error
    try:
        root = loader.get_single_node()
        data = loader.construct_document(root) if root is not None else None
    except yaml.YAMLError as error:
        raise ConfigError([_syntax(path, error)]) from error
    finally:
        loader.dispose()
    problems = [
        Problem(file=path, line=line_of(key), field=str(key.value), message="is given twice") for key in loader.repeated
    ]
    return _valid(path, model, data, root, problems)


def read_content(data: Any, model: type[Model], *, name: str) -> Loaded[Model]:
    """A plain structure, as YAML or JSON gives it, that is in no file. Raises `ConfigError` with everything wrong in it."""
    return _valid(Path(f"{name}.yaml"), model, data, None, [])


def parse_yaml(text: str) -> dict[str, Any]:
    """The mapping that a text from a browser is, its days as text. Raises `ConfigError` for what is no YAML, or no mapping."""
    here = Path("text.yaml")
    try:
        _refuse_aliases(here, text)
        loader = StrictLoader(text)
        try:
            data = loader.get_single_data()
        finally:
            loader.dispose()
        repeated = loader.repeated
    except yaml.YAMLError as error:
        raise ConfigError([_syntax(here, error)]) from error
    except RecursionError as error:
        raise ConfigError([Problem(file=here, line=1, field="", message="is nested too deeply")]) from error
    if repeated or not isinstance(data, dict):
        key = repeated[0] if repeated else None
        message = "is given twice" if key else "is no mapping"
        raise ConfigError([Problem(file=here, line=line_of(key), field=str(key.value) if key else "", message=message)])
    try:
        plain: dict[str, Any] = json.loads(json.dumps(data, default=str))
    except TypeError as error:  # a date as a key
        raise ConfigError([Problem(file=here, line=1, field="", message="has a key that is no text")]) from error
    return plain


def _refuse_aliases(path: Path, text: str) -> None:
    """What names a part again can grow without end when it is written out (CWE-776), and no form needs it."""
    for token in yaml.scan(text, StrictLoader):
        if isinstance(token, yaml.AliasToken):
            line = token.start_mark.line + 1
            raise ConfigError([Problem(file=path, line=line, field="", message="names a part again")])


def _valid(path: Path, model: type[Model], data: Any, root: yaml.Node | None, problems: list[Problem]) -> Loaded[Model]:
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        problems += [problem_at(path, root, place, message, fault) for place, message, fault in _said(error)]
        raise ConfigError(problems) from error
    if problems:
        raise ConfigError(problems)
    return Loaded(path=path, value=value, root=root)


def read_folder(folder: Path, model: type[Model]) -> tuple[Loaded[Model], ...]:
    """Every `*.yaml` of a folder, by name. Raises `ConfigError` with the problems of all files; an empty folder is one."""
    loaded: list[Loaded[Model]] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            loaded.append(read_yaml(path, model))
        except ConfigError as error:
            problems += error.problems
    if not loaded and not problems:
        problems.append(Problem(file=folder, line=1, field="", message="has no *.yaml file"))
    if problems:
        raise ConfigError(problems)
    return tuple(loaded)


def _syntax(path: Path, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    message = getattr(error, "problem", None) or str(error)
    return Problem(file=path, line=mark.line + 1 if mark else 1, field="", message=f"cannot be read: {message}")


def _said(error: ValidationError) -> Iterator[tuple[Place, str, Fault]]:
    found = error.errors(include_url=False)
    inside = {one["loc"][:depth] for one in found for depth in range(len(one["loc"]))}
    for one in found:
        # Pydantic counts only the valid entries of a tuple: beside their own problems, "too short" would be noise.
        if one["type"] != "too_short" or one["loc"] not in inside:
            yield one["loc"], one["msg"].removeprefix("Value error, "), fault_of(one, "")
