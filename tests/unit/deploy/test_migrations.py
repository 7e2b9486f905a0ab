"""The migrations of all services: each says what it changes and why then, and the command knows every one of them."""

import io
from importlib import import_module
from pathlib import Path

import pytest

from deploy.local.services import SERVICES
from deploy.migrations.__main__ import main
from deploy.migrations.owners import OWNERS, settings_of
from shared.migrations import Migration

EVERY = [pytest.param(service, one, id=f"{service} {one.name}") for service, all_ in OWNERS.items() for one in all_]


@pytest.mark.parametrize(("service", "migration"), EVERY)
def test_a_migration_says_what_changes_and_why_it_may_run_in_its_phase(service: str, migration: Migration) -> None:
    del service
    assert migration.title.endswith(".")
    assert f"\n\n{migration.phase.capitalize()}: " in migration.says


@pytest.mark.parametrize("service", list(OWNERS))
def test_migrations_are_numbered_in_their_order_as_their_modules_are(service: str, repository: Path) -> None:
    names = [one.name for one in OWNERS[service]]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    modules = sorted(path.stem for path in (repository / "services" / service / "migrations").glob("m*.py"))
    assert [f"m{name.replace('-', '_')}" for name in names] == modules


def test_the_command_has_the_migrations_of_every_service_that_has_some(repository: Path) -> None:
    assert {path.parent.name for path in repository.glob("services/*/migrations")} == set(OWNERS)


@pytest.mark.parametrize("service", list(OWNERS))
def test_a_database_is_named_as_the_service_names_it(service: str) -> None:
    (row,) = [one for one in SERVICES if one.name == service]
    fields = import_module(f"services.{service}.settings").Settings.model_fields
    assert row.store
    assert [name.removeprefix(row.prefix).lower() for name in settings_of(service)] == [
        name for name in fields if name.startswith("mongo_")
    ]


@pytest.mark.parametrize("command", ["list", "run"])
def test_who_does_not_say_where_a_database_is_is_told_the_variable(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--service", "routing"], {}, io.StringIO()) == 2
    assert capsys.readouterr().err == "Diwan: DIWAN_ROUTING_MONGO_URL is not set\n"


def test_expand_is_not_done_again_while_it_may_be_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["run", "--again"], {}, io.StringIO())
    assert ended.value.code == 2
    assert "--again is for --phase contract" in capsys.readouterr().err
