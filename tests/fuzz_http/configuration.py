"""How requests are generated: schemathesis' own configuration, made for one asker and what there is to find."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemathesis import Config

from tests.fuzz_http.askers import OTHER_UNIT, OWN_UNIT, Asker
from tests.fuzz_http.matters import TYPE, Matter

SPARE_UNIT = "undersecretary-office"
"""The unit that is changed: what others send to it is nobody's concern."""

BEYOND_SCHEMA: Mapping[str, tuple[str, str]] = {
    "get_token": ("400", "the password may be wrong"),
    "add_unit": ("422", "the parent exists, and zone and country are known"),
    "change_unit": ("422", "the parent exists, and names have no control characters and are not blank"),
    "revoke_token": ("400", "the form has the token once, and few fields beside it"),
    "change_unit_calendar": ("422", "a day is not off and on at once, and reasons have no control characters"),
    "add_person": ("422", "the units exist, and names have no control characters and are not blank"),
    "change_person": ("422", "the units exist, and names have no control characters and are not blank"),
    "accept_invitation": ("422", "the password is not weak"),
    "change_own_password": ("400", "the current password is the right one"),
    "delegate": ("422", "both people exist, and the period is one"),
    "list_sign_ins": ("422", "`after` is a place in the list"),
    "list_notices": ("422", "`after` is a place in the list"),
    "search_matters": ("422", "`after` is a place, there is a word in what is looked for, and days have a next one"),
    "list_waiting": ("422", "`after` is a place in the list"),
    "register_submission": ("422", "type and unit exist"),
    "retype_submission": ("422", "type and unit exist"),
    "put_request_type": ("422", "the content is that of a request type"),
    "preview_request_type": ("422", "the content is that of a request type, and the period at most 92 days"),
    "return_submission": ("422", "type exists and asks for those documents and fields"),
    "join_submission": ("422", "the number is that of a transaction which is not void"),
    "assign_unit": ("422", "the unit exists"),
    "refer_transaction": ("422", "units exist, nobody refers to himself, and the due date is a later working day"),
    "link_transactions": ("422", "the two are not one"),
    "unlink_transactions": ("422", "the two are not one"),
    "ask_requester": ("422", "one may ask of what one has to act on"),
    "draft_letter": ("422", "units exist, somebody gets it, the vault has what is enclosed, and a key has one body"),
    "edit_letter": ("422", "units exist, somebody gets it, and the vault has what is enclosed"),
    "put_letter_template": ("422", "the template can be filled in, and its code is the one in the address"),
    "restore_letter_template": ("422", "the template can still be filled in"),
    "print_letter_template": ("422", "the template could be in force"),
    "put_rules": ("422", "the rules can be in force"),
    "restore_rules": ("422", "the units that the rules name still work"),
    "preview_rules": ("422", "the rules could be in force, and the period is one of at most 92 days"),
    **dict.fromkeys(
        (
            *("count_transactions", "count_submissions", "show_registration_times"),
            *("count_referrals", "show_answer_times"),
        ),
        ("422", "a period does not end before it begins, and is at most ten years"),
    ),
    **{
        f"list_{service}_activity": ("422", "`since` and `until` are moments")
        for service in ("directory", "registry", "routing", "storage")
    },
    "submit": ("422", "the type exists, there is something in it, codes are as many as files, and a key has one body"),
    "supplement": ("422", "there is something in it, codes are as many as files, and a key has one body"),
    "start_upload": ("422", "the metadata is Base64 of UTF-8"),
    "continue_upload": ("409 413", "the part begins where the file ends, and is none too large"),
    "hand_in_at_counter": ("422", "what is asked about the person fits, and as for an upload by anybody"),
    "complete_at_counter": ("404 422", "the agent's office handed it in, and there is something in it"),
    "list_handed_in": ("422", "`after` is a place in the list"),
    "list_calls": ("422", "`after` is a place in the list"),
    "put_blob": ("422", "the hash is that of the body"),
    "put_retention_classes": ("422", "the classes can be in force"),
    "restore_retention_classes": ("422", "no class that a request type names would be missing"),
    "list_due": ("422", "`after` is a place in the list"),
    "list_disposals": ("422", "`after` is a place in the list"),
    "confirm_disposal": ("422", "a key has one body"),
    **dict.fromkeys(("show_hold", "hold", "release"), ("422", "the number is one of a transaction")),
}
"""Operation → the status for data that fit the schema and break a rule that no schema can state, and the rule."""

OF_A_VERSION = (
    "void_transaction",
    "void_line",
    "register_submission",
    "return_submission",
    "reject_submission",
    "join_submission",
    "note_submission",
    "classify_submission",
    "retype_submission",
    "assign_unit",
    "refer_transaction",
    "accept_branch",
    "return_branch",
    "recall_branch",
    "finish_branch",
    "ask_requester",
    "settle_question",
    "close_transaction",
    "edit_letter",
    "submit_letter",
    "withdraw_letter",
    "discard_letter",
    "approve_letter",
    "send_letter_back",
    "note_delivery",
    "add_note",
    "unlink_transactions",
    "change_unit",
    "change_unit_calendar",
    "undo_unit_change",
    "change_person",
    "change_own_account",
    "undo_person_change",
    "end_delegation",
    "note_call",
    "put_request_type",
    "restore_request_type",
    "put_rules",
    "restore_rules",
    "put_letter_template",
    "restore_letter_template",
    "put_retention_classes",
    "restore_retention_classes",
    "hold",
    "release",
)
"""Operations that say by `If-Match` which version they change; a made-up one is hardly ever the one there is."""

METHODS = ("get", "put", "post", "delete", "options", "patch")
"""What is tried on every path. Not TRACE, which nginx refuses before it knows the path and so its methods; nor methods
that the gateway does not know, for which 501 is right (RFC 9110, section 15.6.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is asked: `phases` are schemathesis' (examples, coverage, fuzzing, stateful), `examples` random requests
    per operation and asker."""

    seed: int
    examples: int
    phases: frozenset[str]


def configuration(url: str, asker: Asker, plan: Plan, matters: Sequence[Matter]) -> Config:
    """The configuration for one asker."""
    values = _values(matters)
    phases: dict[str, dict[str, Any]] = {
        name: {"enabled": name in plan.phases} for name in ("examples", "coverage", "fuzzing", "stateful")
    }
    phases["coverage"]["unexpected-methods"] = list(METHODS)
    return Config.from_dict(
        {
            "seed": plan.seed,
            "base-url": url,
            "headers": asker.headers,
            "continue-on-failure": True,
            "request-timeout": 30,
            "generation": {"max-examples": plan.examples, "no-shrink": True, "database": "none"},
            "phases": phases,
            "dictionaries": {name: {"values": sorted(found)} for name, (_, found) in values.items()},
            "parameters": {
                place: {"dictionary": name, "probability": 0.5}
                for name, (places, _) in values.items()
                for place in places
            },
            "operations": [
                {
                    "include-operation-id": name,
                    "checks": {"positive_data_acceptance": {"expected-statuses": [*_ACCEPTED, *_also(name)]}},
                }
                for name in sorted({*BEYOND_SCHEMA, *OF_A_VERSION})
            ],
        }
    )


_ACCEPTED = ("2xx", "3xx", "401", "403", "404", "409", "429")


def _also(operation: str) -> list[str]:
    """Statuses that data of one operation may be answered with although they fit its schema."""
    beyond = BEYOND_SCHEMA[operation][0].split() if operation in BEYOND_SCHEMA else []
    return [*beyond, "412", "428"] if operation in OF_A_VERSION else beyond


def _values(matters: Sequence[Matter]) -> dict[str, tuple[tuple[str, ...], set[str]]]:
    """Name → the places that get such values half of the time, and values that name something that is there."""
    return {
        "submissions": (("path.submission_id", "query.submission_id"), {matter.submission_id for matter in matters}),
        "tokens": (("path.token",), {matter.token for matter in matters}),
        "documents": (("path.document_id",), {one for matter in matters for one in matter.documents}),
        "hashes": (("path.sha256",), {one for matter in matters for one in matter.hashes}),
        "notices": (("path.notice_id",), {one for matter in matters for one in matter.notices}),
        "numbers": (
            ("path.number", "path.other", "query.number", "body.number"),
            {matter.number for matter in matters if matter.number},
        ),
        "units": (("query.unit", "body.unit", "body.unit_id", "path.unit_id"), {OWN_UNIT, OTHER_UNIT, SPARE_UNIT}),
        "types": (("body.request_type",), {TYPE, "work-permit"}),
    }
