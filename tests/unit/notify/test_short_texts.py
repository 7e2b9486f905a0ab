"""What fits into a short message, and that every kind of notice does."""

import json
from collections.abc import Callable
from typing import get_args
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.model import Kind, Notice
from services.notify.model.short_message import GSM7, TWICE, parts, plain
from services.notify.rendering import Letterhead, ShortTexts, SmsBody
from services.notify.rendering.short import MOST_PARTS
from services.notify.rendering.sms_body import Form
from shared.contracts.base import Unit
from shared.language import OneLanguage, Text, catalogue
from shared.markup import unisolated
from shared.tracking import short_tracking_url, token_in_short
from tests.unit.notify.examples import TOKEN

BY_TELEPHONE = {"address": None, "phone": "+96892123456"}
KINDS = tuple(kind for kind in get_args(Kind) if kind not in ("letter", "reminder"))
LONG = Unit(
    unit_id="x",
    name=Text(
        ar="المديرية العامة للتخطيط والتطوير والمتابعة " * 4, en="Directorate General of Planning and Development " * 4
    ),
    telephone="+968 2434 4000",
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("س" * 70, 1),
        ("س" * 71, 2),
        ("س" * 134, 2),
        ("س" * 135, 3),
        ("x" * 69 + "س", 1),
        ("x" * 70 + "س", 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_a_text_is_counted_as_networks_count_it(text: str, count: int) -> None:
    assert parts(text) == count


@given(st.text(max_size=800))
def test_a_longer_text_is_never_fewer_messages(text: str) -> None:
    assert 1 <= parts(text) <= parts(text + "x") <= parts(text) + 1 or parts(text + "س") >= parts(text)


@given(st.text(alphabet=st.sampled_from("”’–—…\u00a0abc"), max_size=100))
def test_typographic_marks_do_not_make_a_message_longer_than_its_letters(text: str) -> None:
    assert set(plain(text)) <= GSM7 | TWICE


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_kind_has_a_short_text_with_its_link_in_few_parts(
    notice: Callable[..., Notice], texts: ShortTexts, kind: str, language: OneLanguage
) -> None:
    written = texts.written(notice(kind, language, BY_TELEPHONE))
    assert parts(written) <= (3 if language == "ar" else 2)
    words, link = written.rsplit("\n", 1)
    assert link == short_tracking_url("https://diwan.example", TOKEN)
    assert len(link) <= 50
    assert TOKEN not in written
    assert plain(unisolated(texts.spoken(notice(kind, language, BY_TELEPHONE), language))) == words
    assert not set(written) & set("\u2066\u2067\u2068\u2069")
    if language == "en":
        assert set(written) <= GSM7 | TWICE


@pytest.mark.parametrize("kind", ["registered", "moved"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_name_of_a_unit_is_cut_before_a_message_has_too_many_parts(
    notice: Callable[..., Notice], letterhead: Letterhead, kind: str, language: OneLanguage
) -> None:
    texts = ShortTexts(letterhead, catalogue())
    written = texts.written(notice(kind, language, BY_TELEPHONE, unit=LONG))
    assert parts(written) <= MOST_PARTS
    assert "IN-2026-000123-7" in written
    assert "+968 2434 4000" in written


def test_somebody_whose_language_is_unknown_gets_both(notice: Callable[..., Notice], texts: ShortTexts) -> None:
    written = texts.written(notice("received", "both", BY_TELEPHONE))
    assert written.index("استلمنا") < written.index("received")


def test_what_people_wrote_is_in_no_short_text(notice: Callable[..., Notice], texts: ShortTexts) -> None:
    for kind in KINDS:
        one = notice(kind, "ar", {**BY_TELEPHONE, "name": "EVIL"}, subject="EVIL https://evil.example")
        assert "EVIL" not in texts.written(one)


@given(st.binary(min_size=16, max_size=16))
def test_a_short_address_carries_the_token_and_only_one_does(raw: bytes) -> None:
    token = raw.hex()
    code = short_tracking_url("https://diwan.example", token).rpartition("/")[2]
    assert len(code) == 22
    assert code[-1] in "AQgw"
    assert token_in_short(code) == token
    assert token_in_short(code[:-1] + "B") is None


@pytest.mark.parametrize("code", ["", "x", "A" * 23, "ا" * 22, "../" * 7 + "A"])
def test_what_is_no_short_code_opens_nothing(code: str) -> None:
    assert token_in_short(code) is None


@given(st.text(max_size=300), st.sampled_from(get_args(Form)))
def test_nothing_that_stands_in_a_text_changes_the_request(text: str, form: Form) -> None:
    body = SmsBody('{"to": "$to", "text": "Diwan: $text", "id": "$id"}', form)
    text = text.encode("utf-8", "ignore").decode()
    filled = body.fill(to="+96892123456", text=text, id_="1")
    wanted = {"to": "+96892123456", "text": f"Diwan: {text}", "id": "1"}
    if form == "json":
        assert json.loads(filled) == wanted
    else:
        assert parse_qs(filled.decode(), keep_blank_values=True) == {name: [value] for name, value in wanted.items()}


def test_a_template_may_be_as_deep_as_a_service_wants_it() -> None:
    body = SmsBody('{"messages": [{"to": ["$to"], "body": "$text", "flash": false}], "n": 1}', "json")
    assert json.loads(body.fill(to="1", text="2", id_="3")) == {
        "messages": [{"to": ["1"], "body": "2", "flash": False}],
        "n": 1,
    }
