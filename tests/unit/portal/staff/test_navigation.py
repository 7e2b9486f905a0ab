"""Ways to the pages of staff: those that are open to somebody, in groups, with the one marked that leads to the page."""

import pytest

from services.portal.model.navigation import GROUPS, groups_for, way_to
from services.portal.model.session import ActedFor, Person, Role
from shared.language import Text
from tests.unit.portal.staff.window import Window

NAME = Text(ar="سالم", en="Salim")
OPEN: dict[Role, list[list[str]]] = {
    "clerk": [
        ["/desk", "/counter/calls", "/inbox", "/follow-up", "/search"],
        ["/letters"],
        ["/dashboard", "/reports", "/registers"],
    ],
    "agent": [["/counter", "/counter/handed-in", "/counter/calls"]],
    "officer": [["/inbox", "/follow-up", "/search"], ["/letters"]],
    "manager": [["/inbox", "/follow-up", "/search"], ["/approvals", "/letters"], ["/dashboard", "/reports"]],
    "auditor": [["/search"], ["/letters"], ["/dashboard", "/reports", "/registers", "/activity"]],
    "administrator": [["/dashboard", "/reports"], ["/administration"]],
}


def somebody(*roles: str, acts_for: tuple[ActedFor, ...] = ()) -> Person:
    return Person(person_id="p-1", name=NAME, roles=frozenset(roles), acts_for=acts_for)


def open_to(person: Person) -> list[list[str]]:
    return [[way.path for way in group.ways] for group in groups_for(person)]


@pytest.mark.parametrize("role", OPEN)
def test_each_role_has_its_pages_in_groups(role: Role) -> None:
    assert open_to(somebody(role)) == OPEN[role]


def test_whoever_acts_for_somebody_has_both_ones_pages() -> None:
    away = ActedFor(person_id="p-2", name=NAME, roles=frozenset({"manager"}))
    assert open_to(somebody("officer", acts_for=(away,))) == OPEN["manager"]


def test_whoever_has_no_role_has_no_way_anywhere() -> None:
    assert open_to(somebody()) == []


def test_no_way_is_there_twice() -> None:
    paths = [way.path for group in GROUPS for way in group.ways]
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/desk", "/desk"),
        ("/desk?kind=doubtful", "/desk"),
        ("/desk/0193a5c2", "/desk"),
        ("/counter", "/counter"),
        ("/counter/handed-in/0193a5c2/receipt", "/counter/handed-in"),
        ("/counter/register/work-permit", "/counter"),
        ("/administration/units/permits", "/administration"),
        ("/desktop", None),
        ("/account", None),
        ("/", None),
    ],
)
def test_a_page_lies_at_the_end_of_the_nearest_way(path: str, way: str | None) -> None:
    found = way_to(path)
    assert (found.path if found else None) == way


@pytest.mark.parametrize("language", ["", "/en"])
async def test_the_way_to_the_page_that_one_is_at_is_marked(window: Window, language: str) -> None:
    await window.sign_in()
    page = await window.read(f"{language}/desk")
    marked = [(has["href"], has["aria-current"]) for has in page.all("a") if "aria-current" in has]
    assert (f"{language}/desk", "page") in marked
