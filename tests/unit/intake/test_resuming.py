"""A file that is sent in parts goes on where it broke off, and is handed in once it is whole."""

from base64 import b64encode
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from services.intake import api
from services.intake.errors import UploadOffsetError
from services.intake.resuming import AFTERWARDS
from services.intake.uploads import Uploads
from shared.contracts import SubmissionReadV1
from shared.errors import TransientError
from shared.web import problems
from tests.unit.intake.fakes import FLOOR, World

PDF = b"%PDF-1.4\n%%EOF\n"
PART = "application/offset+octet-stream"


@pytest.fixture
def client(world: World) -> httpx.AsyncClient:
    app = FastAPI()
    problems.install(app)
    uploads = Uploads(world.vault, max_file_bytes=1000, max_total_bytes=1500, max_files=3)
    keeping = api.Keeping(uploads, world.resuming)
    app.include_router(api.routes(world.intake, keeping, public_url="https://diwan.example", region="OM"))
    app.include_router(api.resuming_routes(world.resuming))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://intake")


async def begin(client: httpx.AsyncClient, size: int = len(PDF), name: str = "خطاب.pdf") -> str:
    about = f"filename {b64encode(name.encode()).decode()},filetype {b64encode(b'application/pdf').decode()}"
    answer = await client.post(
        "/api/v1/uploads", headers={"Upload-Length": str(size), "Upload-Metadata": about, "Tus-Resumable": "1.0.0"}
    )
    assert answer.status_code == 201, answer.text
    return answer.headers["location"]


async def go_on(client: httpx.AsyncClient, address: str, offset: int, part: bytes) -> httpx.Response:
    return await client.patch(address, content=part, headers={"Upload-Offset": str(offset), "Content-Type": PART})


async def sent(client: httpx.AsyncClient, content: bytes = PDF, name: str = "خطاب.pdf") -> str:
    address = await begin(client, len(content), name)
    assert (await go_on(client, address, 0, content)).status_code == 204
    return address.rpartition("/")[2]


async def hand_in(client: httpx.AsyncClient, *uploads: str, **rest: list[str]) -> httpx.Response:
    data: dict[str, str | list[str]] = {"subject": "x", "uploads": list(uploads), **rest}
    return await client.post("/api/v1/submissions", data=data, headers={"Idempotency-Key": "k"})


async def test_what_breaks_off_goes_on_where_it_stopped_and_is_handed_in(
    world: World, client: httpx.AsyncClient
) -> None:
    address = await begin(client)
    first = await go_on(client, address, 0, PDF[:5])
    assert first.status_code == 204
    told = await client.head(address)
    assert told.headers["upload-offset"] == first.headers["upload-offset"] == "5"
    assert told.headers["upload-length"] == str(len(PDF))
    assert "upload-expires" in told.headers
    assert (await go_on(client, address, 5, PDF[5:])).headers["upload-offset"] == str(len(PDF))
    answer = await hand_in(client, address.rpartition("/")[2], upload_codes=["passport"])
    assert answer.status_code == 202, answer.text
    (event,) = world.submissions.events
    assert isinstance(event, SubmissionReadV1)
    (document,) = event.documents
    assert (document.name, document.code, document.media_type) == ("خطاب.pdf", "passport", "application/pdf")
    assert world.vault.blobs[sha256(PDF).hexdigest()] == PDF


async def test_what_was_sent_before_and_what_comes_now_are_one_submission(
    world: World, client: httpx.AsyncClient
) -> None:
    answer = await client.post(
        "/api/v1/submissions",
        data={"subject": "x", "uploads": [await sent(client, b"one", "1.txt")], "document_codes": ["contract"]},
        files=[("files", ("2.txt", b"two", "text/plain"))],
    )
    assert answer.status_code == 202, answer.text
    (kept,) = world.submissions.by_key.values()
    assert [(one.name, one.code) for one in kept.documents] == [("2.txt", "contract"), ("1.txt", None)]


async def test_the_same_again_is_the_same_submission_for_a_while(world: World, client: httpx.AsyncClient) -> None:
    one = await sent(client)
    first = await hand_in(client, one)
    assert (await hand_in(client, one)).json() == first.json()
    world.clock.time += AFTERWARDS
    assert (await hand_in(client, one)).json()["code"] == "unknown-upload"


async def test_a_yes_stays_a_yes_when_the_file_cannot_be_forgotten(world: World, client: httpx.AsyncClient) -> None:
    one = await sent(client)
    ends_at = next(iter(world.started_files.files.values())).ends_at
    world.started_files.cannot_end = True
    assert (await hand_in(client, one)).status_code == 202
    assert next(iter(world.started_files.files.values())).ends_at == ends_at


@pytest.mark.parametrize("offset", [0, 4, 6, 1000])
async def test_a_part_that_overlaps_or_leaves_a_hole_is_refused(
    world: World, client: httpx.AsyncClient, offset: int
) -> None:
    address = await begin(client)
    await go_on(client, address, 0, PDF[:5])
    answer = await go_on(client, address, offset, PDF[offset:])
    assert answer.status_code == 409
    assert answer.json()["code"] == "upload-offset"
    assert list(world.started_files.pieces.values()) == [PDF[:5]]


async def test_more_than_was_said_is_refused(client: httpx.AsyncClient) -> None:
    address = await begin(client)
    assert (await go_on(client, address, 0, PDF + b"x")).status_code == 413
    assert (await client.head(address)).headers["upload-offset"] == "0"


async def test_a_file_that_is_not_whole_or_not_there_is_not_handed_in(world: World, client: httpx.AsyncClient) -> None:
    address = await begin(client)
    await go_on(client, address, 0, PDF[:5])
    assert (await hand_in(client, address.rpartition("/")[2])).json()["code"] == "unfinished-upload"
    assert (await hand_in(client, "0" * 32)).json()["code"] == "unknown-upload"
    assert (await hand_in(client, "../etc/passwd")).status_code == 422
    assert (await hand_in(client, *(["0" * 32] * 4))).json()["code"] == "submission-too-large"
    assert (await hand_in(client, "0" * 32, upload_codes=["a", "b"])).json()["code"] == "document-codes-mismatch"
    assert not world.submissions.events


async def test_files_that_were_sent_in_parts_are_within_the_same_limits(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/v1/uploads", headers={"Upload-Length": "1001"})).status_code == 413
    large = [await sent(client, bytes([number]) * 900) for number in (1, 2)]
    assert (await hand_in(client, *large)).json()["code"] == "submission-too-large"


async def test_one_address_takes_no_more_than_its_share(world: World, client: httpx.AsyncClient) -> None:
    for _ in range(3):
        await begin(client, 1000)
    refused = await client.post("/api/v1/uploads", headers={"Upload-Length": "1"})
    assert (refused.status_code, refused.json()["code"]) == (429, "too-many-uploads")
    assert refused.headers["retry-after"]
    world.clock.time += timedelta(hours=6)
    for _ in range(5):
        await begin(client, 1)
    assert (await client.post("/api/v1/uploads", headers={"Upload-Length": "0"})).status_code == 429


async def test_all_together_take_no_more_than_there_is(world: World) -> None:
    for number in range(6):
        await world.resuming.start(size=1000, name="", media_type="", client=str(number))
    with pytest.raises(TransientError):
        await world.resuming.start(size=1, name="", media_type="", client="7")


async def test_nothing_is_taken_while_the_disk_is_full(world: World, client: httpx.AsyncClient) -> None:
    address = await begin(client)
    world.free = FLOOR - 1
    await world.space.look()
    assert (await client.post("/api/v1/uploads", headers={"Upload-Length": "1"})).status_code == 503
    assert (await go_on(client, address, 0, PDF)).json()["code"] == "store-full"


async def test_what_was_forgotten_is_as_if_it_had_never_been(world: World, client: httpx.AsyncClient) -> None:
    address, other = await begin(client), await begin(client)
    assert (await client.delete(address)).status_code == 204
    world.clock.time += timedelta(hours=6)
    for gone in (address, other, f"/api/v1/uploads/{'0' * 32}"):
        answers = [await client.get(gone), await client.delete(gone), await go_on(client, gone, 0, PDF)]
        assert [answer.json()["code"] for answer in answers] == ["not-found"] * 3
        assert (await client.head(gone)).status_code == 404


async def test_other_versions_and_other_bodies_are_refused_by_name(client: httpx.AsyncClient) -> None:
    address = await begin(client)
    other = await client.post("/api/v1/uploads", headers={"Upload-Length": "1", "Tus-Resumable": "2.0.0"})
    assert (other.status_code, other.json()["code"]) == (412, "upload-protocol")
    form = await client.patch(address, content=b"a=b", headers={"Upload-Offset": "0", "Content-Type": "text/plain"})
    assert (form.status_code, form.json()["code"]) == (415, "not-part-of-a-file")


@pytest.mark.parametrize("about", ["filename ***", "filename gICA"])
async def test_names_that_cannot_be_read_are_refused(client: httpx.AsyncClient, about: str) -> None:
    answer = await client.post("/api/v1/uploads", headers={"Upload-Length": "1", "Upload-Metadata": about})
    assert answer.status_code == 422


async def test_a_file_tells_what_it_is_as_soon_as_it_has_a_beginning(client: httpx.AsyncClient) -> None:
    address = await begin(client, name="letter.exe")
    for offset, byte in enumerate(PDF):
        await go_on(client, address, offset, bytes([byte]))
    told = (await client.get(address)).json()
    assert told["upload_id"] == address.rpartition("/")[2]
    assert (told["name"], told["size"], told["received"]) == ("letter.exe", len(PDF), len(PDF))
    assert (told["media_type"], told["agrees"]) == ("application/pdf", False)
    answer = await hand_in(client, told["upload_id"])
    assert answer.status_code == 202


async def test_a_file_of_too_many_pieces_is_not_taken(world: World, client: httpx.AsyncClient) -> None:
    address = await begin(client, 100)
    answers = [await go_on(client, address, offset, b"x") for offset in range(21)]
    assert [answer.status_code for answer in answers] == [*[204] * 20, 429]
    assert len(world.started_files.pieces) == 20


@given(content=st.binary(max_size=200), cuts=st.lists(st.integers(0, 200), max_size=8))
async def test_a_file_arrives_as_it_is_wherever_it_breaks(content: bytes, cuts: list[int]) -> None:
    world = World()
    secret, _ = await world.resuming.start(size=len(content), name="a", media_type="", client="")
    for until in (*cuts, len(content)):
        there = (await world.resuming.find(secret)).received
        await world.resuming.take(secret, there, once(content[there:until]))
        with pytest.raises(UploadOffsetError):
            await world.resuming.take(secret, there - 1, once(b"x"))
    (whole,) = await world.resuming.chosen([secret])
    uploads = Uploads(world.vault, max_file_bytes=1000, max_total_bytes=1500, max_files=3)
    (document,) = await uploads.keep([whole])
    assert world.vault.blobs[document.sha256] == content


async def once(part: bytes) -> AsyncIterator[bytes]:
    yield part
