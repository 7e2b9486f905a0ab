"""Nobody gets a right over HTTP that the table of rights does not give, and everybody those that it does."""

from collections.abc import Sequence

import httpx
import pytest

from tests.e2e.outside import Outside, wait_for
from tests.fuzz_http.askers import Asker
from tests.fuzz_http.matters import Matter
from tests.fuzz_http.requests import REQUESTS
from tests.fuzz_http.rights import RIGHTS, Outcome

DONE = {200, 201, 202, 204}
LISTS = frozenset(
    {
        "list_routes",
        "show_inbox",
        "count_inbox",
        "show_follow_up",
        "list_letter_templates",
        *("show_letter_template", "list_letter_template_versions", "show_letter_template_version"),
        *("put_letter_template", "restore_letter_template", "print_letter_template"),
        *("show_rules", "list_rules_versions", "show_rules_version", "put_rules", "restore_rules", "preview_rules"),
        "list_colleagues",
        "search_matters",
        "list_waiting",
        "count_waiting",
        "list_entries",
        "list_notices",
        "put_blob",
        *("list_books", "check_book", "list_voids", "count_submissions"),
        *(f"list_{service}_activity" for service in ("directory", "registry", "routing", "storage")),
        *("list_calls", "list_handed_in", "show_counter_form", "hand_in_at_counter"),
        *("count_transactions", "show_registration_times", "count_referrals", "count_open", "count_held"),
        "show_answer_times",
        *("show_request_type", "list_request_type_versions", "show_request_type_version"),
        *("put_request_type", "restore_request_type", "preview_request_type"),
        *("show_retention_classes", "list_retention_classes_versions", "show_retention_classes_version"),
        *("put_retention_classes", "restore_retention_classes", "list_due", "confirm_disposal", "list_disposals"),
        *("show_disposal", "list_holds", "show_hold", "hold", "release"),
    }
)
DECIDED_ALREADY, OUT_OF_DATE = 409, 412
OTHERWISE = {
    "get_token": 400,
    **dict.fromkeys(("show_person", "change_person", "list_person_changes", "undo_person_change"), 404),
    "undo_unit_change": 404,
    **dict.fromkeys(("restore_rules", "restore_letter_template"), 404),
    **dict.fromkeys(("preview_rules", "print_letter_template"), 422),
    **dict.fromkeys(("invite_person", "end_delegation"), 404),
    **dict.fromkeys(("show_line", "void_line", "download_answer"), 404),
    **dict.fromkeys(("add_person", "add_unit", "delegate", "accept_invitation", "change_own_account"), 422),
    **dict.fromkeys(("show_upload", "continue_upload", "forget_upload"), 404),
    "change_own_password": 400,
    **dict.fromkeys(("put_request_type", "preview_request_type"), 422),
    "restore_request_type": 404,
    **dict.fromkeys(("restore_retention_classes", "show_disposal", "show_hold", "release"), 404),
    "draft_letter": 422,
    **dict.fromkeys(("link_transactions", "unlink_transactions"), 404),
    **dict.fromkeys(("show_letter", "edit_letter", "submit_letter", "withdraw_letter", "discard_letter"), 404),
    **dict.fromkeys(("approve_letter", "send_letter_back", "note_delivery", "preview_letter"), 404),
    # What came by no counter is no office's, and nobody waits to be called.
    **dict.fromkeys(("complete_at_counter", "show_handed_in", "note_call"), 404),
}
"""What is said to whoever has the right, where the request means nobody or nothing."""


HIDDEN = {"join_submission": 422}
"""What else than 404 is said of what may not be seen: here the number that is named in the request is not there, either."""


def expected(operation: str, asker: Asker, matter: Matter) -> set[int]:
    """The statuses that tell whether the asker has the right."""
    right = RIGHTS[operation]
    match right.of(asker):
        case Outcome.UNAUTHORISED:
            return {401}
        case Outcome.FORBIDDEN:
            return {403}
        # A list shows what is one's own, of whatever there is.
        case Outcome.OWN | Outcome.ALLOWED if operation not in LISTS and not right.reaches(
            asker, matter.unit, confidential=matter.confidential
        ):
            return {HIDDEN.get(operation, 404)}
        case _ if operation == "hand_in_at_counter" and not asker.units:
            # An agent of no office has a right that leads nowhere.
            return {422}
        case _:
            return {OTHERWISE[operation]} if operation in OTHERWISE else DONE | {DECIDED_ALREADY, OUT_OF_DATE}


@pytest.mark.parametrize("operation", sorted(RIGHTS))
def test_every_right_is_as_the_table_says(
    outside: Outside, everybody: Sequence[Asker], matters: Sequence[Matter], operation: str
) -> None:
    numbered = {(matter.unit, matter.confidential): matter for matter in matters if matter.unit}
    assert len(numbered) == 4
    wrong = []
    for matter in numbered.values():
        for asker in everybody:
            status = REQUESTS[operation](matter).of(outside.http, asker).status_code
            if status not in expected(operation, asker, matter):
                wrong.append((asker.name, matter.unit, matter.confidential, status))
    assert not wrong


def test_officers_and_managers_find_what_their_units_have_and_nothing_else(
    outside: Outside, everybody: Sequence[Asker], matters: Sequence[Matter]
) -> None:
    auditor = next(asker for asker in everybody if asker.name == "auditor")
    assert auditor.cleared
    standing = _listed(outside.http, auditor)
    assert {(matter.submission_id, matter.unit, matter.confidential) for matter in matters if matter.unit} <= {
        (one, *facts) for one, facts in standing.items()
    }
    right = RIGHTS["list_routes"]
    asking = [asker for asker in everybody if right.of(asker) in (Outcome.OWN, Outcome.ALLOWED)]
    assert len(asking) > 10
    for asker in asking:
        assert _listed(outside.http, asker) == {
            one: (unit, confidential)
            for one, (unit, confidential) in standing.items()
            if right.reaches(asker, unit, confidential=confidential)
        }, asker.name


@pytest.mark.parametrize("name", ["officer", "manager", "agent", "without-roles", "nobody"])
def test_what_has_no_unit_yet_is_shown_to_nobody_of_a_unit(
    outside: Outside, everybody: Sequence[Asker], matters: Sequence[Matter], name: str
) -> None:
    asker = next(each for each in everybody if each.name == name)
    waiting = next(matter for matter in matters if matter.unit is None and not matter.confidential)
    for operation in ("download_document", "list_documents", "show_submission"):
        assert REQUESTS[operation](waiting).of(outside.http, asker).status_code in (401, 403, 404), operation


def test_who_may_not_see_something_is_answered_as_if_it_did_not_exist(
    outside: Outside, everybody: Sequence[Asker], matters: Sequence[Matter]
) -> None:
    officer = next(asker for asker in everybody if asker.name == "officer")
    others = next(matter for matter in matters if matter.unit and matter.unit not in officer.units)
    hidden = next(matter for matter in matters if matter.unit in officer.units and matter.confidential)
    for path, absent in (
        (f"/api/v1/documents/{hidden.documents[0]}", f"/api/v1/documents/{'0' * 8}-0000-4000-8000-{'0' * 12}"),
        (f"/api/v1/transactions/{hidden.number}", "/api/v1/transactions/OUT-1999-000001-1"),
        (f"/api/v1/routes/{hidden.number}", "/api/v1/routes/OUT-1999-000001-1"),
        (f"/api/v1/documents/{others.documents[0]}", f"/api/v1/documents/{'0' * 8}-0000-4000-8000-{'0' * 12}"),
        (f"/api/v1/transactions/{others.number}", "/api/v1/transactions/OUT-1999-000001-1"),
        (f"/api/v1/routes/{others.number}", "/api/v1/routes/OUT-1999-000001-1"),
    ):
        answers = [outside.http.get(one, headers=officer.headers) for one in (path, absent)]
        there, not_there = ({**answer.json(), "trace_id": ""} for answer in answers)
        assert there == not_there


@pytest.mark.parametrize(("name", "seen"), [("clerk", False), ("uncleared-auditor", False), ("cleared-clerk", True)])
def test_a_confidential_matter_is_in_no_list_and_leaves_no_gap(
    outside: Outside, everybody: Sequence[Asker], matters: Sequence[Matter], name: str, *, seen: bool
) -> None:
    asker = next(each for each in everybody if each.name == name)
    hidden = next(matter for matter in matters if matter.confidential and matter.unit)
    waiting = next(matter for matter in matters if matter.confidential and not matter.unit)

    def get(path: str, **wanted: str | int) -> httpx.Response:
        return outside.http.get(f"/api/v1/{path}", params=wanted, headers=asker.headers)

    book = get("registers/incoming/2026", limit=1000).raise_for_status().json()["entries"]
    assert [one["sequence"] for one in book] == list(range(1, len(book) + 1))
    (line,) = [one for one in book if one["number"] == hidden.number]
    assert line["submission_id"] == (hidden.submission_id if seen else None)
    assert bool(get("notices", submission_id=hidden.submission_id).json()["notices"]) == seen
    if "clerk" in asker.roles:
        desk = get("desk", limit=200).json()["waiting"]
        assert (waiting.submission_id in {one["submission_id"] for one in desk}) == seen
    assert outside.http.get(f"/api/v1/tracking/{hidden.token}").json()["number"] == hidden.number


def test_an_office_sees_what_it_handed_in_and_no_other_office_does(
    outside: Outside, everybody: Sequence[Asker], matters: Sequence[Matter]
) -> None:
    agents = [asker for asker in everybody if "agent" in asker.roles and not asker.acts_for][:2]
    assert len(agents) == 2
    handed_in = {
        agent.name: REQUESTS["hand_in_at_counter"](matters[0]).of(outside.http, agent).json()["submission_id"]
        for agent in agents
    }

    def all_there() -> bool:
        return all(handed_in[agent.name] in _handed_in(outside.http, agent) for agent in agents)

    wait_for(all_there)
    for agent in agents:
        others = {submission for name, submission in handed_in.items() if name != agent.name}
        assert not others & _handed_in(outside.http, agent)
        for submission in handed_in.values():
            for method, path in (("GET", ""), ("POST", "/supplements")):
                address = f"/api/v1/counter/submissions/{submission}{path}"
                answer = outside.http.request(method, address, data={"message": "?"}, headers=agent.headers)
                assert answer.is_success == (submission not in others), (agent.name, method)
                assert answer.is_success or answer.status_code == 404


def _handed_in(client: httpx.Client, asker: Asker) -> set[str]:
    lines = client.get("/api/v1/counter/handed-in", headers=asker.headers).json()["handed_in"]
    return {line["submission_id"] for line in lines}


def _listed(client: httpx.Client, asker: Asker) -> dict[str, tuple[str, bool]]:
    """Submission → unit, and whether it is confidential, of all pages of the inbox."""
    found: dict[str, tuple[str, bool]] = {}
    after: str | None = ""
    while after is not None:
        answer = client.get("/api/v1/routes", params={"after": after, "limit": 200}, headers=asker.headers)
        answer.raise_for_status()
        found |= {
            route["submission_id"]: (route["unit_id"], route["confidential"]) for route in answer.json()["routes"]
        }
        after = answer.json()["next"]
    return found
