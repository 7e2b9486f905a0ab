"""Every file keeps the code that was sent with it, whatever stands between them."""

import asyncio
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import UploadFile

from services.intake.uploads import Uploads
from tests.unit.intake.fakes import FakeVault

NOTHING = b""
CODES = st.sampled_from(["", "passport", "contract"])
FILES = st.lists(st.tuples(st.sampled_from([NOTHING, b"one", b"two"]), CODES), max_size=8)


def sent(content: bytes, position: int) -> UploadFile:
    # A browser sends an empty file without a name for a place that was left empty.
    name = f"{position}.txt" if content else ""
    return UploadFile(BytesIO(content), filename=name, size=len(content))


@given(FILES)
def test_a_document_has_the_code_that_stood_at_its_place(given_files: list[tuple[bytes, str]]) -> None:
    uploads = Uploads(FakeVault(), max_file_bytes=100, max_total_bytes=1000, max_files=10)
    files = [sent(content, position) for position, (content, _) in enumerate(given_files)]
    kept = asyncio.run(uploads.keep(files, [code for _, code in given_files]))
    expected = [(f"{position}.txt", code or None) for position, (content, code) in enumerate(given_files) if content]
    assert [(one.name, one.code) for one in kept] == expected
