"""What the OpenAPI documents promise: stable names, described parameters, errors as problems."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from deploy.local.services import DESCRIBED
from tests.contracts.apps import app_of
from tests.fuzz_http.rights import RIGHTS

# Generated clients name their methods by these; a change breaks them.
OPERATIONS = {
    "directory": {
        "list_units", "show_unit", "change_unit", "change_unit_calendar", "list_unit_changes", "add_unit",
        "undo_unit_change", "show_unit_calendar", "list_colleagues", "list_standing_delegations", "list_people", "show_me",
        "list_sign_ins", "get_token", "get_keys", "show_issuer",
        "add_person", "show_person", "change_person", "list_person_changes", "undo_person_change", "invite_person",
        "accept_invitation", "change_own_password", "change_own_account", "list_delegations", "delegate", "end_delegation",
        "revoke_token", "list_own_sessions", "end_own_sessions", "end_sessions",
        "list_directory_activity",
    },
    "intake": {
        "submit", "supplement", "show_submission", "start_upload", "show_upload", "continue_upload", "forget_upload",
        "hand_in_at_counter", "complete_at_counter", "show_handed_in", "show_counter_form",
    },
    "registry": {
        "track", "list_request_types", "list_entries", "show_line", "void_line", "show_transaction", "void_transaction", "list_waiting",
        "show_waiting", "register_submission", "return_submission", "reject_submission", "join_submission", "note_submission", "count_waiting",
        "classify_submission", "search_matters", "retype_submission",
        "list_handed_in",
        "count_transactions", "count_submissions", "show_registration_times",
        "list_books", "check_book", "list_voids", "list_registry_activity",
        "show_request_type", "put_request_type", "list_request_type_versions", "show_request_type_version",
        "restore_request_type", "preview_request_type",
    },
    "routing": {
        "list_routes", "show_route", "show_inbox", "count_inbox", "show_follow_up", "assign_unit", "refer_transaction", "accept_branch", "return_branch",
        "recall_branch", "finish_branch", "ask_requester", "settle_question", "add_note",
        "close_transaction", "show_calendar_effect",
        "show_letter_template", "list_letter_template_versions", "show_letter_template_version", "put_letter_template",
        "restore_letter_template", "print_letter_template",
        "show_rules", "list_rules_versions", "show_rules_version", "put_rules", "restore_rules", "preview_rules",
        "list_letters", "draft_letter", "show_letter", "edit_letter", "submit_letter", "withdraw_letter", "discard_letter",
        "approve_letter", "send_letter_back", "note_delivery", "preview_letter", "list_letter_templates",
        "fill_letter_template",
        "count_referrals", "count_open", "count_held", "show_answer_times",
        "list_related", "link_transactions", "unlink_transactions",
        "list_routing_activity",
    },
    "notify": {"list_notices", "retry_notice", "list_calls", "note_call"},
    "storage": {
        "download_document", "download_answer", "list_document_views", "list_documents", "put_blob", "list_storage_activity",
        "show_retention_classes", "list_retention_classes_versions", "show_retention_classes_version",
        "put_retention_classes", "restore_retention_classes",
        "list_due", "confirm_disposal", "list_disposals", "show_disposal", "list_holds", "show_hold", "hold", "release",
    },
}  # fmt: skip
PROBLEM = "application/problem+json"
METHODS = ("get", "put", "post", "patch", "delete")

Document = Mapping[str, Any]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    async def made(name: str) -> Document:
        with app_of(name, tmp_path_factory.mktemp(name)) as app:
            app.openapi()
            return app.openapi()

    return {name: asyncio.run(made(name)) for name in DESCRIBED}


def operations(document: Document) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                yield f"{method} {path}", methods[method]


def test_every_operation_has_its_name_and_no_other(documents: dict[str, Document]) -> None:
    found = {name: {each["operationId"] for _, each in operations(document)} for name, document in documents.items()}
    assert found == OPERATIONS


def test_a_name_is_one_services_alone(documents: dict[str, Document]) -> None:
    counted = Counter(each["operationId"] for document in documents.values() for _, each in operations(document))
    assert [name for name, count in counted.items() if count > 1] == []


def test_the_table_of_rights_has_every_operation_and_no_other() -> None:
    assert set(RIGHTS) == {name for names in OPERATIONS.values() for name in names}


def test_a_token_is_asked_for_where_the_table_of_rights_says_so(documents: dict[str, Document]) -> None:
    for document in documents.values():
        for _, operation in operations(document):
            right = RIGHTS[operation["operationId"]]
            security = operation.get("security", [{}])
            assert ({"token": []} in security) == right.checks_token, operation["operationId"]
            assert ({} in security) == right.nobody, operation["operationId"]


@pytest.mark.parametrize("service", DESCRIBED)
def test_every_operation_says_what_it_does_and_what_its_parameters_mean(
    documents: dict[str, Document], service: str
) -> None:
    document = documents[service]
    tags = {tag["name"] for tag in document["tags"] if tag["description"]}
    for name, operation in operations(document):
        assert operation["summary"], name
        assert operation["description"].startswith(operation["summary"]), name
        assert set(operation["tags"]) <= tags, name
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), f"{name}: {parameter['name']}"


@pytest.mark.parametrize("service", DESCRIBED)
def test_every_error_is_a_problem_with_its_schema_and_nothing_else(
    documents: dict[str, Document], service: str
) -> None:
    for name, operation in operations(documents[service]):
        errors = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        assert "503" in errors, name
        for status, answer in errors.items():
            assert list(answer["content"]) == [PROBLEM], f"{name}: {status}"
            schema = answer["content"][PROBLEM]["schema"]
            assert all(each["$ref"].endswith("Problem") for each in schema.get("anyOf", [schema])), f"{name}: {status}"
            assert len(answer["description"]) > 10, f"{name}: {status}"


@pytest.mark.parametrize("service", DESCRIBED)
def test_every_operation_says_what_the_gateway_may_answer_before_it(
    documents: dict[str, Document], service: str
) -> None:
    for name, operation in operations(documents[service]):
        with_body = {"408", "413", "422"} if "requestBody" in operation else set()
        assert {"400", "414", "429", "431", "502", "503", "504"} | with_body <= operation["responses"].keys(), name
        for status, header in (("401", "WWW-Authenticate"), ("429", "Retry-After"), ("503", "Retry-After")):
            assert header in operation["responses"].get(status, {"headers": header})["headers"], f"{name}: {status}"


def test_a_download_is_of_whatever_type_the_document_is(documents: dict[str, Document]) -> None:
    answers = documents["storage"]["paths"]["/api/v1/documents/{document_id}"]["get"]["responses"]
    assert answers["200"]["content"] == {"*/*": {}}
    assert {"ETag", "Repr-Digest", "Content-Disposition"} <= answers["200"]["headers"].keys()


@pytest.mark.parametrize("service", DESCRIBED)
def test_only_what_needs_a_token_can_be_refused_for_want_of_one(documents: dict[str, Document], service: str) -> None:
    for name, operation in operations(documents[service]):
        assert ("401" in operation["responses"]) == ("security" in operation), name


def test_anybody_may_hand_in_documents_with_a_token_or_without(documents: dict[str, Document]) -> None:
    assert documents["intake"]["paths"]["/api/v1/submissions"]["post"]["security"] == [{"token": []}, {}]


@pytest.mark.parametrize("service", DESCRIBED)
def test_the_document_is_right_behind_any_gateway(documents: dict[str, Document], service: str) -> None:
    document = documents[service]
    assert document["servers"] == [{"url": "/"}]
    assert document["info"].keys() == {"title", "description", "version"}
    schemes = document["components"].get("securitySchemes", {})
    assert {name: scheme["scheme"] for name, scheme in schemes.items()} == {"token": "bearer"}


@pytest.mark.parametrize(
    ("service", "schema"),
    [("intake", "Accepted"), ("registry", "Tracking"), ("registry", "RegisterPage"), ("registry", "Register")],
)
def test_what_newcomers_try_first_has_an_example(documents: dict[str, Document], service: str, schema: str) -> None:
    described = documents[service]["components"]["schemas"][schema]
    (example,) = described["examples"]
    assert set(described.get("required", ())) <= example.keys() <= described["properties"].keys()
