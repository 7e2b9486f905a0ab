"""The compose file, as compose reads it with an environment."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from deploy.containers.pods import Json

INNERMOST = re.compile(r"\$\{(\w+)(:-|:\?)([^{}$]*)\}")
"""A variable with its default, in which there is no other."""


def compose(repository: Path, name: str = "compose.yaml") -> Json:
    """The file as it is."""
    loaded: Json = yaml.load((repository / "deploy" / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def interpolated(value: Any, environment: Mapping[str, str]) -> str:
    """A value with its variables filled in; raises `KeyError` for one that is required and not there."""

    def fill(found: re.Match[str]) -> str:
        name, kind, default = found.groups()
        return environment[name] if kind == ":?" else environment.get(name) or default

    text, before = str(value), None
    while text != before:
        before, text = text, INNERMOST.sub(fill, text)
    return text


def required(text: str) -> set[str]:
    """The variables that the file cannot do without."""
    return {name for name, kind, _ in INNERMOST.findall(text) if kind == ":?"}
