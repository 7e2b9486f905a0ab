"""Nobody gets a right over HTTP that the table of rights does not give, and everybody those that it does."""

from collections.abc import Sequence

import httpx
import pytest

from tests.e2e.outside import Outside
from tests.fuzz_http.askers import Asker
from tests.fuzz_http.matters import Matter
from tests.fuzz_http.requests import REQUESTS
from tests.fuzz_http.rights import RIGHTS, Outcome

DONE = {200, 201, 202, 204}
LISTS = (
    *("list_routes", "show_inbox", "count_inbox", "show_follow_up"),
    *("count_transactions", "show_registration_times", "count_referrals", "count_open", "count_held"),
    "show_answer_times",
)
DECIDED_ALREADY, OUT_OF_DATE = 409, 412
OTHERWISE = {
    "get_token": 400,
    **dict.fromkeys(("show_person", "change_person", "list_person_changes", "undo_person_change"), 404),
    "undo_unit_change": 404,
    **dict.fromkeys(("invite_person", "end_delegation"), 404),
    **dict.fromkeys(("show_line", "void_line", "download_answer"), 404),
    **dict.fromkeys(("add_person", "add_unit", "delegate", "accept_invitation"), 422),
    **dict.fromkeys(("show_upload", "continue_upload", "forget_upload"), 404),
    "change_own_password": 400,
    "draft_letter": 422,
    **dict.fromkeys(("show_letter", "edit_letter", "submit_letter", "withdraw_letter", "discard_letter"), 404),
    **dict.fromkeys(("approve_letter", "send_letter_back", "note_delivery", "preview_letter"), 404),
}
"""What is said to whoever has the right, where the request means nobody or nothing."""


def expected(operation: str, asker: Asker, matter: Matter) -> set[int]:
    """The statuses that tell whether the asker has the right."""
    match RIGHTS[operation].of(asker):
        case Outcome.UNAUTHORISED:
            return {401}
        case Outcome.FORBIDDEN:
            return {403}
        # A list shows what is one's own, of whatever there is.
        case Outcome.OWN if matter.unit not in asker.units and operation not in LISTS:
            return {404}
        case _:
            return {OTHERWISE[operation]} if operation in OTHERWISE else DONE | {DECIDED_ALREADY, OUT_OF_DATE}


@pytest.mark.parametrize("operation", sorted(RIGHTS))
def test_every_right_is_as_the_table_says(
    outside: Outside, everybody: Sequence[Asker], matters: Sequence[Matter], operation: str
) -> None:
    numbered = {matter.unit: matter for matter in matters if matter.unit}
    wrong = []
    for matter in numbered.values():
        for asker in everybody:
            status = REQUESTS[operation](matter).of(outside.http, asker).status_code
            if status not in expected(operation, asker, matter):
                wrong.append((asker.name, matter.unit, status))
    assert not wrong


def test_officers_and_managers_find_what_their_units_have_and_nothing_else(
    outside: Outside, everybody: Sequence[Asker], matters: Sequence[Matter]
) -> None:
    auditor = next(asker for asker in everybody if asker.name == "auditor")
    standing = _listed(outside.http, auditor)
    given = {matter.submission_id: matter.unit for matter in matters if matter.submission_id in standing}
    assert given
    assert given.items() <= standing.items()
    asking = [asker for asker in everybody if RIGHTS["list_routes"].of(asker) is Outcome.OWN]
    assert len(asking) == 4
    for asker in asking:
        assert _listed(outside.http, asker) == {one: unit for one, unit in standing.items() if unit in asker.units}


@pytest.mark.parametrize("name", ["officer", "manager", "agent", "without-roles", "nobody"])
def test_what_has_no_unit_yet_is_shown_to_nobody_of_a_unit(
    outside: Outside, everybody: Sequence[Asker], matters: Sequence[Matter], name: str
) -> None:
    asker = next(each for each in everybody if each.name == name)
    waiting = next(matter for matter in matters if matter.unit is None)
    for operation in ("download_document", "list_documents", "show_submission"):
        assert REQUESTS[operation](waiting).of(outside.http, asker).status_code in (401, 403, 404), operation


def test_who_may_not_see_something_is_answered_as_if_it_did_not_exist(
    outside: Outside, everybody: Sequence[Asker], matters: Sequence[Matter]
) -> None:
    officer = next(asker for asker in everybody if asker.name == "officer")
    others = next(matter for matter in matters if matter.unit and matter.unit not in officer.units)
    for path, absent in (
        (f"/api/v1/documents/{others.documents[0]}", f"/api/v1/documents/{'0' * 8}-0000-4000-8000-{'0' * 12}"),
        (f"/api/v1/transactions/{others.number}", "/api/v1/transactions/OUT-1999-000001-1"),
        (f"/api/v1/routes/{others.number}", "/api/v1/routes/OUT-1999-000001-1"),
    ):
        answers = [outside.http.get(one, headers=officer.headers) for one in (path, absent)]
        there, not_there = ({**answer.json(), "trace_id": ""} for answer in answers)
        assert there == not_there


def _listed(client: httpx.Client, asker: Asker) -> dict[str, str]:
    """Submission → unit, of all pages of the inbox."""
    found: dict[str, str] = {}
    after: str | None = ""
    while after is not None:
        answer = client.get("/api/v1/routes", params={"after": after, "limit": 200}, headers=asker.headers)
        answer.raise_for_status()
        found |= {route["submission_id"]: route["unit_id"] for route in answer.json()["routes"]}
        after = answer.json()["next"]
    return found
