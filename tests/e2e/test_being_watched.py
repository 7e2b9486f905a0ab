"""Operators can follow one letter through all services, and see how each of them does."""

import json
from collections.abc import Callable
from typing import Any

import httpx

from deploy.local.services import DESCRIBED, NAMES
from deploy.local.stack import Stack
from tests.e2e.outside import Outside, letter, wait_for

Somebody = Callable[[], str]


def test_one_trace_id_follows_a_letter_from_the_smtp_session_to_the_last_notice(
    outside: Outside, stack: Stack, somebody: Somebody
) -> None:
    sender = somebody()
    outside.send(letter(sender=sender, subject="خطاب يُتتبع", files=("خطاب.pdf",)), sender=sender)
    submission = outside.notice(recipient=sender, kind="registered").submission

    def traces() -> dict[str, set[str]] | None:
        found = {
            name: {line["trace_id"] for line in _lines(stack, name) if line.get("submission_id") == submission}
            for name in ("intake", "registry", "notify")
        }
        return found if all(found.values()) else None

    found = wait_for(traces)
    assert len(set.union(*found.values())) == 1, found


def test_no_secret_and_no_token_is_written_to_a_log(outside: Outside, stack: Stack, somebody: Somebody) -> None:
    sender = somebody()
    accepted = outside.http.post("/api/v1/submissions", data={"subject": "خطاب", "sender_email": sender}).json()
    outside.http.get(f"/api/v1/tracking/{accepted['tracking_token']}")
    outside.notice(recipient=sender, kind="received")
    outside.token("clerk")
    secrets = [accepted["tracking_token"], stack.accounts["clerk"], *_passwords(stack)]
    for log in stack.layout.log("intake").parent.glob("*.log*"):
        text = log.read_text(encoding="utf-8", errors="replace")
        assert not [secret for secret in secrets if secret in text], log


def test_every_service_says_how_it_does_but_not_through_the_gateway(outside: Outside, stack: Stack) -> None:
    for name in NAMES:
        with httpx.Client(base_url=stack.service_url(name), trust_env=False) as service:
            assert service.get("/livez").status_code == 200
            assert service.get("/readyz").json()["ready"] is True
            assert "diwan_http_request_seconds" in service.get("/metrics").text
    assert outside.http.get("/readyz").status_code == 200
    assert outside.http.get("/metrics").status_code == 404


def test_every_services_api_and_events_are_described_behind_the_gateway(outside: Outside) -> None:
    for name in DESCRIBED:
        api = outside.http.get(f"/openapi/{name}.json").json()
        assert api["paths"], name
        events = outside.http.get(f"/asyncapi/{name}.json").json()
        assert events["asyncapi"].startswith("3"), name
        assert "@" not in json.dumps(events.get("servers", {}))


def _lines(stack: Stack, name: str) -> list[dict[str, Any]]:
    text = stack.layout.log(name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def _passwords(stack: Stack) -> list[str]:
    urls = [value for name in NAMES for key, value in stack.environment_of(name).items() if key.endswith("_URL")]
    return [url.split("@")[0].rpartition(":")[2] for url in urls if "@" in url]
