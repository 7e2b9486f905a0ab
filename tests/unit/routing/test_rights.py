"""Who may do what: every action × every role × every relation to a transaction and its branches."""

from dataclasses import replace
from itertools import product
from typing import get_args
from uuid import UUID

import pytest

from services.routing import rights
from services.routing.model import Branch, By, Holder, Route, Task, ask, finish, give_back, recall, refer, tree
from services.routing.rights import Action, Person, check, may
from shared.errors import NotFoundError
from shared.web.auth import Role
from tests.unit.routing.examples import NOW, route

ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)
BY = By(person_id="p-0")
RELATIONS = {
    # relation to the branch of legal's own officer p-2, which permits gave: the person's id and unit
    "giver's unit": ("p-1", "permits"),
    "holder": ("p-2", "legal"),
    "holder's unit": ("p-3", "legal"),
    "informed unit": ("p-4", "trade"),
    "returned it": ("p-5", "returned"),
    "recalled from": ("p-6", "recalled"),
    "did a part": ("p-7", "finished"),
    "other unit": ("p-8", "elsewhere"),
    "holder's id elsewhere": ("p-2", "elsewhere"),
    "none": ("p-9", ""),
}
LINKS = {"giver's unit", "informed unit", "did a part"}
"""Those who act for a unit that has a part of it, whoever else has another."""
SEES = {"giver's unit", "holder", "holder's unit", "informed unit", "did a part"}


def transaction() -> tuple[Route, Branch]:
    """Permits has it; legal's officer p-2 has a part and asks the requester something; others had or have others."""
    at = route()
    root, ids = tree.root(at).branch_id, iter(range(1, 100))
    holders = [
        Task(holder=Holder(unit_id="legal", person_id="p-2")),
        Task(holder=Holder(unit_id="trade"), purpose="information"),
        *(Task(holder=Holder(unit_id=unit)) for unit in ("returned", "recalled", "finished")),
    ]
    at = refer(at, root, holders, BY, NOW, lambda: UUID(int=next(ids)))
    at = give_back(at, UUID(int=3), BY, NOW, "")
    at = recall(at, UUID(int=4), BY, NOW, {})
    at = finish(at, UUID(int=5), BY, NOW)
    at = ask(at, UUID(int=1), "؟", BY, NOW)
    return at, tree.find(at, UUID(int=1))


def allowed(action: Action, role: Role, relation: str) -> bool:  # noqa: PLR0911 - one for each line
    """By the words of the brief, each in a line of its own."""
    works = role in ("clerk", "officer", "manager")
    holds = relation == "holder" or (relation == "holder's unit" and role == "manager")
    match action:
        case "see":
            return role in ("clerk", "auditor") or (works and relation in SEES)
        case "note":
            return role == "clerk" or (works and relation in SEES)
        case "assign":
            return role == "clerk"
        case "settle":
            return works and (holds or relation == "giver's unit")
        case "link":
            return role == "clerk" or (works and (holds or relation in LINKS))
        case "recall" | "close":
            return works and relation == "giver's unit"
        case "refer" | "accept" | "return" | "done" | "ask":
            return works and holds


@pytest.mark.parametrize("action", ACTIONS)
def test_everybody_may_do_what_they_are_for_and_no_more(action: Action) -> None:
    for role, relation in product(ROLES, RELATIONS):
        at, branch = transaction()
        person_id, unit = RELATIONS[relation]
        person = Person(person_id=person_id, roles=frozenset({role}), units=frozenset(filter(None, [unit])))
        assert may(person, action, at, branch) == allowed(action, role, relation), (role, relation)
        if not allowed(action, role, relation):
            with pytest.raises(NotFoundError):
                check(person, action, at, branch)


@pytest.mark.parametrize("action", ACTIONS)
def test_what_is_confidential_is_for_those_of_them_who_have_clearance(action: Action) -> None:
    for role, relation in product(ROLES, RELATIONS):
        at, branch = transaction()
        hidden = replace(at, confidential=True)
        person_id, unit = RELATIONS[relation]
        person = Person(person_id=person_id, roles=frozenset({role}), units=frozenset(filter(None, [unit])))
        assert not may(person, action, hidden, branch)
        assert may(replace(person, cleared=True), action, hidden, branch) == allowed(action, role, relation), (
            role,
            relation,
        )


@pytest.mark.parametrize("action", ACTIONS)
def test_a_delegate_may_do_what_whom_he_acts_for_may_and_it_is_written_down(action: Action) -> None:
    for role, relation in product(ROLES, RELATIONS):
        at, branch = transaction()
        person_id, unit = RELATIONS[relation]
        delegate = By(person_id="p-d", name="D")
        away = Person(
            person_id=person_id,
            name="A",
            roles=frozenset({role}),
            units=frozenset(filter(None, [unit])),
            acted_by=delegate,
        )
        person = Person(person_id="p-d", name="D", roles=frozenset({"agent"}), acts_for=(away,))
        assert may(person, action, at, branch) == allowed(action, role, relation), (role, relation)
        if allowed(action, role, relation):
            right = check(person, action, at, branch)
            assert right.by == By(person_id="p-d", name="D", on_behalf_of=person_id, on_behalf_of_name="A")


def test_what_one_may_do_oneself_is_not_done_for_somebody_else() -> None:
    at, branch = transaction()
    holder = Person(person_id="p-2", roles=frozenset({"officer"}), units=frozenset({"legal"}))
    manager = replace(holder, person_id="p-3", roles=frozenset({"manager"}), acted_by=holder.by)
    assert check(replace(holder, acts_for=(manager,)), "done", at, branch).by == By(person_id="p-2")


def test_nobody_lends_his_clearance_to_anothers_unit() -> None:
    at, branch = transaction()
    away = Person(person_id="p-2", roles=frozenset({"officer"}), units=frozenset({"legal"}))
    cleared = Person(person_id="p-d", roles=frozenset({"officer"}), cleared=True, acts_for=(away,))
    assert may(cleared, "done", at, branch)
    assert not may(cleared, "done", replace(at, confidential=True), branch)
    assert not may(cleared, "see", replace(at, confidential=True), branch)


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_without_a_role_may_do_anything(action: Action) -> None:
    at, branch = transaction()
    for roles in (frozenset[str](), frozenset({"superuser"})):
        assert not may(Person(person_id="p-2", roles=roles, units=frozenset({"legal"})), action, at, branch)


@pytest.mark.parametrize("role", ["officer", "manager", "clerk"])
def test_what_was_returned_or_recalled_is_nobodys_but_the_givers(role: str) -> None:
    at, _ = transaction()
    for branch_id in (3, 4):
        branch = tree.find(at, UUID(int=branch_id))
        person = Person(person_id="p", roles=frozenset({role}), units=frozenset({branch.holder.unit_id}))
        assert rights.offered(person, at, branch) == []
        assert not rights.holds(person, branch)


def test_the_root_is_recalled_by_nobody_and_offered_to_nobody() -> None:
    at, _ = transaction()
    officer = Person(person_id="p-1", roles=frozenset({"officer"}), units=frozenset({"permits"}))
    assert rights.offered(officer, at, tree.root(at)) == ["refer", "accept", "return", "done"]
