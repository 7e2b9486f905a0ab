"""Files that are sent in parts, through the gateway, on lines that break."""

import asyncio
import hashlib
import http.client
import os
import time
import uuid
from urllib.parse import urlsplit

import httpx

from tests.e2e.outside import Outside, pdf, wait_for

UPLOADS = "/api/v1/uploads"
PART = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0"}


def begin(outside: Outside, size: int) -> str:
    """A new file; its address."""
    answer = outside.http.post(UPLOADS, headers={"Upload-Length": str(size), "Tus-Resumable": "1.0.0"})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def offset(outside: Outside, address: str) -> int:
    """How far it has come."""
    answer = outside.http.head(address)
    assert answer.status_code == 200
    return int(answer.headers["upload-offset"])


def break_off(outside: Outside, address: str, start: int, promised: bytes, sent: int) -> None:
    """Promise a part, send some of it, and hang up."""
    where = urlsplit(str(outside.http.base_url))
    line = http.client.HTTPConnection(where.hostname or "", where.port)
    line.putrequest("PATCH", address)
    for name, value in {**PART, "Upload-Offset": str(start), "Content-Length": str(len(promised))}.items():
        line.putheader(name, value)
    line.endheaders()
    line.send(promised[:sent])
    time.sleep(0.5)  # what is on its way when a line breaks is lost
    line.close()


def go_on(outside: Outside, address: str, content: bytes) -> None:
    """Send the rest; what a line that broke still brings may come in between."""
    for _ in range(10):
        came = offset(outside, address)
        answer = outside.http.patch(address, content=content[came:], headers={**PART, "Upload-Offset": str(came)})
        if answer.status_code == 204:
            return
        assert answer.status_code == 409, answer.text
    raise AssertionError("never whole")


def test_a_line_that_breaks_again_and_again_costs_nothing(outside: Outside) -> None:
    content = pdf() + os.urandom(5_000_000)
    address, came = begin(outside, len(content)), 0
    for length in (100_000, 700_000, 2_500_000):
        break_off(outside, address, came, content[came:], length)
        before = came
        wait_for(lambda: offset(outside, address) > before or None)  # noqa: B023 - waited for here
        came = offset(outside, address)
    go_on(outside, address, content)
    answer = outside.http.post(
        "/api/v1/submissions",
        data={"subject": "خطاب", "uploads": address.rpartition("/")[2], "upload_codes": "letter"},
        headers={"Idempotency-Key": uuid.uuid4().hex},
    )
    assert answer.status_code == 202, answer.text
    with outside.as_("auditor") as auditor:
        submission = auditor.get(f"/api/v1/submissions/{answer.json()['submission_id']}").json()
    (document,) = submission["documents"]
    assert document["sha256"] == hashlib.sha256(content).hexdigest()
    assert (document["size"], document["code"]) == (len(content), "letter")


def test_many_who_send_the_same_part_at_once_leave_one_whole_file(outside: Outside) -> None:
    content = os.urandom(1_500_000)
    address = begin(outside, len(content))

    async def race() -> list[int]:
        async with httpx.AsyncClient(base_url=outside.http.base_url, timeout=30) as client:
            sent = (client.patch(address, content=content, headers={**PART, "Upload-Offset": "0"}) for _ in range(5))
            return [answer.status_code for answer in await asyncio.gather(*sent)]

    assert min(asyncio.run(race())) in (204, 409)
    go_on(outside, address, content)
    upload_id = address.rpartition("/")[2]
    answer = outside.http.post("/api/v1/submissions", data={"subject": "x", "uploads": upload_id})
    with outside.as_("auditor") as auditor:
        (document,) = auditor.get(f"/api/v1/submissions/{answer.json()['submission_id']}").json()["documents"]
    assert document["sha256"] == hashlib.sha256(content).hexdigest()


def test_the_gateway_writes_no_id_of_an_upload_down(outside: Outside) -> None:
    address = begin(outside, 10)
    outside.http.get(address)
    secret = address.rpartition("/")[2]
    log = outside.stack.layout.logs
    wait_for(lambda: "/api/v1/uploads/-" in (log / "nginx.log").read_text(encoding="utf-8") or None)
    assert all(secret not in path.read_text(encoding="utf-8", errors="replace") for path in log.glob("*.log"))
