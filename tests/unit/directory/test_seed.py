"""The first units and people."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from services.directory.model import Role, UnitKind, changed
from services.directory.seed import load_people, load_units
from shared.yaml_config import ConfigError

SEED = Path(__file__).parents[3] / "config" / "seed"

UNITS = """\
defaults: {time_zone: Asia/Muscat, weekend: [6, 5], holiday_country: OM}
units:
  - {id: below, parent: top, kind: department, name: {ar: أ, en: a}, telephone: "+968 2400 0000"}
  - {id: top, kind: ministry, name: {ar: ب, en: b}, telephone: "+968 2400 0000", documents_department: true}
"""
PEOPLE = """\
people:
  - {id: p-1, login: one, name: {ar: أ, en: a}, roles: [clerk], units: [top]}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "seed.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_demonstration_has_a_tree_with_governorates_and_offices_abroad() -> None:
    units = {unit.unit_id: unit for unit in load_units(SEED / "units.yaml")}
    kinds = [unit.kind for unit in units.values()]
    assert kinds.count(UnitKind.REPRESENTATION) == 2
    assert kinds.count(UnitKind.GOVERNORATE_OFFICE) >= 3
    assert [unit.unit_id for unit in units.values() if unit.documents_department] == ["documents"]
    assert units["labour-permits"].weekend == (5, 6)
    london = units["london-office"]
    assert (london.time_zone, london.weekend, london.holiday_country) == ("Europe/London", (6, 7), "GB-ENG")
    assert not units["sanad-al-khuwair"].receives


def test_the_demonstration_has_one_person_for_every_role() -> None:
    people = load_people(SEED / "people.yaml", load_units(SEED / "units.yaml"))
    assert {person.login: person.roles for person in people} == {
        "admin": (Role.ADMINISTRATOR,),
        "clerk": (Role.CLERK,),
        "officer": (Role.OFFICER,),
        "manager": (Role.MANAGER,),
        "agent": (Role.AGENT,),
        "auditor": (Role.AUDITOR,),
    }


def test_parents_come_before_their_children(tmp_path: Path) -> None:
    assert [unit.unit_id for unit in load_units(write(tmp_path, UNITS))] == ["top", "below"]


def test_a_unit_takes_from_the_defaults_what_it_does_not_say(tmp_path: Path) -> None:
    (top, _) = load_units(write(tmp_path, UNITS.replace("kind: ministry", 'kind: ministry, holiday_country: ""')))
    assert (top.weekend, top.time_zone, top.holiday_country) == ((5, 6), "Asia/Muscat", "")


def test_the_event_states_the_unit_whole(tmp_path: Path) -> None:
    _, below = load_units(write(tmp_path, UNITS.replace("parent: top", "parent: top, days_off: {2026-11-25: عطلة}")))
    event = changed(below, UUID(int=1), datetime(2026, 1, 1, tzinfo=UTC))
    assert (event.id, event.version, event.parent_id, event.subject_id) == (UUID(int=1), 1, "top", "below")
    assert (event.time_zone, event.weekend, event.holiday_country) == ("Asia/Muscat", (5, 6), "OM")
    assert list(event.days_off.values()) == ["عطلة"]
    assert (event.unit.name, event.unit.telephone) == (below.name, below.telephone)


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("parent: top", "parent: nowhere", 3, "units[0].parent"),
        ("id: top", "id: top, parent: below", 3, "units[0].parent"),
        ("id: below", "id: top", 4, "units[1].id"),
        ("parent: top", "parent: top, documents_department: true", 4, "units[1].documents_department"),
        (", documents_department: true", "", 2, "units"),
        ("Asia/Muscat", "Asia/Nowhere", 1, "defaults.time_zone"),
        ("[6, 5]", "[5, 8]", 1, "defaults.weekend[1]"),
        ("[6, 5]", "[1, 2, 3, 4, 5, 6, 7]", 1, "defaults.weekend"),
        ("[6, 5]", "[5, 5]", 1, "defaults.weekend"),
        ("holiday_country: OM", "holiday_country: XX", 1, "defaults.holiday_country"),
        ("holiday_country: OM", "holiday_country: GB-XX", 1, "defaults.holiday_country"),
        ('"+968 2400 0000"', "24000000", 3, "units[0].telephone"),
        (
            "parent: top",
            "parent: top, days_off: {2026-01-01: a}, days_on: {2026-01-01: b}",
            3,
            "units[0].days_on.2026-01-01",
        ),
    ],
)
def test_a_wrong_unit_names_line_and_field(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    assert old in UNITS
    with pytest.raises(ConfigError) as raised:
        load_units(write(tmp_path, UNITS.replace(old, new, 1)))
    assert (line, field) in {(problem.line, problem.field) for problem in raised.value.problems}


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("units: [top]", "units: [nowhere]", "people[0].units[0]"),
        ("roles: [clerk]", "roles: [king]", "people[0].roles[0]"),
        ("roles: [clerk]", "roles: []", "people[0].roles"),
        ("login: one", "login: One", "people[0].login"),
        ("login: one", "login: one, password: secret", "people[0].password"),
    ],
)
def test_a_wrong_person_names_line_and_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    units = load_units(write(tmp_path, UNITS))
    with pytest.raises(ConfigError) as raised:
        load_people(write(tmp_path, PEOPLE.replace(old, new, 1)), units)
    assert [(problem.line, problem.field) for problem in raised.value.problems] == [(2, field)]


def test_ids_and_logins_belong_to_one_person(tmp_path: Path) -> None:
    units = load_units(write(tmp_path, UNITS))
    twice = PEOPLE + PEOPLE.partition("\n")[2]
    with pytest.raises(ConfigError) as raised:
        load_people(write(tmp_path, twice), units)
    assert [problem.field for problem in raised.value.problems] == ["people[1].id", "people[1].login"]
