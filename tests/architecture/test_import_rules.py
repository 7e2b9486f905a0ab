"""The import rules of pyproject.toml hold, and each of them can fail: a small checkout of the same shape breaks it."""

import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from importlinter import cli

Lint = Callable[..., tuple[int, str]]

ROOTS = ("services", "shared", "deploy", "bench")
SERVICES = ("directory", "intake", "notify", "portal", "registry", "routing", "storage")

# A checkout in the smallest: every module that a rule names, empty.
MODULES = [
    "bench/__init__.py",
    "deploy/__init__.py",
    "services/__init__.py",
    *(
        f"services/{service}/{part}.py"
        for service in SERVICES
        for part in (
            "__init__",
            "main",
            "api",
            "consumers",
            "service",
            "ports",
            "model",
            "errors",
            "adapters",
            "migrations",
        )
    ),
    "services/intake/reading.py",
    "services/intake/uploads.py",
    "services/intake/unpacking.py",
    "services/intake/waiting.py",
    "services/intake/resuming.py",
    "services/intake/received_file.py",
    "services/intake/counter.py",
    "services/intake/identity.py",
    "services/intake/known_types.py",
    *(
        f"services/registry/{name}.py"
        for name in (
            *("batch", "lifecycle", "supplementing", "entering", "desk", "following", "numbering", "committing"),
            *("deciding", "requesting", "joining", "duplicates", "lettering"),
            *("counter", "looking_for", "reporting"),
            *("classified", "rights", "searching", "retyping", "previewing", "configuring"),
        )
    ),
    "services/notify/rendering.py",
    "services/notify/calls.py",
    "services/portal/rendering.py",
    "services/portal/wiring.py",
    "services/storage/issuing.py",
    "services/portal/signing_in.py",
    "services/portal/signing_in_elsewhere.py",
    "services/portal/clerking.py",
    "services/portal/attending.py",
    "services/portal/sent_before.py",
    "services/portal/viewing.py",
    "services/portal/working.py",
    "services/portal/watching.py",
    "services/portal/overseeing.py",
    "services/portal/auditing.py",
    "services/portal/lettering.py",
    "services/portal/previewing.py",
    "services/portal/retaining.py",
    "services/portal/ruling.py",
    "services/portal/templating.py",
    "services/registry/request_types.py",
    "services/routing/rules.py",
    "services/storage/seeing.py",
    *(
        f"services/routing/{name}.py"
        for name in (
            *("rights", "requesting", "work", "changing", "inboxes", "rescheduling", "referrals", "reporting"),
            *("ruling", "trying"),
        )
    ),
    *(
        f"services/routing/letters/{name}.py"
        for name in (
            *("__init__", "service", "model", "ports", "errors", "adapters", "api", "beginning", "chains", "issuing"),
            *("sampling", "templating"),
            *("papers", "preparing", "previewing", "reading", "requesting", "rights", "sheet", "templates", "printing"),
        )
    ),
    *(
        f"services/storage/retention/{name}.py"
        for name in (
            *("__init__", "adapters", "api", "classes", "classing", "confirming", "errors", "finishing", "hearing"),
            *("holding", "looking", "model", "naming", "ports", "wiring"),
        )
    ),
    "shared/__init__.py",
    *(
        f"shared/{name}/__init__.py"
        for name in (
            "contracts",
            "messaging",
            "messaging/dead_letters",
            "mongo",
            "observability",
            "web",
            "arabic",
            "audit",
            "migrations",
            "reports",
        )
    ),
    *(
        f"shared/{name}.py"
        for name in (
            *(
                "batching",
                "cancellation",
                "clock",
                "conflicts",
                "dates",
                "deeds",
                "errors",
                "ids",
                "language",
                "markup",
                "media",
                "oidc",
                "release",
                "repeating",
                "settings",
                "tracking",
                "watch",
            ),
            *(
                "transaction_number",
                "vault",
                "versions",
                "faults",
                "yaml_config",
                "messaging/broker",
                "contracts/intake",
            ),
        )
    ),
    "shared/mongo/connection.py",
]

VIOLATIONS = [
    ("layers", "services/intake/model.py", "import services.intake.service"),
    ("layers", "services/intake/ports.py", "import services.intake.service"),
    ("layers", "services/registry/service.py", "import services.registry.api"),
    ("layers", "services/registry/service.py", "import services.registry.main"),
    ("layers", "services/routing/api.py", "import services.routing.consumers"),
    ("layers", "services/routing/consumers.py", "import services.routing.adapters"),
    ("layers", "services/routing/letters/model.py", "import services.routing.letters.service"),
    ("layers", "services/portal/api.py", "import services.portal.wiring"),
    ("layers", "services/registry/adapters.py", "import services.registry.migrations"),
    ("independence", "services/intake/service.py", "import services.registry.model"),
    ("independence", "services/storage/api.py", "import services.directory.model"),
    ("adapters", "services/intake/uploads.py", "import services.intake.adapters"),
    ("adapters", "services/notify/rendering.py", "import services.notify.adapters"),
    ("adapters", "services/routing/letters/service.py", "import services.routing.letters.adapters"),
    ("adapters", "services/storage/retention/finishing.py", "import services.storage.retention.adapters"),
    ("layers", "services/storage/retention/model.py", "import services.storage.retention.wiring"),
    ("core", "services/storage/retention/finishing.py", "import pymongo"),
    ("core", "services/intake/service.py", "import fastapi"),
    ("core", "services/routing/letters/issuing.py", "import pymongo"),
    ("core", "services/registry/model.py", "import pymongo"),
    ("core", "services/registry/ports.py", "import motor.motor_asyncio"),
    ("core", "services/storage/errors.py", "from starlette.exceptions import HTTPException"),
    ("core", "services/routing/rules.py", "import httpx"),
    ("core", "services/routing/rights.py", "import shared.web"),
    ("core", "services/intake/reading.py", "import aiosmtpd"),
    ("core", "services/intake/counter.py", "import shared.web"),
    ("core", "services/intake/identity.py", "import fastapi"),
    ("core", "services/registry/counter.py", "import fastapi"),
    ("core", "services/registry/looking_for.py", "import pymongo"),
    ("core", "services/notify/service.py", "import shared.messaging.broker"),
    ("core", "services/notify/service.py", "import shared.mongo.connection"),
    ("core", "services/notify/calls.py", "import shared.web"),
    ("core", "services/portal/attending.py", "import httpx"),
    ("shared", "shared/clock.py", "import services.intake"),
    ("shared", "shared/web/__init__.py", "import deploy"),
    ("shared", "services/intake/service.py", "import deploy"),
    ("shared", "deploy/__init__.py", "import bench"),
    ("contracts", "shared/contracts/intake.py", "import shared.errors"),
    ("contracts", "shared/contracts/intake.py", "import shared.messaging"),
    ("driver", "services/intake/adapters.py", "import motor"),
    ("driver", "shared/web/__init__.py", "from motor.motor_asyncio import AsyncIOMotorClient"),
]

LAWFUL = """\
services/intake/main.py: import services.intake.adapters, services.intake.api, services.intake.consumers, fastapi
services/intake/api.py: import services.intake.service, fastapi
services/intake/service.py: import services.intake.ports, services.intake.model, shared.vault
services/intake/adapters.py: import services.intake.model, pymongo, shared.mongo.connection
services/intake/migrations.py: import services.intake.adapters, services.intake.model, pymongo
services/intake/consumers.py: import services.intake.service, shared.messaging.broker
services/portal/wiring.py: import services.portal.adapters, services.portal.api, services.portal.service
shared/mongo/connection.py: import motor
shared/vault.py: import httpx
shared/contracts/intake.py: import pydantic, shared.language
deploy/__init__.py: import services.intake.main, shared.clock
"""


@pytest.fixture
def lint(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lint:
    """Checks the import rules of a checkout, in this process: to start one for each takes ten times as long."""

    def checked(folder: Path, contract: str | None = None) -> tuple[int, str]:
        monkeypatch.chdir(folder)
        monkeypatch.syspath_prepend(folder)
        for package in ROOTS:
            # What is imported already is found where it was found, whatever folder comes first.
            monkeypatch.delitem(sys.modules, package, raising=False)
        status = cli.lint_imports(limit_to_contracts=(contract,) if contract else (), no_cache=True)
        return status, capsys.readouterr().out

    return checked


@pytest.fixture
def small(tmp_path: Path, repository: Path) -> Path:
    """A small checkout that breaks no rule, with this one's rules."""
    for module in MODULES:
        (tmp_path / module).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / module).touch()
    for line in LAWFUL.splitlines():
        path, _, text = line.partition(": ")
        (tmp_path / path).write_text(f"{text}\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_bytes((repository / "pyproject.toml").read_bytes())
    return tmp_path


def test_the_import_rules_hold_here(repository: Path) -> None:
    program = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([program, "--no-cache"], cwd=repository, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "0 broken" in checked.stdout


def test_imports_that_are_right_break_no_rule(small: Path, lint: Lint) -> None:
    status, said = lint(small)
    assert status == 0, said


@pytest.mark.parametrize(("contract", "path", "violation"), VIOLATIONS)
def test_an_import_that_is_wrong_breaks_its_rule(
    small: Path, lint: Lint, contract: str, path: str, violation: str
) -> None:
    with (small / path).open("a", encoding="utf-8") as module:
        module.write(f"{violation}\n")
    status, said = lint(small, contract)
    assert status == 1, said
    assert "1 broken" in said


def test_every_rule_is_shown_to_be_able_to_fail(repository: Path) -> None:
    rules = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert {rule["id"] for rule in rules["contracts"]} == {contract for contract, _, _ in VIOLATIONS}


def test_the_rules_name_every_service(repository: Path) -> None:
    rules = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (layers,) = [rule for rule in rules["contracts"] if rule["id"] == "layers"]
    there = {f"services.{path.parent.name}" for path in (repository / "services").glob("*/__init__.py")}
    inside = {"services.routing.letters", "services.storage.retention"}
    assert set(layers["containers"]) == there | inside
    assert {name.removeprefix("services.") for name in there} == set(SERVICES)
