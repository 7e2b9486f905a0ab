"""What stands on a letter."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.letters.model import Way, Wording
from services.routing.letters.printing import LetterPages
from services.routing.letters.sheet import Block, Letterhead, blocks
from services.routing.model import By
from shared.contracts.routing import Recipient
from shared.language import catalogue
from tests.unit.routing.examples import NOW, unit
from tests.unit.routing.letters.examples import NUMBER, a_draft, an_issued, content, memo_to, submitted, with_number

UNITS = {one: unit(one) for one in ("permits", "legal")}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a\nb\n\nc", [Block(kind="paragraph", lines=("a", "b")), Block(kind="paragraph", lines=("c",))]),
        (
            "a:\r\n- b\r\n• c\r\n1. d\r\n2) e\r\nf",
            [
                Block(kind="paragraph", lines=("a:",)),
                Block(kind="bullets", lines=("b", "c")),
                Block(kind="numbers", lines=("d", "e")),
                Block(kind="paragraph", lines=("f",)),
            ],
        ),
        ("- ", [Block(kind="bullets", lines=("",))]),
        ("-a 1.b", [Block(kind="paragraph", lines=("-a 1.b",))]),
        ("\n \n", []),
    ],
)
def test_plain_text_has_paragraphs_and_lists(body: str, expected: list[Block]) -> None:
    assert list(blocks(body)) == expected


@given(st.text())
def test_no_visible_line_is_lost(body: str) -> None:
    lines = [line for block in blocks(body) for line in block.lines]
    assert len(lines) == sum(bool(line.strip()) for line in body.splitlines())


def test_an_answer_says_its_number_its_day_by_both_calendars_and_what_it_answers(letterhead: Letterhead) -> None:
    sheet = letterhead.sheet(an_issued(), UNITS, NOW)
    (part,) = sheet.parts
    assert (sheet.number, part.answers, part.to) == (NUMBER, "IN-2026-000001-7", ("فاطمة", "ص.ب 100", "مسقط"))
    assert part.dated == "الأربعاء 2 سبتمبر 2026 م (20 ربيع الأول 1448 هـ)"
    assert sheet.code == f"https://diwan.example/track/{'t' * 22}"


@pytest.mark.parametrize(
    ("by", "recipient", "tracked"),
    [
        ("mail", Recipient(name="x", address="Fatma@Company.example"), True),
        ("mail", Recipient(name="فاطمة", address="lawyer@other.example"), False),
        ("paper", Recipient(name="فاطمة "), True),
        ("paper", Recipient(name="المحكمة"), False),
    ],
)
def test_only_the_requester_gets_the_tracking_link(
    letterhead: Letterhead,
    by: Way,
    recipient: Recipient,
    tracked: bool,  # noqa: FBT001 - an example's outcome
) -> None:
    sheet = letterhead.sheet(an_issued(a_draft(what=content(by=by, recipient=recipient))), UNITS, NOW)
    assert (sheet.tracked, sheet.code == NUMBER) == (tracked, not tracked)


def test_a_letter_in_both_languages_has_both_parts(letterhead: Letterhead) -> None:
    both = content(en=Wording(subject="Approval", body="You may."))
    assert [part.language for part in letterhead.sheet(an_issued(a_draft(what=both)), UNITS, NOW).parts] == ["ar", "en"]


def test_who_signs_for_whom_stands_below(letterhead: Letterhead) -> None:
    letter = with_number()
    (approval,) = letter.approvals
    stood_in = replace(approval, by=By(person_id="p", name="سعيد", on_behalf_of="فاطمة"), unit_id="legal")
    signed = [
        letterhead.sheet(each, UNITS, NOW).parts[0].signature
        for each in (letter, replace(letter, approvals=(stood_in,)))
    ]
    assert signed[0][0] == "p-0004"
    assert "دائرة" in signed[0][1]
    assert signed[1][:2] == ("سعيد", "المستشار القانوني")
    assert "فاطمة" in signed[1][2]


def test_a_memo_goes_to_units_and_has_no_page_to_track(letterhead: Letterhead) -> None:
    sheet = letterhead.sheet(an_issued(a_draft("memo", memo_to("legal"))), UNITS, NOW)
    assert (sheet.parts[0].to, sheet.code, sheet.tracked) == (("دائرة",), NUMBER, False)


def test_what_is_not_issued_has_neither_number_nor_signature(letterhead: Letterhead) -> None:
    sheet = letterhead.sheet(submitted(), UNITS, NOW)
    assert (sheet.number, sheet.code, sheet.parts[0].signature) == (None, "", ())
    assert "مسودة" in LetterPages(catalogue()).html(sheet)


def test_what_people_write_is_escaped(letterhead: Letterhead) -> None:
    words = content('<img src="file:///etc/passwd"> & <script>alert(1)</script>\x07')
    html = LetterPages(catalogue()).html(letterhead.sheet(an_issued(a_draft(what=words)), UNITS, NOW))
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "\x07" not in html
    assert "&lt;img src=&#34;file:///etc/passwd&#34;&gt; &amp;" in html


def test_numbers_do_not_run_backwards_in_arabic(letterhead: Letterhead) -> None:
    words = content("رقم IN-2026-000123-7 وهاتف +968 24 000 310.")
    html = LetterPages(catalogue()).html(letterhead.sheet(an_issued(a_draft(what=words)), UNITS, NOW))
    assert '<span dir="ltr">IN-2026-000123-7</span>' in html
    assert '<span dir="ltr">+968 24 000 310</span>.' in html
