"""`python -m deploy.settings_reference`: writes docs/operations/settings.md from the code."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from deploy.backup.settings import Settings as BackupSettings
from deploy.local.services import NAMES
from deploy.local.settings import REPOSITORY
from deploy.local.settings import Settings as LocalSettings
from shared.messaging.dead_letters.settings import Settings as OperatorSettings
from shared.settings import ServiceSettings, WebSettings
from shared.vault import VaultSettings

TARGET = REPOSITORY / "docs" / "operations" / "settings.md"

_INTRODUCTION = """\
# Settings

Written by `make docs` from the code; a test fails when it is stale. All settings are environment variables, read once at
the start; a process that lacks a required one says so and ends. Secrets have no default and are printed nowhere.
"""
_LOCAL = """
## The local stack

For `make run`, `make up`, `make down`, `make status`, `make demo` and `make dead-letters`.
An empty variable counts as not set.
"""
_EVERY = """
## Every service

`DIWAN_<SERVICE>_…`, with the service's name in capitals: {names}. The local stack sets what is
required, and passes on any other that is set when it starts.
"""
_STORING = """
## Services with a database and events: {names}
"""
_VAULT = """
## Services that hold a key to the vault: {names}
"""
_BACKUP = """
## Backing up and restoring

For `python -m deploy.backup` ([how](backup.md)).
"""
_OPERATOR = """
## The operator's commands

For `python -m shared.messaging.dead_letters` ([how](dead-letters.md)).
"""


def reference() -> str:
    """The whole document."""
    services: dict[str, type[BaseSettings]] = {
        name: import_module(f"services.{name}.settings").Settings for name in sorted(NAMES)
    }
    storing = [name for name, settings in services.items() if issubclass(settings, ServiceSettings)]
    with_vault = [name for name, settings in services.items() if issubclass(settings, VaultSettings)]
    common = {*ServiceSettings.model_fields, *VaultSettings.model_fields}
    parts = [
        _INTRODUCTION,
        _LOCAL,
        _table(("variable", "default", "meaning"), _local_rows()),
        _EVERY.format(names=", ".join(f"`{name.upper()}`" for name in services)),
        _fields("DIWAN_<SERVICE>_", WebSettings.model_fields),
        _STORING.format(names=", ".join(storing)),
        _fields("DIWAN_<SERVICE>_", _added(ServiceSettings, WebSettings)),
        _VAULT.format(names=", ".join(with_vault)),
        _fields("DIWAN_<SERVICE>_", VaultSettings.model_fields),
    ]
    for name, settings in services.items():
        own = {key: field for key, field in settings.model_fields.items() if key not in common}
        parts += [f"\n## {name}\n", _fields(str(settings.model_config["env_prefix"]), own)]
    parts += [_OPERATOR, _fields(str(OperatorSettings.model_config["env_prefix"]), OperatorSettings.model_fields)]
    parts += [_BACKUP, _fields(str(BackupSettings.model_config["env_prefix"]), BackupSettings.model_fields)]
    return "".join(parts)


def _added(settings: type[BaseSettings], base: type[BaseSettings]) -> dict[str, FieldInfo]:
    return {name: field for name, field in settings.model_fields.items() if name not in base.model_fields}


def _fields(prefix: str, fields: Mapping[str, FieldInfo]) -> str:
    rows = (
        (f"`{prefix}{name.upper()}`", _default(field), "yes" if _is_secret(field) else "", _meaning(field))
        for name, field in fields.items()
    )
    return _table(("variable", "default", "secret", "meaning"), rows)


def _default(field: FieldInfo) -> str:
    return "**required**" if field.is_required() else _shown(field.default)


def _shown(value: object) -> str:
    if value is None or value in ("", ()):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _is_secret(field: FieldInfo) -> bool:
    return field.annotation is SecretStr or SecretStr in get_args(field.annotation)


def _meaning(field: FieldInfo) -> str:
    kind: Any = field.annotation
    choices = f" One of {', '.join(f'`{one}`' for one in get_args(kind))}." if get_origin(kind) is Literal else ""
    return f"{field.description}{choices}"


def _local_rows() -> Iterator[tuple[str, str, str]]:
    """The variables that `deploy.local.settings` documents under its attributes, with their names in parentheses."""
    defaults = LocalSettings.from_environment({})
    (body,) = (node.body for node in ast.parse(inspect.getsource(LocalSettings)).body if isinstance(node, ast.ClassDef))
    for attribute, words in pairwise(body):
        if not (isinstance(attribute, ast.AnnAssign) and isinstance(attribute.target, ast.Name)):
            continue
        meaning = words.value.value if isinstance(words, ast.Expr) and isinstance(words.value, ast.Constant) else ""
        if name := re.search(r" ?\((DIWAN_\w+)\)", str(meaning)):
            default = getattr(defaults, attribute.target.id)
            yield f"`{name[1]}`", _shown(_short(default)), str(meaning).replace(name[0], "")


def _short(value: object) -> object:
    """A path as it is written from the checkout."""
    if not isinstance(value, Path):
        return value
    return next((value.relative_to(base) for base in (REPOSITORY, Path.cwd()) if value.is_relative_to(base)), value)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return (
        "\n" + "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
    )


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
