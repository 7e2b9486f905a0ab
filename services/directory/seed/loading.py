"""Reading the seed files, with the checks that look across their entries."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from services.directory.model import Person, Unit
from services.directory.seed.forms import DefaultsForm, PeopleForm, UnitForm, UnitsForm
from shared.yaml_config import ConfigError, Loaded, Problem, read_yaml


def load_units(path: Path) -> tuple[Unit, ...]:
    """Read the units, parents before children. Raises `ConfigError` with everything that is wrong in the file."""
    loaded = read_yaml(path, UnitsForm)
    problems = list(_unit_problems(loaded))
    if problems:
        raise ConfigError(problems)
    file = loaded.value
    parents = {entry.id: entry.parent for entry in file.units}
    ordered = sorted(file.units, key=lambda entry: len(_line_up(entry.id, parents)))
    return tuple(_unit(entry, file.defaults) for entry in ordered)


def load_people(path: Path, units: tuple[Unit, ...]) -> tuple[Person, ...]:
    """Read the people of these units. Raises `ConfigError` with everything that is wrong in the file."""
    loaded = read_yaml(path, PeopleForm)
    problems = list(_people_problems(loaded, {unit.unit_id for unit in units}))
    if problems:
        raise ConfigError(problems)
    return tuple(
        Person(
            person_id=one.id,
            login=one.login,
            name=one.name,
            roles=one.roles,
            units=one.units,
            clearance=one.clearance,
        )
        for one in loaded.value.people
    )


def _unit_problems(loaded: Loaded[UnitsForm]) -> Iterator[Problem]:
    entries = loaded.value.units
    parents = {entry.id: entry.parent for entry in entries}
    seen: set[str] = set()
    for at, entry in enumerate(entries):
        if entry.id in seen:
            yield loaded.problem(("units", at, "id"), f"{entry.id!r} is an earlier unit's")
        seen.add(entry.id)
        if entry.parent is not None and entry.parent not in parents:
            yield loaded.problem(("units", at, "parent"), f"there is no unit {entry.parent!r}")
        elif entry.id in _line_up(entry.id, parents):
            yield loaded.problem(("units", at, "parent"), f"{entry.id!r} would be above itself")
        for day in sorted(entry.days_off.keys() & entry.days_on.keys()):
            yield loaded.problem(("units", at, "days_on", str(day)), f"{day} is also in days_off")
    desks = [at for at, entry in enumerate(entries) if entry.documents_department]
    if not desks:
        yield loaded.problem(("units",), "no unit is the documents department")
    for at in desks[1:]:
        yield loaded.problem(("units", at, "documents_department"), "another unit is the documents department already")


def _line_up(unit_id: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Everything above a unit, nearest first; ends where it would repeat."""
    line: list[str] = []
    above = parents.get(unit_id)
    while above is not None and above not in line:
        line.append(above)
        above = parents.get(above)
    return tuple(line)


def _people_problems(loaded: Loaded[PeopleForm], units: set[str]) -> Iterator[Problem]:
    ids: set[str] = set()
    logins: set[str] = set()
    for at, one in enumerate(loaded.value.people):
        if one.id in ids:
            yield loaded.problem(("people", at, "id"), f"{one.id!r} is an earlier person's")
        if one.login in logins:
            yield loaded.problem(("people", at, "login"), f"{one.login!r} is an earlier person's")
        ids.add(one.id)
        logins.add(one.login)
        for where, unit in enumerate(one.units):
            if unit not in units:
                yield loaded.problem(("people", at, "units", where), f"there is no unit {unit!r}")


def _unit(entry: UnitForm, defaults: DefaultsForm) -> Unit:
    return Unit(
        unit_id=entry.id,
        kind=entry.kind,
        name=entry.name,
        telephone=entry.telephone,
        parent_id=entry.parent,
        documents_department=entry.documents_department,
        time_zone=defaults.time_zone if entry.time_zone is None else entry.time_zone,
        weekend=defaults.weekend if entry.weekend is None else entry.weekend,
        holiday_country=defaults.holiday_country if entry.holiday_country is None else entry.holiday_country,
        days_off=entry.days_off,
        days_on=entry.days_on,
    )
