"""What the first bytes of a file say, and whether its name says the same."""

import io
import os
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.media import sniff

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PROGRAM = "application/vnd.microsoft.portable-executable"
EXE = b"MZ\x90\x00\x03" + b"\x00" * 60


def archive(*names: str, content: bytes = b"", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name in names:
            file.writestr(name, content or os.urandom(400))
    return buffer.getvalue()


def odt() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "head", "media_type"),
    [
        ("عقد.pdf", b"%PDF-1.7\n", "application/pdf"),
        ("a.pdf", b"\r\n\r\n%PDF-1.4", "application/pdf"),
        ("a.JPG", b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00", "image/png"),
        ("a.gif", b"GIF89a", "image/gif"),
        ("a.tif", b"II*\x00\x08\x00", "image/tiff"),
        ("a.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("a.bmp", b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36", "image/bmp"),
        ("a.heic", b"\x00\x00\x00\x18ftypheic", "image/heic"),
        ("a.zip", archive("a.txt"), "application/zip"),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml"), WORD),
        ("a.docx", archive("[Content_Types].xml"), WORD),
        ("a.docm", archive("[Content_Types].xml", "word/a.xml"), "application/vnd.ms-word.document.macroenabled.12"),
        ("a.xlsx", archive("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"), EXCEL),
        ("a.odt", odt(), "application/vnd.oasis.opendocument.text"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-excel"),
        ("a.doc", b"{\\rtf1", "application/rtf"),
        ("a.xml", b'<?xml version="1.0"?><a/>', "application/xml"),
        ("a.html", b"  <!-- x --><!DOCTYPE html>", "text/html"),
        ("a.eml", b"Received: x\r\n", "message/rfc822"),
        ("a.txt", "السلام عليكم".encode("cp1256"), "text/plain"),
        ("a.txt", "السلام عليكم".encode("utf-16"), "text/plain"),
        ("a.csv", b"a;b\n1;2\n", "text/csv"),
        ("a.exe", EXE, PROGRAM),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        ("a.svg", b'<?xml version="1.0"?>\n<svg xmlns="x">', "image/svg+xml"),
        ("winmail.dat", b"\x78\x9f\x3e\x22\x01\x00", "application/ms-tnef"),
        ("smime.p7m", b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03", "application/pkcs7-mime"),
    ],
)
def test_a_file_is_known_by_its_first_bytes_and_agrees_with_its_name(name: str, head: bytes, media_type: str) -> None:
    assert (sniff(head, name).media_type, sniff(head, name).agrees) == (media_type, True)


@pytest.mark.parametrize(
    ("name", "head", "media_type"),
    [
        ("a.pdf", EXE, PROGRAM),
        ("a.pdf.exe", b"%PDF-1.4", "application/pdf"),
        ("a.pdf", b"", "application/x-empty"),
        ("a.pdf", b"\x00\x01\x02\x03", "application/octet-stream"),
        ("a.pdf", archive("[Content_Types].xml", "word/a.xml"), WORD),
        ("a.xlsx", archive("[Content_Types].xml", "word/a.xml"), WORD),
        ("a.docx", archive("virus.js"), "application/zip"),
        ("a.txt", b"<html><script>", "text/html"),
        ("a.doc", b"<html xmlns:w='word'>", "text/html"),
        ("a.jpg", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("photo", EXE, PROGRAM),
        ("page.unknown", b"<script>x</script>", "text/html"),
        ("gpj.\u202eexe.jpg", EXE, PROGRAM),
    ],
)
def test_a_name_that_promises_something_else_does_not_agree(name: str, head: bytes, media_type: str) -> None:
    assert (sniff(head, name).media_type, sniff(head, name).agrees) == (media_type, False)


@pytest.mark.parametrize("name", ["scan", "scan.unknown", "", ".", "خطاب"])
def test_a_name_without_a_known_ending_agrees_with_what_does_not_run(name: str) -> None:
    assert sniff(b"%PDF-1.4", name).agrees
    assert sniff(b"\x00\x01\x02\x03", name).agrees


def test_text_that_begins_like_a_program_is_text() -> None:
    assert sniff(b"MZ is the beginning of a plate number", "a.txt").media_type == "text/plain"


def test_a_message_is_recognised_without_its_ending() -> None:
    assert sniff(b"From: a@b.example\r\nSubject: x\r\n\r\nhello", "mail").media_type == "message/rfc822"


def test_a_chance_folder_name_in_packed_bytes_is_no_folder() -> None:
    head = archive("[Content_Types].xml", content=b"xl/ word/ ppt/", method=zipfile.ZIP_STORED)
    assert sniff(head, "a.pptx").agrees


def test_only_the_beginning_is_looked_at() -> None:
    assert sniff(b"a" * 8192 + b"\x00" * 100, "a.txt") == sniff(b"a" * 8192, "a.txt")


STARTS = st.sampled_from([b"", b"PK\x03\x04", b"RIFF", b"<?xml", b"<!--", b"\xff\xfe", b"MZ", b"\x30\x80", b"From:"])


@given(STARTS, st.binary(max_size=300), st.text(max_size=20))
def test_no_bytes_and_no_name_make_it_stumble(start: bytes, rest: bytes, name: str) -> None:
    assert "/" in sniff(start + rest, name).media_type
