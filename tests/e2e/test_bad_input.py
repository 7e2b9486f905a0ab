"""Whatever is sent to the gateway, by whomever: it is never our error, and what is private is kept by nobody."""

import time
import uuid
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.e2e.outside import Outside

SERVICES = ("intake", "registry", "routing", "notify", "storage", "directory")
ID = "9d0c7a44-4d0e-4bb2-8f5a-1f6c7b0a2d11"
EDGES = ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59")
ODD = (
    "99999999999999999999", "-1", "9223372036854775808", "1" * 5000, "٣", "a" * 300, "\x00", "a\r\nX: y", "$where",
    '{"$gt":""}', "../x", "\u202e", "_", "IN-9999-999999-9", ID, "0" * 32, "0" * 64,
    *(f"{edge}_{ID}" for edge in EDGES), *(f"1_{edge}_{ID}" for edge in EDGES),
)  # fmt: skip
RAW = ("%ff", "%ED%A0%80", "%00", "%2e%2e%2f")
BODIES = (
    b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000, b"1" * 10_000, b"NaN", b'{"$set":1}',
    b'{"reason":"\\ud800"}', b'{"reason":"a\\u0000b"}', b'{"request_type":"\\u0000","unit":"\\ud800"}',
    b'{"remark":"\\ud800","missing":["\\ud800"]}', b'{"unit_id":"\\u0000"}', b'{"name":{"ar":"\\ud800","en":"x"}}',
    b'{"days_off":{"0001-01-01":"x","9999-12-31":"x"}}', b'{"days_off":{"99999999999999999999":"x"}}',
)  # fmt: skip
KINDS = ("application/json", "multipart/form-data", "multipart/form-data; boundary=x", "text/plain")
GOOD = {"book": "incoming", "year": "2026", "number": "IN-2026-000001-5", "sha256": "0" * 64, "token": "0" * 32}


def requests_of(method: str, path: str, operation: Mapping[str, Any]) -> Iterator[tuple[str, bytes, str]]:
    """Paths with odd values at each place in turn, and odd bodies."""
    stated = operation.get("parameters", ())
    places = [one["name"] for one in stated if one["in"] == "path"]
    good = path.format(**{name: GOOD.get(name, ID) for name in places})
    for value in (*(quote(value, safe="") for value in ODD), *RAW):
        for odd in places:
            yield (
                path.format(**{name: value if name == odd else GOOD.get(name, ID) for name in places}),
                b"{}",
                KINDS[0],
            )
        for parameter in stated:
            if parameter["in"] == "query":
                yield f"{good}?{parameter['name']}={value}", b"{}", KINDS[0]
    if method != "get":
        for body in BODIES:
            for kind in KINDS:
                yield good, body, kind


def asked(client: httpx.Client, method: str, path: str, body: bytes, kind: str) -> int:
    """Ask, as often as the gateway says that it was too often, or ends a connection whose body it did not want."""
    for _ in range(30):
        try:
            status = client.request(method, path, content=body, headers={"Content-Type": kind}).status_code
        except httpx.RemoteProtocolError:
            continue
        if status != 429:
            return status
        time.sleep(0.3)
    return 429


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_that_is_sent_is_an_error_of_ours(outside: Outside, service: str) -> None:
    paths = outside.http.get(f"/openapi/{service}.json").json()["paths"]
    wrong = set()
    clients = [outside.as_(name) for name in ("clerk", "auditor", "admin")]
    for client in (outside.http, *clients):
        for path, operations in paths.items():
            # Tokens are asked for so seldom that the gateway would refuse what comes after.
            for method, operation in operations.items() if path != "/api/v1/token" else ():
                for target, body, kind in requests_of(method, path, operation):
                    status = asked(client, method, target, body, kind)
                    if status >= 429:
                        wrong.add((status, method, target[:150], body[:50], kind))
    for client in clients:
        client.close()
    assert not wrong


def test_no_answer_with_something_private_is_kept_on_the_way(outside: Outside) -> None:
    accepted = outside.http.post("/api/v1/submissions", data={"subject": str(uuid.uuid4())})
    with outside.as_("clerk") as clerk:
        answers = [
            accepted,
            outside.http.get(f"/api/v1/tracking/{accepted.json()['tracking_token']}"),
            *(clerk.get(path) for path in ("/api/v1/desk", "/api/v1/notices", "/api/v1/routes", "/api/v1/people")),
        ]
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


@pytest.mark.parametrize("path", ["/api/v1/desk/", "/api//v1/desk", "/API/v1/desk", "/metrics"])
def test_a_path_has_one_spelling(outside: Outside, path: str) -> None:
    answer = outside.http.get(path, headers={"Host": "elsewhere.example"})
    assert answer.status_code == 404
    assert "location" not in answer.headers
