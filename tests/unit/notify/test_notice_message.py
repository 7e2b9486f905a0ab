"""The message of a notice as a stranger's mail program reads it: parsed back with the standard library."""

import os
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.model import Notice
from services.notify.model.words import clean_line
from services.notify.rendering import Renderer, mime
from shared.language import Language
from shared.tracking import thread_id, threads_in, token_in_address

# Once words are changed on purpose: DIWAN_WRITE_GOLDEN=1 writes what is said now, to be read before it is kept.
GOLDEN = Path(__file__).parent / "golden"
TOKEN = "0123456789abcdef" * 2
CASES = [
    "received", "unreadable", "incomplete", "incomplete-form", "incomplete-mixed", "registered", "moved", "question",
    "rejected", "supplemented", "answered", "answered-confidential", "closed", "closed-answered",
]  # fmt: skip
LANGUAGES: list[Language] = ["ar", "en", "both"]
OURS = {
    "from", "to", "reply-to", "subject", "date", "message-id", "in-reply-to", "references", "auto-submitted",
    "x-auto-response-suppress", "content-language", "x-diwan-notice", "x-diwan-submission", "x-diwan-transaction",
    "mime-version", "content-type",
}  # fmt: skip

Build = Callable[..., Notice]


def read(message: bytes) -> EmailMessage:
    return message_from_bytes(message, policy=default)


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return cast("str", body.get_content())


class Page(HTMLParser):
    """Notes which elements stand open, and every link, resource and direction."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.isolated: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "bdi" and dict(attrs).get("dir") == "ltr":
            self.isolated.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "bdi" in self.open and self.isolated:
            self.isolated[-1] += data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_words_are_those_we_agreed_on(renderer: Renderer, notice: Build, case: str, language: Language) -> None:
    message = read(renderer.render(notice(case, language)))
    words = f"Subject: {message['subject']}\n\n{part(message, 'plain')}".replace("\r\n", "\n").rstrip() + "\n"
    golden = GOLDEN / f"{case}-{language}.txt"
    if os.environ.get("DIWAN_WRITE_GOLDEN"):
        golden.write_text(words, encoding="utf-8")
        pytest.fail("golden text written: read it, then run again without DIWAN_WRITE_GOLDEN")
    assert words == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_page_is_whole_and_runs_the_way_of_its_language(
    renderer: Renderer, notice: Build, case: str, language: Language
) -> None:
    page = Page(part(read(renderer.render(notice(case, language))), "html"))
    assert page.open == []
    root = dict(page.seen)["html"]
    assert root == ({"lang": "en", "dir": "ltr"} if language == "en" else {"lang": "ar", "dir": "rtl"})
    blocks = [(facts["lang"], facts["dir"]) for tag, facts in page.seen if tag == "div"]
    expected = {"ar": [("ar", "rtl")], "en": [("en", "ltr")], "both": [("ar", "rtl"), ("en", "ltr")]}
    assert blocks == expected[language]


@pytest.mark.parametrize("case", CASES)
def test_the_page_fetches_nothing_and_links_only_to_tracking_and_telephone(
    renderer: Renderer, notice: Build, case: str
) -> None:
    html = part(read(renderer.render(notice(case, "both"))), "html")
    page = Page(html)
    assert {tag for tag, _ in page.seen} <= {
        "html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "dl", "dt", "dd", "bdi", "a", "strong",
        "ol", "li", "blockquote", "br",
    }  # fmt: skip
    links = {facts["href"] for tag, facts in page.seen if tag == "a"}
    assert links <= {f"https://diwan.example/track/{TOKEN}", "tel:+96824344000"}
    assert "url(" not in html
    assert "src=" not in html


def test_number_telephone_and_link_are_isolated_in_the_page(renderer: Renderer, notice: Build) -> None:
    page = Page(part(read(renderer.render(notice("registered"))), "html"))
    link = f"https://diwan.example/track/{TOKEN}"
    for latin in ("IN-2026-000123-7", "+968 2434 4000", link):
        assert any(latin in isolated for isolated in page.isolated), latin


def test_number_and_telephone_are_isolated_in_the_text(renderer: Renderer, notice: Build) -> None:
    text = part(read(renderer.render(notice("registered"))), "plain")
    assert "\u2066IN-2026-000123-7\u2069" in text
    assert "\u2066+968 2434 4000\u2069" in text


def test_the_link_stands_on_its_own_line_so_that_no_isolate_becomes_part_of_it(
    renderer: Renderer, notice: Build
) -> None:
    text = part(read(renderer.render(notice("registered"))), "plain")
    assert f"https://diwan.example/track/{TOKEN}" in text.splitlines()


@pytest.mark.parametrize("case", CASES)
def test_every_place_is_filled_and_every_isolate_closed(renderer: Renderer, notice: Build, case: str) -> None:
    message = read(renderer.render(notice(case, "both")))
    text, html = part(message, "plain"), part(message, "html")
    for content in (text, html):
        assert not any(mark in content for mark in ("{", "}", "None", "???")), case
    assert text.count("\u2068") + text.count("\u2066") == text.count("\u2069")
    assert not set(html) & set("\u2066\u2068\u2069")


def test_the_headers_say_who_to_whom_about_what_and_that_a_machine_wrote(renderer: Renderer, notice: Build) -> None:
    told = notice("registered", "both")
    message = read(renderer.render(told))
    sender = message["from"].addresses[0]
    assert (sender.display_name, sender.addr_spec) == ("وزارة العمل / Ministry of Labour", "documents@diwan.example")
    assert message["to"] == "ahmed@example.com"
    assert token_in_address(message["reply-to"]) == TOKEN
    assert message["in-reply-to"] == message["references"] == "<a1@example.com>"
    assert message["auto-submitted"] == "auto-replied"
    assert "NDR" not in str(message["x-auto-response-suppress"]).split(", ")
    assert message["content-language"] == "ar, en"
    assert message["x-diwan-notice"] == "registered"
    assert message["x-diwan-submission"] == str(told.submission_id)
    assert message["x-diwan-transaction"] == "IN-2026-000123-7"
    assert parsedate_to_datetime(message["date"]) == told.stated_at
    assert "[IN-2026-000123-7]" in message["subject"]
    assert message["subject"].endswith(": طلب ترخيص لعدد 12 عاملًا – Al Noor LLC")


def test_without_number_or_message_to_reply_to_their_headers_are_absent(renderer: Renderer, notice: Build) -> None:
    message = read(renderer.render(notice("received", who={"message_id": None})))
    assert not {"in-reply-to", "references", "x-diwan-transaction"} & {name.lower() for name in message}


def test_a_reply_names_its_thread_without_giving_the_token_away(renderer: Renderer, notice: Build) -> None:
    told = notice("registered")
    message_id = str(read(renderer.render(told))["message-id"])
    assert message_id == renderer.message_id(told)
    assert threads_in(f"<other@example.com> {message_id}", "diwan.example") == (thread_id(TOKEN),)
    assert TOKEN not in message_id


@pytest.mark.parametrize("case", CASES)
def test_the_same_fact_becomes_the_same_bytes(renderer: Renderer, notice: Build, case: str) -> None:
    assert renderer.render(notice(case)) == renderer.render(notice(case))


@pytest.mark.parametrize("language", LANGUAGES)
def test_relays_without_8bitmime_can_take_it(renderer: Renderer, notice: Build, language: Language) -> None:
    message = renderer.render(notice("incomplete", language, subject="موضوع طويل جدًّا " * 30))
    assert message.isascii()
    assert b"\n" not in message.replace(b"\r\n", b"")
    assert max(len(line) for line in message.split(b"\r\n")) <= 998
    assert message.endswith(b"\r\n")


def test_an_address_beyond_ascii_is_written_as_it_is(renderer: Renderer, notice: Build) -> None:
    message = renderer.render(notice("received", who={"address": "أحمد@example.com"}))
    assert "\r\nTo: أحمد@example.com\r\n".encode() in message


@given(subject=st.text(max_size=400) | st.sampled_from(["a\r\nBcc: x@example.com", "=?utf-8?b?Qg==?=", "\u202eabc"]))
def test_no_subject_adds_a_header_or_turns_the_line_around(renderer: Renderer, notice: Build, subject: str) -> None:
    raw = renderer.render(notice("registered", "both", subject=subject))
    message = read(raw)
    assert message.defects == []
    assert {name.lower() for name in message} == OURS
    assert len(message.keys()) == len(OURS)
    assert not set(str(message["subject"])) & set("\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\0\r\n")
    assert "[IN-2026-000123-7]" in str(message["subject"])


@given(text=st.text(max_size=200))
def test_what_a_header_carries_is_read_back_as_it_was_cleaned(text: str) -> None:
    # The reader folds spaces at the ends of encoded words; the words themselves must come back.
    value = mime.unstructured(f"x{text}x")
    message = read(f"Subject: {value}\r\n\r\n".encode())
    written = clean_line(f"x{text}x")
    assert str(message["subject"]).replace(" ", "") == written.replace(" ", "")
    assert all(len(line) <= 76 for line in value.split("\r\n"))


def test_a_subject_that_looks_like_an_encoded_word_is_not_decoded() -> None:
    looks = "Re: =?utf-8?b?Qg==?="
    assert read(f"Subject: {mime.unstructured(looks)}\r\n\r\n".encode())["subject"] == looks


@given(name=st.text(max_size=80))
def test_no_name_of_an_organisation_changes_the_address_beside_it(name: str) -> None:
    message = read(f"From: {mime.mailbox(name, 'documents@diwan.example')}\r\n\r\n".encode())
    assert [address.addr_spec for address in message["from"].addresses] == ["documents@diwan.example"]


@pytest.mark.parametrize("value", ["a\r\nBcc: b@example.com", "a\nb", "a\rb", "a\0b"])
def test_a_header_that_is_not_one_line_is_never_written(value: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        mime.write([("Subject", value)], text="", html="", boundary="=_b")


def test_markup_in_what_people_wrote_is_shown_not_obeyed(renderer: Renderer, notice: Build) -> None:
    evil = "<img src=x onerror=alert(1)>\"'&"
    for told in (notice("received", subject=evil), notice("incomplete", remark=evil), notice("rejected", reason=evil)):
        html = part(read(renderer.render(told)), "html")
        assert "<img" not in html
        assert "&lt;img src=x onerror=alert(1)&gt;&#34;&#39;&amp;" in html


def test_a_telephone_with_words_in_it_is_shown_but_not_linked(renderer: Renderer, notice: Build) -> None:
    unit = {"unit_id": "u", "name": {"ar": "قسم", "en": "Section"}, "telephone": "24344000 تحويلة 12"}
    html = part(read(renderer.render(notice("registered", unit=unit))), "html")
    assert "24344000 تحويلة 12" in html
    assert "tel:" not in html


def test_a_request_returned_only_with_a_remark_lists_nothing(renderer: Renderer, notice: Build) -> None:
    html = part(read(renderer.render(notice("incomplete", missing=(), request_type_title=None))), "html")
    assert "<ol" not in html
    assert "<blockquote" in html


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        (0, "استلمنا رسالتكم وأضفناها"),
        (1, "مستندًا واحدًا"),
        (2, "مستندين"),
        (5, "\u20685\u2069 مستندات"),
        (11, "\u206811\u2069 مستندًا"),
        (100, "\u2068100\u2069 مستند "),
    ],
)
def test_arabic_counts_documents_by_its_own_grammar(
    renderer: Renderer, notice: Build, documents: int, said: str
) -> None:
    assert said in part(read(renderer.render(notice("supplemented", documents=documents))), "plain")


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "يوم عمل واحد"), (2, "يومي عمل"), (10, "\u206810\u2069 أيام عمل"), (15, "\u206815\u2069 يوم عمل")],
)
def test_arabic_counts_working_days_by_its_own_grammar(renderer: Renderer, notice: Build, days: int, said: str) -> None:
    assert said in part(read(renderer.render(notice("registered", days_to_answer=days))), "plain")
