"""Who may do what over HTTP: the table that the answers of the running services are held against.

Everybody asks in the own right, or in that of whom they act for, but where `lent` is false. What is confidential is answered
as if it did not exist to whoever has no clearance in the right that they ask in. `all_`: whatever the object is; `own`: only what a unit of the person has, anything else is answered as if it did not
exist; `known`: whoever has a right token, with any role or none; `nobody`: also without a token; `checks_token`: a token
that is shown must be right, even where none is needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from shared.web.auth import Role
from tests.fuzz_http.askers import Asker


class Outcome(Enum):
    """What somebody who asks can expect."""

    ALLOWED = "allowed"
    OWN = "allowed for what the own units have"
    UNAUTHORISED = "401"
    FORBIDDEN = "403"


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """Who may use one operation."""

    all_: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    known: bool = False
    nobody: bool = False
    checks_token: bool = True
    lent: bool = True
    cleared: bool = False

    def of(self, asker: Asker) -> Outcome:
        """What this asker can expect, in one right or another; see `reaches` for the object."""
        if asker.shows_token and not asker.genuine:
            return Outcome.UNAUTHORISED if self.checks_token else Outcome.ALLOWED
        if not asker.shows_token:
            return Outcome.ALLOWED if self.nobody else Outcome.UNAUTHORISED
        selves = asker.selves if self.lent else (asker,)
        if self.nobody or self.known or any(self.all_ & one.roles for one in selves):
            return Outcome.ALLOWED
        return Outcome.OWN if any(self.own & one.roles for one in selves) else Outcome.FORBIDDEN

    def reaches(self, asker: Asker, unit: str | None, *, confidential: bool) -> bool:
        """Whether something of a unit is there for this asker, who may ask."""
        if self.nobody or self.known or not self.lent:
            # Not about a matter.
            return True
        needs_clearance = confidential or self.cleared
        return any(
            (one.cleared or not needs_clearance)
            and (bool(self.all_ & one.roles) or (bool(self.own & one.roles) and unit in one.units))
            for one in asker.selves
        )


def _only(*roles: Role, own: tuple[Role, ...] = (), cleared: bool = False) -> Right:
    return Right(all_=frozenset(roles), own=frozenset(own), cleared=cleared)


def _personally(*roles: Role) -> Right:
    return Right(all_=frozenset(roles), lent=False)


_PUBLIC = Right(nobody=True, checks_token=False)
_ANY_ROLE = _personally("administrator", "clerk", "officer", "manager", "agent", "auditor")
_STAFF_FOR_THEIR_UNITS = _only("clerk", "auditor", own=("officer", "manager"))
_NUMBERS = _only("clerk", "administrator", "auditor", own=("manager",))
_CONFIGURATION = _only("administrator", "auditor")
_ONES_OWN_WORK = _only(own=("clerk", "officer", "manager"))

RIGHTS: Mapping[str, Right] = {
    # directory
    "list_units": _PUBLIC,
    "show_unit": _PUBLIC,
    **dict.fromkeys(
        ("change_unit", "change_unit_calendar", "add_unit", "undo_unit_change"), _personally("administrator")
    ),
    "show_unit_calendar": _PUBLIC,
    "list_unit_changes": _personally("administrator", "auditor"),
    "list_people": _personally("administrator", "clerk", "auditor"),
    "list_colleagues": _only("clerk", "officer", "manager", "auditor"),
    **dict.fromkeys(
        ("add_person", "change_person", "undo_person_change", "invite_person"), _personally("administrator")
    ),
    "show_person": _personally("administrator", "auditor"),
    "list_person_changes": _personally("administrator", "auditor"),
    "accept_invitation": _PUBLIC,
    **dict.fromkeys(("change_own_password", "change_own_account"), Right(known=True)),
    "list_standing_delegations": _personally("administrator", "auditor"),
    **dict.fromkeys(("list_own_sessions", "end_own_sessions"), Right(known=True)),
    "end_sessions": _personally("administrator"),
    "revoke_token": _PUBLIC,
    "list_delegations": _ANY_ROLE,
    "delegate": _ANY_ROLE,
    "end_delegation": _ANY_ROLE,
    "list_sign_ins": _personally("administrator", "auditor"),
    "show_me": Right(known=True),
    "get_token": _PUBLIC,
    "get_keys": _PUBLIC,
    "show_issuer": _PUBLIC,
    # intake
    "submit": Right(nobody=True),
    "supplement": _PUBLIC,
    **dict.fromkeys(("start_upload", "show_upload", "continue_upload", "forget_upload"), _PUBLIC),
    "show_submission": _only("clerk", "auditor", cleared=True),
    "hand_in_at_counter": _only("agent"),
    "complete_at_counter": _only("agent"),
    "show_handed_in": _only("agent"),
    "show_counter_form": _only("agent"),
    # registry
    "track": _PUBLIC,
    "list_request_types": _PUBLIC,
    **dict.fromkeys(("show_request_type", "list_request_type_versions", "show_request_type_version"), _CONFIGURATION),
    **dict.fromkeys(("put_request_type", "restore_request_type", "preview_request_type"), _only("administrator")),
    "list_entries": _only("clerk", "auditor"),
    "show_line": _only("clerk", "auditor"),
    "void_line": _only("clerk"),
    "show_transaction": _STAFF_FOR_THEIR_UNITS,
    "void_transaction": _only("clerk"),
    "list_waiting": _only("clerk"),
    "show_waiting": _only("clerk"),
    "count_waiting": _only("clerk"),
    "register_submission": _only("clerk"),
    "return_submission": _only("clerk"),
    "reject_submission": _only("clerk"),
    "join_submission": _only("clerk"),
    "note_submission": _only("clerk"),
    "classify_submission": _only("clerk"),
    "retype_submission": _only("clerk"),
    "search_matters": _STAFF_FOR_THEIR_UNITS,
    "list_handed_in": _only("agent"),
    **{f"list_{service}_activity": _only("auditor") for service in ("directory", "registry", "routing", "storage")},
    **dict.fromkeys(("list_books", "check_book", "list_voids"), _only("clerk", "auditor")),
    "count_transactions": _NUMBERS,
    "count_submissions": _only("clerk", "administrator", "auditor"),
    "show_registration_times": _NUMBERS,
    # routing
    **dict.fromkeys(("count_referrals", "count_open", "count_held", "show_answer_times"), _NUMBERS),
    "list_routes": _STAFF_FOR_THEIR_UNITS,
    "show_route": _STAFF_FOR_THEIR_UNITS,
    "assign_unit": _only("clerk"),
    "show_calendar_effect": _personally("administrator", "auditor"),
    **dict.fromkeys(
        ("show_letter_template", "list_letter_template_versions", "show_letter_template_version"),
        _only("administrator", "auditor"),
    ),
    **dict.fromkeys(
        ("put_letter_template", "restore_letter_template", "print_letter_template"), _only("administrator")
    ),
    **dict.fromkeys(("show_rules", "list_rules_versions", "show_rules_version"), _only("administrator", "auditor")),
    **dict.fromkeys(("put_rules", "restore_rules", "preview_rules"), _only("administrator")),
    "show_inbox": _ONES_OWN_WORK,
    "count_inbox": _ONES_OWN_WORK,
    "show_follow_up": _ONES_OWN_WORK,
    "refer_transaction": _ONES_OWN_WORK,
    "accept_branch": _ONES_OWN_WORK,
    "return_branch": _ONES_OWN_WORK,
    "recall_branch": _only("clerk", own=("officer", "manager")),
    "finish_branch": _ONES_OWN_WORK,
    "ask_requester": _ONES_OWN_WORK,
    "settle_question": _ONES_OWN_WORK,
    "close_transaction": _ONES_OWN_WORK,
    **dict.fromkeys(
        ("add_note", "link_transactions", "unlink_transactions"), _only("clerk", own=("officer", "manager"))
    ),
    "list_related": _STAFF_FOR_THEIR_UNITS,
    "list_letters": _STAFF_FOR_THEIR_UNITS,
    "draft_letter": _ONES_OWN_WORK,
    "show_letter": _STAFF_FOR_THEIR_UNITS,
    "edit_letter": _ONES_OWN_WORK,
    "submit_letter": _ONES_OWN_WORK,
    "withdraw_letter": _ONES_OWN_WORK,
    "discard_letter": _ONES_OWN_WORK,
    "approve_letter": _ONES_OWN_WORK,
    "send_letter_back": _ONES_OWN_WORK,
    "note_delivery": _ONES_OWN_WORK,
    "preview_letter": _STAFF_FOR_THEIR_UNITS,
    "list_letter_templates": _only("clerk", "officer", "manager", "administrator", "auditor"),
    "fill_letter_template": _ONES_OWN_WORK,
    # notify
    "list_notices": _only("clerk", "auditor"),
    "retry_notice": _only("clerk"),
    "list_calls": _only("agent", "clerk"),
    "note_call": _only("agent", "clerk"),
    # storage
    "download_document": _STAFF_FOR_THEIR_UNITS,
    "download_answer": _PUBLIC,
    "list_documents": _STAFF_FOR_THEIR_UNITS,
    "list_document_views": _only("auditor"),
    "put_blob": _only("clerk", "officer", "manager"),
    **dict.fromkeys(
        ("show_retention_classes", "list_retention_classes_versions", "show_retention_classes_version"), _CONFIGURATION
    ),
    **dict.fromkeys(("put_retention_classes", "restore_retention_classes"), _only("administrator")),
    **dict.fromkeys(("list_due", "list_disposals", "show_disposal", "list_holds", "show_hold"), _CONFIGURATION),
    **dict.fromkeys(("confirm_disposal", "hold", "release"), _only("administrator")),
}
"""Operation → who may use it. Complete: a test compares it with the OpenAPI document of every service."""
