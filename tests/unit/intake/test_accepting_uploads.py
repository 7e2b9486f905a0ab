"""An upload becomes a submission before the portal says 202."""

import json
import uuid
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from services.intake import api
from services.intake.uploads import Uploads
from shared.contracts import SubmissionReadV1
from shared.web import problems
from tests.unit.intake.fakes import FLOOR, World

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def client(world: World) -> httpx.AsyncClient:
    app = FastAPI()
    problems.install(app)
    uploads = Uploads(world.vault, max_file_bytes=1000, max_total_bytes=1500, max_files=3)
    keeping = api.Keeping(uploads, world.resuming)
    app.include_router(api.routes(world.intake, keeping, public_url="https://diwan.example", region="OM"))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://intake")


async def submit(client: httpx.AsyncClient, *, key: str = "", **fields: str) -> httpx.Response:
    return await client.post(
        "/api/v1/submissions",
        data={"subject": "خطاب", **fields},
        files=[("files", ("خطاب.pdf", PDF, "application/pdf"))],
        headers={"Idempotency-Key": key or str(uuid.uuid4())},
    )


async def test_an_upload_is_durable_with_its_documents_and_its_event(world: World, client: httpx.AsyncClient) -> None:
    answer = await submit(client, sender_email="salim@company.example", sender_name="سالم")
    assert answer.status_code == 202
    (told,) = world.submissions.events
    assert isinstance(told, SubmissionReadV1)
    assert str(told.submission_id) == answer.json()["submission_id"]
    assert told.requester.token == answer.json()["tracking_token"]
    assert told.requester.language == "ar"
    assert [(one.name, one.media_type, one.agrees) for one in told.documents] == [("خطاب.pdf", "application/pdf", True)]
    assert world.vault.blobs[told.documents[0].sha256] == PDF
    manifest = json.loads(world.vault.blobs[told.sha256])
    assert manifest["statement"]["sender_name"] == "سالم"
    assert manifest["documents"][0]["sha256"] == told.documents[0].sha256


async def test_the_same_key_and_body_is_the_same_submission(world: World, client: httpx.AsyncClient) -> None:
    first, second = await submit(client, key="k"), await submit(client, key="k")
    assert first.json() == second.json()
    assert len(world.submissions.events) == 1


async def test_the_same_key_with_another_body_is_refused(client: httpx.AsyncClient) -> None:
    await submit(client, key="k")
    answer = await submit(client, key="k", message="other")
    assert answer.status_code == 422
    assert answer.json()["code"] == "idempotency-key-reused"


async def test_without_a_key_every_upload_is_a_submission(world: World, client: httpx.AsyncClient) -> None:
    for _ in range(2):
        assert (await client.post("/api/v1/submissions", data={"subject": "x"})).status_code == 202
    assert len(world.submissions.events) == 2


async def test_somebody_without_a_mail_address_is_not_written_to(world: World, client: httpx.AsyncClient) -> None:
    await submit(client)
    told = world.submissions.events[0]
    assert isinstance(told, SubmissionReadV1)
    assert not told.requester.answerable


@pytest.mark.parametrize(
    ("fields", "files", "status", "code"),
    [
        ({"request_type": "nonsense", "subject": "x"}, [], 422, "unknown-request-type"),
        ({"sender_name": "nobody"}, [], 422, "empty-submission"),
        ({"subject": "x", "sender_email": "not an address"}, [], 422, "invalid-request"),
        ({"subject": "x"}, [b"x" * 1001], 413, "file-too-large"),
        ({"subject": "x"}, [b"x" * 900, b"y" * 900], 413, "submission-too-large"),
        ({"subject": "x"}, [b"a", b"b", b"c", b"d"], 413, "submission-too-large"),
    ],
)
async def test_bad_uploads_have_a_clear_error_and_leave_nothing(
    world: World, client: httpx.AsyncClient, fields: dict[str, str], files: list[bytes], status: int, code: str
) -> None:
    answer = await client.post(
        "/api/v1/submissions", data=fields, files=[("files", (f"{n}.txt", data)) for n, data in enumerate(files)]
    )
    assert answer.status_code == status
    assert answer.json()["code"] == code
    assert answer.headers["content-type"] == "application/problem+json"
    assert world.submissions.by_key == {}


@pytest.mark.parametrize("store", ["vault", "submissions"])
async def test_a_store_that_is_down_is_503_with_retry_after(
    world: World, client: httpx.AsyncClient, store: str
) -> None:
    getattr(world, store).down = True
    answer = await submit(client)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


async def test_a_supplement_needs_the_token_of_its_submission(world: World, client: httpx.AsyncClient) -> None:
    accepted = (await submit(client)).json()
    files = [("files", ("جواز.pdf", PDF + b"2", "application/pdf"))]
    answer = await client.post(f"/api/v1/tracking/{accepted['tracking_token']}/supplements", files=files)
    assert answer.status_code == 202
    told = world.submissions.events[-1]
    assert isinstance(told, SubmissionReadV1)
    assert str(told.supplements) == accepted["submission_id"]
    assert (await client.post(f"/api/v1/tracking/{'0' * 32}/supplements", files=files)).status_code == 404


async def test_names_cannot_leave_their_folder_or_break_a_line(world: World, client: httpx.AsyncClient) -> None:
    files = [("files", ("../../etc/passwd\u202efdp.exe", PDF, "application/pdf"))]
    await client.post("/api/v1/submissions", data={"subject": "a\r\nBcc: b@c.example"}, files=files)
    told = world.submissions.events[0]
    assert isinstance(told, SubmissionReadV1)
    assert "/" not in told.documents[0].name
    assert "\u202e" not in told.documents[0].name
    assert "\n" not in told.subject


def part(name: str, data: bytes, disposition: str = "") -> bytes:
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{disposition}\r\n\r\n'.encode() + data + b"\r\n"


SUBJECT = part("subject", b"x")
DOCUMENT = part("files", PDF, '; filename="a.pdf"')


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (SUBJECT + DOCUMENT, ""),
        (SUBJECT + DOCUMENT[:-10], ""),
        (SUBJECT + part("file", PDF, '; filename="a.pdf"') + b"--x--\r\n", ""),
        (b"".join(part(f"x{n}", b"") for n in range(60)) + SUBJECT + b"--x--\r\n", ""),
        (SUBJECT + part("other", b"y" * 1_000_000) + b"--x--\r\n", ""),
        (SUBJECT + b"--x--\r\n", "; charset=punycode"),
    ],
    ids=["no end", "half a file", "a file elsewhere", "too many fields", "a field too large", "an odd charset"],
)
async def test_a_form_that_could_lose_something_or_take_too_much_is_refused(
    world: World, client: httpx.AsyncClient, body: bytes, content_type: str
) -> None:
    headers = {"Content-Type": f"multipart/form-data; boundary=x{content_type}"}
    answer = await client.post("/api/v1/submissions", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] == "invalid-request"
    assert world.submissions.by_key == {}


@pytest.mark.parametrize("disposition", ['; filename=""', '; filename="."'])
async def test_a_file_without_a_name_is_kept(world: World, client: httpx.AsyncClient, disposition: str) -> None:
    headers = {"Content-Type": 'multipart/form-data; boundary="x"; charset=UTF-8'}
    body = SUBJECT + part("files", PDF, disposition) + part("files", b"", '; filename=""') + b"--x--"
    answer = await client.post("/api/v1/submissions", content=body, headers=headers)
    assert answer.status_code == 202
    (submission,) = world.submissions.by_key.values()
    assert [one.size for one in submission.documents] == [len(PDF)]


@pytest.mark.parametrize("path", ["/api/v1/submissions", f"/api/v1/tracking/{'0' * 32}/supplements"])
async def test_without_space_an_upload_is_refused_before_it_is_read(
    world: World, client: httpx.AsyncClient, path: str
) -> None:
    world.free = FLOOR - 1
    await world.space.look()
    sent = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal sent
        sent += 1
        yield b"--x--"

    answer = await client.post(path, content=body(), headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "store-full", "60")
    assert sent == 0


async def test_without_space_what_is_there_can_still_be_asked_for(world: World, client: httpx.AsyncClient) -> None:
    world.free = FLOOR - 1
    await world.space.look()
    answer = await client.get(f"/api/v1/submissions/{uuid.uuid4()}")
    assert answer.status_code == 401
