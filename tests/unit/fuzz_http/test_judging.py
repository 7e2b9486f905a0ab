"""The judge of the HTTP fuzzing finds what it is there to find."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.fuzz_http.askers import NOBODY, Asker
from tests.fuzz_http.judging import ON_EVERY_ANSWER, PROBLEM, Answer, faults

OWN, OTHERS = "0193a5c2-7c1e-7a30-9c55-3f0a5f9e2b11", "0193a5c2-7c1e-7a30-9c55-3f0a5f9e2b12"
CLERK = Asker(name="clerk", token="c", genuine=True, roles=frozenset({"clerk"}))
OFFICER = Asker(name="officer", token="o", genuine=True, roles=frozenset({"officer"}), units=frozenset({"permits"}))
FORGER = Asker(name="forger", token="f", roles=frozenset({"clerk"}))


def answer(operation: str, status: int, body: object = None, **changes: Any) -> Answer:
    problem = {"status": status, "trace_id": "0af7651916cd43dd8448eb211c80319c"}
    content = json.dumps(problem if status >= 400 and body is None else body).encode()
    headers = dict.fromkeys((*ON_EVERY_ANSWER, "cache-control"), "x")
    headers["content-type"] = PROBLEM if status >= 400 else "application/json"
    return Answer(**{
        "operation": operation,
        "method_is_documented": True,
        "path_ids": frozenset(),
        "status": status,
        "headers": headers,
        "content": content,
        **changes,
    })  # fmt: skip


def judged(asker: Asker, given: Answer) -> list[str]:
    return faults(asker, given, lambda: frozenset({OWN}))


@pytest.mark.parametrize(
    ("asker", "operation", "status"),
    [
        (CLERK, "list_waiting", 200),
        (CLERK, "list_waiting", 422),
        (OFFICER, "list_waiting", 403),
        (NOBODY, "list_waiting", 401),
        (NOBODY, "register_submission", 400),
        (NOBODY, "submit", 202),
        (FORGER, "submit", 401),
        (FORGER, "list_units", 200),
        (OFFICER, "show_transaction", 404),
    ],
)
def test_what_is_within_rights_is_no_finding(asker: Asker, operation: str, status: int) -> None:
    assert judged(asker, answer(operation, status)) == []


@pytest.mark.parametrize(
    ("asker", "operation", "status"),
    [
        (CLERK, "list_waiting", 403),
        (OFFICER, "list_waiting", 200),
        (OFFICER, "list_waiting", 404),
        (OFFICER, "register_submission", 409),
        (NOBODY, "list_waiting", 200),
        (NOBODY, "list_waiting", 403),
        (NOBODY, "show_submission", 404),
        (FORGER, "submit", 202),
        (FORGER, "list_waiting", 200),
    ],
)
def test_what_is_not_within_rights_is_found(asker: Asker, operation: str, status: int) -> None:
    assert judged(asker, answer(operation, status))


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("show_transaction", {"submission_id": OTHERS}),
        ("show_route", {"submission_id": OTHERS}),
        ("list_routes", {"routes": [{"submission_id": OWN}, {"submission_id": OTHERS}]}),
        ("list_documents", [{"submission_id": OTHERS}]),
    ],
)
def test_what_another_unit_has_is_found(operation: str, body: object) -> None:
    assert judged(OFFICER, answer(operation, 200, body)) == [f"shows what another unit has: ['{OTHERS}']"]
    own = json.loads(json.dumps(body).replace(OTHERS, OWN))
    assert judged(OFFICER, answer(operation, 200, own)) == []
    assert judged(CLERK, answer(operation, 200, body)) == []


def test_a_download_of_another_units_document_is_found() -> None:
    for document, allowed in ((OWN, True), (OTHERS, False)):
        given = answer("download_document", 200, path_ids=frozenset({document.upper()}))
        assert (judged(OFFICER, given) == []) == allowed


@pytest.mark.parametrize(
    "changes",
    [
        {"status": 500},
        {"content": b"Traceback (most recent call last)", "status": 200},
        {"content": b'{"status": 404, "trace_id": ""}'},
        {"headers": {**answer("list_units", 422).headers, "content-type": "text/html"}},
        {"headers": {"content-type": PROBLEM}},
        {"method_is_documented": False, "status": 200},
    ],
)
def test_an_answer_in_a_wrong_form_is_found(changes: Mapping[str, Any]) -> None:
    given = {"status": 422, **changes}
    assert judged(NOBODY, answer("list_units", **given))
