"""A request that is in order, for every operation: what is answered to it depends on who asks alone."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from shared.ids import derived_id
from tests.fuzz_http.askers import Asker
from tests.fuzz_http.configuration import SPARE_UNIT
from tests.fuzz_http.matters import TYPE, Matter


@dataclass(frozen=True, slots=True)
class Ask:
    """A request without the one who asks; `options` are httpx's."""

    method: str
    path: str
    options: Mapping[str, Any]

    def of(self, client: httpx.Client, asker: Asker) -> httpx.Response:
        """Send it."""
        headers = {**asker.headers, **self.options.get("headers", {})}
        return client.request(self.method, f"/api/v1/{self.path}", **{**self.options, "headers": headers})


def _ask(method: str, path: str, **options: Any) -> Ask:
    return Ask(method, path, options)


def _decision(path: str, **body: Any) -> Ask:
    """A decision on a version that there is not: whoever may decide is told that it is not any more what was seen."""
    return _ask("POST", path, json=body, headers={"If-Match": '"0"'})


PERSON = {"civil-number": "12345678", "name": "سالم", "telephone": "92123456"}
"""What is asked at a counter."""

_PERIOD = {"from": "2026-01-01", "to": "2026-12-31"}
_ACTIVITY = {"person": "nobody", "since": "2026-01-01T00:00:00Z", "until": "2026-12-31T00:00:00Z"}
_BLOB = b"what a clerk adds"
_NO_SUCH_LINE = 10**12 - 1
_NO_NUMBER = "OUT-1999-000001-1"
_NEVER_HELD = "IN-1999-000001-2"
_DELEGATION = {
    "to": "nobody",
    "starts_at": "2026-11-22T00:00:00Z",
    "ends_at": "2026-11-23T00:00:00Z",
    "reason": "x",
}


_NOT_SEEN = {"If-Match": '"0"'}
# Below a unit that is not there: nothing is added.
_UNIT = {
    "unit_id": "nobodys",
    "kind": "office",
    "name": {"ar": "x", "en": "x"},
    "telephone": "+968 24 000 000",
    "parent_id": "none",
    "time_zone": "Asia/Muscat",
    "weekend": [5, 6],
}


def _change(matter: Matter, path: str, **body: Any) -> Ask:
    """A change of a version that there is not: whoever may make it is told that it is not any more what was seen."""
    return _ask("POST", f"routes/{matter.number}/{path}", json=body, headers={"If-Match": '"0"'})


def _letter(path: str, **body: Any) -> Ask:
    return _ask("POST", f"letters/{UUID(int=0)}/{path}", json=body, headers={"If-Match": '"0"'})


def _root(matter: Matter) -> UUID:
    return derived_id(UUID(matter.submission_id), "root branch")


REQUESTS: Mapping[str, Callable[[Matter], Ask]] = {
    "list_units": lambda _: _ask("GET", "units"),
    "show_unit": lambda _: _ask("GET", f"units/{SPARE_UNIT}"),
    "change_unit": lambda _: _ask("PATCH", f"units/{SPARE_UNIT}", json={}, headers=_NOT_SEEN),
    "change_unit_calendar": lambda _: _ask("PATCH", f"units/{SPARE_UNIT}/calendar", json={}, headers=_NOT_SEEN),
    "add_unit": lambda _: _ask("POST", "units", json=_UNIT),
    "undo_unit_change": lambda _: _ask("POST", f"units/{SPARE_UNIT}/changes/9999/undo"),
    "show_unit_calendar": lambda _: _ask("GET", f"units/{SPARE_UNIT}/calendar/2026"),
    "show_calendar_effect": lambda _: _ask("GET", f"calendars/{SPARE_UNIT}"),
    "show_letter_template": lambda _: _ask("GET", "letter-templates/approval"),
    "list_letter_template_versions": lambda _: _ask("GET", "letter-templates/approval/versions"),
    "show_letter_template_version": lambda _: _ask("GET", "letter-templates/approval/versions/1"),
    "put_letter_template": lambda _: _ask(
        "PUT", "letter-templates/approval", json={"content": {}, "why": "?"}, headers=_NOT_SEEN
    ),
    "restore_letter_template": lambda _: _ask(
        "POST", "letter-templates/approval/versions/9999/restore", json={"why": "?"}, headers=_NOT_SEEN
    ),
    "print_letter_template": lambda _: _ask("POST", "letter-templates/approval/print", json={"content": {}}),
    "show_rules": lambda _: _ask("GET", "routing-rules"),
    "list_rules_versions": lambda _: _ask("GET", "routing-rules/versions"),
    "show_rules_version": lambda _: _ask("GET", "routing-rules/versions/1"),
    # Without rules nothing is put in force, and nothing is tried.
    "put_rules": lambda _: _ask("PUT", "routing-rules", json={"content": {}, "why": "?"}, headers=_NOT_SEEN),
    "restore_rules": lambda _: _ask(
        "POST", "routing-rules/versions/9999/restore", json={"why": "?"}, headers=_NOT_SEEN
    ),
    "preview_rules": lambda _: _ask("POST", "routing-rules/preview", json={"content": {}}),
    "list_unit_changes": lambda _: _ask("GET", f"units/{SPARE_UNIT}/changes"),
    "list_people": lambda _: _ask("GET", "people"),
    "list_colleagues": lambda _: _ask("GET", "colleagues"),
    # Of nobody, and in a unit that is not there: nobody is added, changed, or acted for.
    "add_person": lambda _: _ask(
        "POST",
        "people",
        json={"login": "nobody", "name": {"ar": "x", "en": "x"}, "roles": ["agent"], "units": ["none"]},
    ),
    "show_person": lambda _: _ask("GET", "people/nobody"),
    "change_person": lambda _: _ask("PATCH", "people/nobody", json={}),
    "list_person_changes": lambda _: _ask("GET", "people/nobody/changes"),
    "undo_person_change": lambda _: _ask("POST", "people/nobody/changes/2/undo"),
    "invite_person": lambda _: _ask("POST", "people/nobody/invitation"),
    "accept_invitation": lambda _: _ask("POST", "passwords", json={"secret": "x", "password": "x"}),
    "change_own_password": lambda _: _ask("POST", "me/password", json={"current": "x", "password": "x"}),
    # In a form that nobody has: nothing is changed.
    "change_own_account": lambda _: _ask("PATCH", "me", json={"address": "x"}),
    "list_standing_delegations": lambda _: _ask("GET", "delegations/standing"),
    "list_own_sessions": lambda _: _ask("GET", "me/sessions"),
    "end_own_sessions": lambda _: _ask("POST", "me/sessions/end"),
    "end_sessions": lambda _: _ask("POST", "people/nobody/sessions/end"),
    "revoke_token": lambda _: _ask("POST", "token/revocation", data={"token": "x"}),
    "list_delegations": lambda _: _ask("GET", "delegations"),
    "delegate": lambda _: _ask("POST", "delegations", json=_DELEGATION),
    "end_delegation": lambda _: _ask("POST", f"delegations/{UUID(int=0)}/end"),
    "list_sign_ins": lambda _: _ask("GET", "sign-ins"),
    "show_me": lambda _: _ask("GET", "me"),
    # Without a name: nobody's tries are used up, and no password is checked.
    "get_token": lambda _: _ask("POST", "token", data={"grant_type": "password"}),
    "get_keys": lambda _: _ask("GET", "jwks"),
    "show_issuer": lambda _: _ask("GET", "../../.well-known/openid-configuration"),
    "submit": lambda _: _ask("POST", "submissions", data={"message": "?"}),
    "supplement": lambda matter: _ask("POST", f"tracking/{matter.token}/supplements", data={"message": "?"}),
    "show_submission": lambda matter: _ask("GET", f"submissions/{matter.submission_id}"),
    # Of none that there is: whoever knows an upload's id may do all of it.
    "start_upload": lambda _: _ask("POST", "uploads", headers={"Upload-Length": "0"}),
    "show_upload": lambda _: _ask("GET", f"uploads/{'0' * 32}"),
    "continue_upload": lambda _: _ask(
        "PATCH",
        f"uploads/{'0' * 32}",
        headers={"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"},
    ),
    "forget_upload": lambda _: _ask("DELETE", f"uploads/{'0' * 32}"),
    "hand_in_at_counter": lambda _: _ask(
        "POST", "counter/submissions", data={"message": "?", "identity": json.dumps(PERSON)}
    ),
    # What they ask about came by no counter: it is no office's.
    "complete_at_counter": lambda matter: _ask(
        "POST", f"counter/submissions/{matter.submission_id}/supplements", data={"message": "?"}
    ),
    "show_handed_in": lambda matter: _ask("GET", f"counter/submissions/{matter.submission_id}"),
    "show_counter_form": lambda _: _ask("GET", "counter/form"),
    "track": lambda matter: _ask("GET", f"tracking/{matter.token}"),
    "list_request_types": lambda _: _ask("GET", "request-types"),
    "show_request_type": lambda _: _ask("GET", f"request-types/{TYPE}"),
    # Of no content: nothing is put in force.
    "put_request_type": lambda _: _ask("PUT", "request-types/nobodys", json={"content": {}, "why": "x"}),
    "list_request_type_versions": lambda _: _ask("GET", f"request-types/{TYPE}/versions"),
    "show_request_type_version": lambda _: _ask("GET", f"request-types/{TYPE}/versions/1"),
    "restore_request_type": lambda _: _decision(f"request-types/{TYPE}/versions/9999/restore", why="x"),
    "preview_request_type": lambda _: _ask("POST", f"request-types/{TYPE}/preview", json={"content": {}}),
    "list_entries": lambda _: _ask("GET", "registers/incoming/2026"),
    "show_line": lambda _: _ask("GET", f"registers/outgoing/2026/{_NO_SUCH_LINE}"),
    "void_line": lambda _: _decision(f"registers/outgoing/2026/{_NO_SUCH_LINE}/void", reason="x"),
    "show_transaction": lambda matter: _ask("GET", f"transactions/{matter.number}"),
    "void_transaction": lambda matter: _decision(f"transactions/{matter.number}/void", reason="x"),
    "list_waiting": lambda _: _ask("GET", "desk"),
    "count_waiting": lambda _: _ask("GET", "desk/counts"),
    "show_waiting": lambda matter: _ask("GET", f"desk/{matter.submission_id}"),
    "register_submission": lambda matter: _decision(f"desk/{matter.submission_id}/register", request_type=TYPE),
    "return_submission": lambda matter: _decision(f"desk/{matter.submission_id}/return", remark="x"),
    "reject_submission": lambda matter: _decision(f"desk/{matter.submission_id}/reject", reason="x"),
    "join_submission": lambda matter: _decision(f"desk/{matter.submission_id}/join", number=matter.number),
    "note_submission": lambda matter: _decision(f"desk/{matter.submission_id}/notes", text="x"),
    "retype_submission": lambda matter: _decision(
        f"desk/{matter.submission_id}/retype", request_type="work-permit", reason="x"
    ),
    "search_matters": lambda _: _ask("GET", "matters", params={"q": "x"}),
    "classify_submission": lambda matter: _decision(
        f"desk/{matter.submission_id}/classify", confidential=False, reason="x"
    ),
    "list_handed_in": lambda _: _ask("GET", "counter/handed-in"),
    "list_directory_activity": lambda _: _ask("GET", "activity/directory", params=_ACTIVITY),
    "list_registry_activity": lambda _: _ask("GET", "activity/registry", params=_ACTIVITY),
    "list_routing_activity": lambda _: _ask("GET", "activity/routing", params=_ACTIVITY),
    "list_storage_activity": lambda _: _ask("GET", "activity/storage", params=_ACTIVITY),
    "list_books": lambda _: _ask("GET", "books"),
    "check_book": lambda _: _ask("GET", "books/incoming/2026/check"),
    "list_voids": lambda _: _ask("GET", "books/incoming/2026/voids"),
    "count_transactions": lambda _: _ask("GET", "reports/transactions", params=_PERIOD),
    "count_submissions": lambda _: _ask("GET", "reports/submissions", params=_PERIOD),
    "show_registration_times": lambda _: _ask("GET", "reports/registration-times", params=_PERIOD),
    "count_referrals": lambda _: _ask("GET", "reports/referrals", params=_PERIOD),
    "count_open": lambda _: _ask("GET", "reports/open"),
    "count_held": lambda _: _ask("GET", "reports/holders"),
    "show_answer_times": lambda _: _ask("GET", "reports/answer-times", params=_PERIOD),
    "list_routes": lambda _: _ask("GET", "routes"),
    "show_route": lambda matter: _ask("GET", f"routes/{matter.number}"),
    "assign_unit": lambda matter: _change(matter, "assign", unit_id=matter.unit),
    "show_inbox": lambda _: _ask("GET", "inbox"),
    "count_inbox": lambda _: _ask("GET", "inbox/counts"),
    "show_follow_up": lambda _: _ask("GET", "follow-up"),
    "refer_transaction": lambda matter: _change(matter, "referrals", to=[{"unit_id": SPARE_UNIT}]),
    "accept_branch": lambda matter: _change(matter, f"branches/{_root(matter)}/accept"),
    "return_branch": lambda matter: _change(matter, f"branches/{_root(matter)}/return", reason="x"),
    "recall_branch": lambda matter: _change(matter, f"branches/{_root(matter)}/recall"),
    "finish_branch": lambda matter: _change(matter, f"branches/{_root(matter)}/done"),
    "ask_requester": lambda matter: _change(matter, "question", question="x"),
    "settle_question": lambda matter: _change(matter, "question/settle"),
    "close_transaction": lambda matter: _change(matter, "close", reason="x"),
    "add_note": lambda matter: _change(matter, "notes", text="x"),
    # With what there is not: nothing is linked.
    "list_related": lambda matter: _ask("GET", f"routes/{matter.number}/related"),
    "link_transactions": lambda matter: _ask("POST", f"routes/{matter.number}/related", json={"number": _NO_NUMBER}),
    "unlink_transactions": lambda matter: _change(matter, f"related/{_NO_NUMBER}/unlink", reason="x"),
    # Of a letter that there is not: what is there of letters is held against the table elsewhere.
    "list_letters": lambda matter: _ask("GET", "letters", params={"number": matter.number}),
    "draft_letter": lambda matter: _ask(
        "POST", "letters", json={"kind": "answer", "number": matter.number, "content": {"by": "units"}}
    ),
    "show_letter": lambda _: _ask("GET", f"letters/{UUID(int=0)}"),
    "edit_letter": lambda _: _letter("editions", by="paper"),
    "submit_letter": lambda _: _letter("submit"),
    "withdraw_letter": lambda _: _letter("withdraw"),
    "discard_letter": lambda _: _letter("discard"),
    "approve_letter": lambda _: _letter("approve", edition=1),
    "send_letter_back": lambda _: _letter("send-back", comments="x"),
    "note_delivery": lambda _: _letter("deliveries", outcome="dispatched"),
    "preview_letter": lambda _: _ask("GET", f"letters/{UUID(int=0)}/preview"),
    "list_letter_templates": lambda _: _ask("GET", "letter-templates"),
    "fill_letter_template": lambda matter: _ask(
        "POST", "letter-templates/approval/preview", json={"unit_id": matter.unit, "number": matter.number}
    ),
    "list_notices": lambda _: _ask("GET", "notices"),
    "retry_notice": lambda matter: _ask("POST", f"notices/{matter.notices[0]}/retry"),
    "list_calls": lambda _: _ask("GET", "calls"),
    # Telephones are off, so there is no call.
    "note_call": lambda matter: _ask(
        "POST", f"calls/{matter.notices[0]}/tries", json={"outcome": "reached"}, headers={"If-Match": '"0"'}
    ),
    "download_document": lambda matter: _ask("GET", f"documents/{matter.documents[0]}"),
    "download_answer": lambda matter: _ask("GET", f"tracking/{matter.token}/documents/{matter.documents[0]}"),
    "list_documents": lambda matter: _ask("GET", f"submissions/{matter.submission_id}/documents"),
    "show_retention_classes": lambda _: _ask("GET", "retention/classes"),
    "list_retention_classes_versions": lambda _: _ask("GET", "retention/classes/versions"),
    "show_retention_classes_version": lambda _: _ask("GET", "retention/classes/versions/1"),
    # Without classes nothing is put in force.
    "put_retention_classes": lambda _: _ask(
        "PUT", "retention/classes", json={"content": {}, "why": "?"}, headers=_NOT_SEEN
    ),
    "restore_retention_classes": lambda _: _ask(
        "POST", "retention/classes/versions/9999/restore", json={"why": "?"}, headers=_NOT_SEEN
    ),
    "list_due": lambda _: _ask("GET", "retention/due"),
    # Of what is not due, nothing is deleted; of what was never held, nothing is held or let go.
    "confirm_disposal": lambda matter: _ask(
        "POST", "retention/disposals", json={"numbers": [matter.number or _NO_NUMBER], "why": "?"}
    ),
    "list_disposals": lambda _: _ask("GET", "retention/disposals"),
    "show_disposal": lambda _: _ask("GET", f"retention/disposals/{UUID(int=0)}"),
    "list_holds": lambda _: _ask("GET", "retention/holds"),
    "show_hold": lambda _: _ask("GET", f"retention/holds/{_NEVER_HELD}"),
    "hold": lambda _: _ask("PUT", f"retention/holds/{_NEVER_HELD}", json={"why": "?"}, headers=_NOT_SEEN),
    "release": lambda _: _ask("DELETE", f"retention/holds/{_NEVER_HELD}", params={"why": "?"}, headers=_NOT_SEEN),
    "list_document_views": lambda matter: _ask("GET", f"documents/{matter.documents[0]}/views"),
    # On a connection of its own: whoever is refused before the body was read has the connection closed, at a moment
    # that may be that of the next request.
    "put_blob": lambda _: _ask(
        "PUT", f"blobs/{hashlib.sha256(_BLOB).hexdigest()}", content=_BLOB, headers={"Connection": "close"}
    ),
}
"""Operation → a request about a matter that has a number. Whoever may send it gets what is there, or is told that it
was decided already."""
