"""The rules hold for this checkout, and each of them can fail."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from deploy.local.services import NAMES
from shared.messaging.topology import HEARD
from tests.architecture import rules

HEARS = {name: bool(HEARD.get(name)) for name in NAMES}


def write(root: Path, path: str, text: str = "") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_every_service_has_the_one_shape(repository: Path) -> None:
    assert rules.gaps_in_shape(repository, HEARS) == []


def test_a_service_that_lacks_a_part_is_found(tmp_path: Path) -> None:
    for part in rules.SHAPE:
        write(tmp_path, f"services/whole/{part}.py")
        write(tmp_path, f"services/packaged/{part}/__init__.py")
    write(tmp_path, "services/bare/main.py")
    everyone = dict.fromkeys(("whole", "packaged", "bare"), True)
    assert rules.gaps_in_shape(tmp_path, everyone) == [f"bare/{part}" for part in rules.SHAPE if part != "main"]
    assert "bare/consumers" not in rules.gaps_in_shape(tmp_path, everyone | {"bare": False})


Rule = Callable[[Path], Sequence[str]]

RULES: list[tuple[Rule, str, str]] = [
    (rules.readers_of_the_environment, "services/intake/service.py", "import os\nhome = os.environ['HOME']\n"),
    (rules.readers_of_the_environment, "shared/clock.py", "import os\nhome = os.getenv('HOME')\n"),
    (rules.readers_of_the_environment, "shared/clock.py", "from os import environ\n"),
    (rules.long_modules, "services/intake/service.py", "x = 1\n" * (rules.LONGEST_MODULE + 1)),
    (rules.names_that_say_nothing, "shared/utils.py", ""),
    (rules.names_that_say_nothing, "services/intake/helpers/dates.py", ""),
    (rules.foreign_imports_of_contracts, "shared/contracts/intake.py", "from shared.errors import DiwanError\n"),
    (rules.foreign_imports_of_contracts, "shared/contracts/intake.py", "import services.intake\n"),
    (rules.foreign_imports_of_contracts, "shared/contracts/intake.py", "from .. import errors\n"),
    (rules.foreign_imports_of_contracts, "shared/contracts/intake.py", "import httpx\n"),
    (rules.log_calls_that_would_fail, "shared/x.py", "log.warning('will retry', event=topic)\n"),
    (rules.patches_in_tests, "tests/unit/test_x.py", "from unittest.mock import patch\n"),
    (rules.patches_in_tests, "tests/unit/test_x.py", "def test_x(monkeypatch):\n    monkeypatch.setattr(x, 'y', 1)\n"),
]


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _, _ in RULES), ids=lambda rule: rule.__name__)
def test_a_rule_holds_here(repository: Path, rule: Rule) -> None:
    assert rule(repository) == []


@pytest.mark.parametrize(("rule", "path", "text"), RULES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_rule_can_fail(tmp_path: Path, rule: Rule, path: str, text: str) -> None:
    (found,) = rule(_with(tmp_path, path, text))
    assert found.startswith(path)


ALLOWED: list[tuple[Rule, str, str]] = [
    (rules.readers_of_the_environment, "services/intake/settings.py", "import os\nhome = os.environ['HOME']\n"),
    (rules.long_modules, "services/intake/service.py", "x = 1\n" * rules.LONGEST_MODULE),
    (
        rules.foreign_imports_of_contracts,
        "shared/contracts/intake.py",
        "import re\nfrom pydantic import Field\nfrom shared.contracts.base import Event\nimport shared.language\n",
    ),
    (rules.log_calls_that_would_fail, "shared/x.py", "log.warning('will retry', topic=topic)\nhear(event=event)\n"),
    (rules.patches_in_tests, "tests/unit/test_x.py", "def test_x(monkeypatch):\n    monkeypatch.setenv('X', 'y')\n"),
]


@pytest.mark.parametrize(("rule", "path", "text"), ALLOWED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_rule_leaves_alone_what_is_right(tmp_path: Path, rule: Rule, path: str, text: str) -> None:
    assert rule(_with(tmp_path, path, text)) == []


def _with(root: Path, path: str, text: str) -> Path:
    write(root, path, text)
    return root
