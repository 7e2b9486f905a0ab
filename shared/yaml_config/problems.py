"""What is wrong in a configuration file, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from shared.faults import Fault

_UNSAID = Fault(field="")

Place = tuple[int | str, ...]
"""The way to a field: keys and list positions, as in Pydantic's `loc`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong in a configuration file. `line` counts from 1; `field` is like `rules[3].unit`.

    `message` is for operators who read logs; `fault` is the same for administrators, in the catalogue's words.
    """

    file: Path
    line: int
    field: str
    message: str
    fault: Fault = _UNSAID

    def __str__(self) -> str:
        """The form that editors and people can follow: `file:line: field: message`."""
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"


class ConfigError(Exception):
    """A configuration cannot be used. `problems` has all that was found, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (str(problem.file), problem.line, problem.field)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def problem_at(path: Path, root: yaml.Node | None, place: Place, message: str, fault: Fault = _UNSAID) -> Problem:
    """A problem with the line of the deepest part of `place` that the file has: for a missing field, its parent's."""
    located = replace(fault, field=".".join(map(str, place)))
    return Problem(file=path, line=_line_at(root, place), field=_name(place), message=message, fault=located)


def _line_at(root: yaml.Node | None, place: Place) -> int:
    line, node = line_of(root), root
    for step in place:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = line_of(node)
        elif isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if str(key.value) == str(step)), None)
            if found is None:
                return line
            line, node = line_of(found[0]), found[1]
        else:
            return line
    return line


def line_of(node: yaml.Node | None) -> int:
    """The line where a node begins, counted from 1; 1 for an empty file."""
    return node.start_mark.line + 1 if node is not None else 1


def _name(place: Place) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")
