"""Names in any script survive; nothing a sender can write gets out of the header."""

import re
from hashlib import sha256
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.storage.api.headers import content_disposition, download_headers, identity_headers, names_hash
from tests.unit.storage.fakes import stored

HASH = "0123456789abcdef" * 4
ATTR_CHAR = r"[A-Za-z0-9!#$&+.^_`|~-]"  # RFC 8187, section 3.2.1
FORM = re.compile(rf"attachment; filename=\"([A-Za-z0-9._ -]+)\"; filename\*=UTF-8''((?:{ATTR_CHAR}|%[0-9A-F]{{2}})+)")


def names(given_name: str) -> tuple[str, str]:
    """The plain and the full name of a disposition, which has the form that RFC 6266 gives."""
    matched = FORM.fullmatch(content_disposition(given_name))
    assert matched, content_disposition(given_name)
    return matched[1], unquote(matched[2], errors="strict")


@given(st.text())
def test_any_name_at_all_gives_a_well_formed_header(name: str) -> None:
    plain, full = names(name)
    assert plain.strip() == plain
    assert not re.search(r"[\x00-\x1f\x7f/\\\u202e]", full)


@given(st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1))
def test_a_plain_name_is_the_same_in_both_forms(name: str) -> None:
    assert names(f"{name}.pdf") == (f"{name}.pdf", f"{name}.pdf")


@given(st.text(st.characters(min_codepoint=0x0621, max_codepoint=0x064A), min_size=1))
def test_an_arabic_name_arrives_whole(name: str) -> None:
    assert names(f"{name}.pdf")[1] == f"{name}.pdf"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("تصريح عمل.pdf", "document.pdf"),
        ("عقد 2026 نسخة.docx", "2026.docx"),
        ("résumé.pdf", "resume.pdf"),
        ("عقد", "document"),
        ('a"; filename="b.exe', "a_ filename_b.exe"),
        ("report\r\nSet-Cookie: x=1.pdf", "report__Set-Cookie_ x_1.pdf"),
        ("../../etc/passwd", "etc_passwd"),
        ("photo\u202egnp.exe", "photo_gnp.exe"),
        ("", "document"),
        ("...", "document"),
    ],
)
def test_old_clients_get_a_name_without_surprises(name: str, plain: str) -> None:
    assert names(name)[0] == plain


def test_a_type_is_passed_on_only_when_bytes_and_name_agree() -> None:
    assert download_headers(stored(agrees=True))["Content-Type"] == "application/pdf"
    assert download_headers(stored(agrees=False))["Content-Type"] == "application/octet-stream"


def test_the_digest_is_the_one_that_rfc_9530_gives_as_its_example() -> None:
    document = stored(sha256=sha256(b'{"hello": "world"}\n').hexdigest())
    assert identity_headers(document)["Repr-Digest"] == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("", False),
        ("*", True),
        (f'"{HASH}"', True),
        (f'W/"{HASH}"', True),
        (f'"other", W/"more" ,"{HASH}"', True),
        (f'"other,{HASH}"', False),
        (HASH, False),
        (f'"{HASH.upper()}"', False),
        ('"unclosed', False),
    ],
)
def test_a_condition_names_content_by_its_entity_tag(header: str, *, named: bool) -> None:
    assert names_hash(header, HASH) is named
