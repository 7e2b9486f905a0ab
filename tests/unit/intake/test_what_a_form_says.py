"""Named fields and the codes of documents are taken whole, cleaned, and kept with what was handed in."""

import json
import uuid
from hashlib import sha256
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.intake import api
from services.intake.model import Statement, Upload
from services.intake.uploads import Uploads
from shared.contracts import SubmissionReadV1
from shared.contracts.base import Document
from shared.web import problems
from tests.unit.intake.fakes import World

PDF = b"%PDF-1.4\n%%EOF\n"
TWO = [("files", ("a.pdf", PDF, "application/pdf")), ("files", ("b.pdf", PDF + b"b", "application/pdf"))]


@pytest.fixture
def client(world: World) -> httpx.AsyncClient:
    app = FastAPI()
    problems.install(app)
    uploads = Uploads(world.vault, max_file_bytes=1000, max_total_bytes=1500, max_files=60)
    keeping = api.Keeping(uploads, world.resuming)
    app.include_router(api.routes(world.intake, keeping, public_url="https://diwan.example", region="OM"))
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://intake", headers={"Accept-Language": "en"}
    )


async def submit(client: httpx.AsyncClient, *, files: Any = TWO, key: str = "", **data: Any) -> httpx.Response:
    return await client.post(
        "/api/v1/submissions",
        data={"subject": "خطاب", **data},
        files=files,
        headers={"Idempotency-Key": key or str(uuid.uuid4())},
    )


def read(world: World) -> SubmissionReadV1:
    told = world.submissions.events[-1]
    assert isinstance(told, SubmissionReadV1)
    return told


async def test_fields_and_codes_are_in_the_event_the_submission_and_the_manifest(
    world: World, client: httpx.AsyncClient
) -> None:
    fields = {"civil_number": "١٢٣٤٥٦٧", "occupation": "نجار"}
    answer = await submit(client, fields=json.dumps(fields), document_codes=["passport", ""])
    assert answer.status_code == 202, answer.text
    told = read(world)
    (kept,) = world.submissions.by_key.values()
    assert told.fields == kept.fields == fields
    assert [one.code for one in told.documents] == [one.code for one in kept.documents] == ["passport", None]
    manifest = json.loads(world.vault.blobs[told.sha256])
    assert manifest["fields"] == fields
    assert [one.get("code") for one in manifest["documents"]] == ["passport", None]


async def test_an_upload_without_a_form_is_what_it_was_before_there_were_forms(
    world: World, client: httpx.AsyncClient
) -> None:
    assert (await submit(client)).status_code == 202
    told = read(world)
    assert (told.fields, [one.code for one in told.documents]) == (None, [None, None])
    manifest = json.loads(world.vault.blobs[told.sha256])
    assert manifest.keys() == {"statement", "documents"}
    assert all(one.keys() == {"name", "sha256", "size"} for one in manifest["documents"])


def test_what_is_not_said_leaves_no_trace_in_what_makes_two_uploads_the_same() -> None:
    document = Document(
        document_id=uuid.uuid4(), name="a.pdf", sha256="1" * 64, size=1, media_type="application/pdf", agrees=True
    )
    statement = Statement(subject="x")
    upload = Upload(channel="portal", statement=statement, documents=(document,))
    before = f"{statement!r}\0\0None\0\0a.pdf\0{'1' * 64}"
    assert upload.body_hash() == sha256(before.encode()).hexdigest()
    # A repeat of before the change would not be known otherwise.
    assert "fields" not in repr(statement)


async def test_an_empty_value_of_fields_is_no_form(world: World, client: httpx.AsyncClient) -> None:
    await submit(client, fields="")
    assert read(world).fields is None


async def test_of_one_file_nothing_may_be_said(world: World, client: httpx.AsyncClient) -> None:
    assert (await submit(client, files=TWO[:1], document_codes=[""])).status_code == 202
    assert [one.code for one in read(world).documents] == [None]


async def test_a_form_in_which_nothing_is_filled_in_is_a_form(world: World, client: httpx.AsyncClient) -> None:
    await submit(client, fields="{}")
    assert read(world).fields == {}


async def test_the_order_of_fields_makes_no_other_submission(world: World, client: httpx.AsyncClient) -> None:
    first = await submit(client, key="k", fields='{"a": "1", "b": "2"}')
    again = await submit(client, key="k", fields='{"b":"2","a":"1"}')
    assert first.json() == again.json()
    assert len({told.sha256 for told in world.submissions.events if isinstance(told, SubmissionReadV1)}) == 1


@pytest.mark.parametrize(
    "other", [{}, {"fields": '{"a": "2"}'}, {"fields": '{"a": "1"}', "document_codes": ["passport", ""]}]
)
async def test_other_fields_or_codes_are_another_body(client: httpx.AsyncClient, other: dict[str, Any]) -> None:
    await submit(client, key="k", fields='{"a": "1"}')
    answer = await submit(client, key="k", **other)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")


async def test_names_values_and_codes_are_cleaned(world: World, client: httpx.AsyncClient) -> None:
    fields = {" occupation\u202e ": "  carpenter\r\nBcc: b@c.example\u0000 "}
    await submit(client, fields=json.dumps(fields), document_codes=["pass\r\nport", "  "])
    assert read(world).fields == {"occupation": "carpenter Bcc: b@c.example"}
    assert [one.code for one in read(world).documents] == ["pass port", None]


NOT_FIELDS = [
    "x", "[]", "null", '"a"', "1", '{"a": "1", "a": "2"}', '{"a": "1", " a": "2"}', '{"": "1"}', '{"\\u0000": "1"}',
    "[" * 100_000, '{"a":' * 100_000, "9" * 10_000, json.dumps({"n" * 101: "1"}), '{"a": "1"',
]  # fmt: skip


@pytest.mark.parametrize("fields", NOT_FIELDS, ids=lambda text: text[:20])
async def test_what_is_no_object_of_named_texts_is_refused_by_the_fields_name(
    world: World, client: httpx.AsyncClient, fields: str
) -> None:
    answer = await submit(client, fields=fields)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    (error,) = answer.json()["errors"]
    assert error["field"] == "fields"
    assert "JSON object" in error["message"]
    assert world.submissions.by_key == {}


@pytest.mark.parametrize(
    ("value", "said"),
    [(1, "text"), (None, "text"), (["x"], "text"), ({"x": "y"}, "text"), ("x" * 1001, "1,000")],
)
async def test_a_value_that_is_no_short_text_is_refused_by_its_name(
    client: httpx.AsyncClient, value: object, said: str
) -> None:
    answer = await submit(client, fields=json.dumps({"good": "1", "bad": value}))
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == "fields.bad"
    assert said in error["message"]


async def test_fifty_fields_of_a_thousand_characters_are_taken_and_not_one_more(
    world: World, client: httpx.AsyncClient
) -> None:
    most = {f"{n:0>100}": "ع" * 1000 for n in range(50)}
    assert (await submit(client, fields=json.dumps(most))).status_code == 202
    assert read(world).fields == most
    answer = await submit(client, fields=json.dumps({**most, "more": "1"}))
    (error,) = answer.json()["errors"]
    assert (error["field"], "50" in error["message"]) == ("fields", True)


@pytest.mark.parametrize("codes", [["passport"], ["a", "b", "c"]])
async def test_codes_that_are_not_one_for_each_file_are_refused(
    world: World, client: httpx.AsyncClient, codes: list[str]
) -> None:
    answer = await submit(client, document_codes=codes)
    assert (answer.status_code, answer.json()["code"]) == (422, "document-codes-mismatch")
    assert world.submissions.by_key == {}


async def test_a_code_that_is_too_long_is_refused_by_its_place(client: httpx.AsyncClient) -> None:
    answer = await submit(client, document_codes=["passport", "x" * 101])
    assert [error["field"] for error in answer.json()["errors"]] == ["document_codes.1"]


async def test_as_many_codes_as_files_may_come(world: World, client: httpx.AsyncClient) -> None:
    codes = [f"code-{n}" for n in range(60)]
    files = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(60)]
    answer = await submit(client, files=files, document_codes=codes, fields='{"a": "1"}')
    assert answer.status_code == 202, answer.text
    assert [one.code for one in read(world).documents] == codes


async def test_a_supplement_may_bring_nothing_but_a_field(world: World, client: httpx.AsyncClient) -> None:
    accepted = (await submit(client)).json()
    path = f"/api/v1/tracking/{accepted['tracking_token']}/supplements"
    answer = await client.post(path, data={"fields": '{"civil_number": "1234567"}'})
    assert answer.status_code == 202, answer.text
    assert read(world).fields == {"civil_number": "1234567"}
    empty = await client.post(path, data={"fields": '{"civil_number": " "}'})
    assert (empty.status_code, empty.json()["code"]) == (422, "empty-submission")
