"""Who may do what with a letter: every action × every role × every relation, at every stage."""

from itertools import product
from typing import get_args

import pytest

from services.routing.letters.model import Letter, approve, send_back, stage
from services.routing.letters.rights import Action, may, offered
from services.routing.rights import Person
from shared.web.auth import Role
from tests.unit.routing.examples import NOW, route
from tests.unit.routing.letters.examples import MANAGER, a_draft, an_issued, approved, content, memo_to, submitted

ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)
PEOPLE = {
    "writer": ("p-0003", "permits"),
    "unit": ("p-1", "permits"),
    "next step": ("p-2", "legal"),
    "told": ("p-3", "trade"),
    "other": ("p-4", "elsewhere"),
    "writer elsewhere": ("p-0003", "elsewhere"),
    "none": ("p-5", ""),
}
LETTERS: dict[str, Letter] = {
    "draft": a_draft(),
    "back": send_back(submitted(), MANAGER.by, NOW, "x"),
    "waiting": submitted(a_draft(), "permits", "legal", own=False),
    "at the next": approve(submitted(a_draft(), "permits", "legal", own=False), 1, MANAGER.by, NOW),
    "approved": approved(),
    "issued": an_issued(),
    "memo": an_issued(a_draft("memo", memo_to("trade"))),
    "paper": an_issued(a_draft(what=content(by="paper"))),
}


def allowed(action: Action, role: Role, relation: str, at: str) -> bool:
    """By the words of the decision record."""
    works = role in ("clerk", "officer", "manager")
    own = relation in ("writer", "unit")
    chained = relation == "next step" and at in ("waiting", "at the next")
    match action:
        case "see":
            finished = at in ("approved", "issued", "memo", "paper")
            told = relation == "told" and at == "memo"
            return role == "auditor" or (role == "clerk" and finished) or (works and (own or chained or told))
        case "edit" | "submit" | "withdraw" | "discard":
            return works and (relation == "writer" or (own and role == "manager"))
        case "approve":
            mine = {"waiting": "unit", "at the next": "next step"}.get(at)
            return role == "manager" and relation == mine
        case "send-back":
            return role == "manager" and ((at == "waiting" and own) or (at == "at the next" and chained))
        case "deliver":
            return role == "clerk" or (works and own)


@pytest.mark.parametrize("action", ACTIONS)
def test_everybody_may_do_what_they_are_for_and_no_more(action: Action) -> None:
    # Thousands of cases: as tests of their own they would take longer to count than to run.
    for role, relation, at in product(ROLES, PEOPLE, LETTERS):
        person_id, unit = PEOPLE[relation]
        person = Person(person_id=person_id, roles=frozenset({role}), units=frozenset(filter(None, [unit])))
        letter = LETTERS[at]
        if at in ("draft", "back") and action in ("approve", "send-back"):
            assert not may(person, action, letter, stage(letter)), (role, relation, at)
        elif at not in ("approved", "issued", "memo", "paper") or action in ("see", "deliver"):
            found = may(person, action, letter, stage(letter))
            assert found == allowed(action, role, relation, at), (role, relation, at)


def test_who_works_on_the_transaction_sees_the_answer_once_it_is_issued() -> None:
    colleague = Person(person_id="p-8", roles=frozenset({"officer"}), units=frozenset({"permits"}))
    letter = an_issued(a_draft(unit_id="dhofar"))
    assert may(colleague, "see", letter, stage(letter), route())
    draft = a_draft(unit_id="dhofar")
    assert not may(colleague, "see", draft, stage(draft), route())


def test_a_manager_approves_his_own_letter_only_where_that_is_allowed() -> None:
    writer = Person(person_id="p-0003", roles=frozenset({"manager"}), units=frozenset({"permits"}))
    for own in (True, False):
        letter = submitted(a_draft(), own=own)
        assert may(writer, "approve", letter, stage(letter)) == own


def test_only_what_is_possible_is_offered() -> None:
    manager = MANAGER
    assert {at: offered(manager, letter, stage(letter)) for at, letter in LETTERS.items()} == {
        "draft": ["edit", "submit", "discard"],
        "back": ["edit", "submit", "discard"],
        "waiting": ["withdraw", "discard", "approve", "send-back"],
        "at the next": ["withdraw", "discard"],
        "approved": [],
        "issued": [],
        "memo": [],
        "paper": ["deliver"],
    }
