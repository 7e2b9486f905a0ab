"""Letters as PDF, really printed: what a program can read of them, and what the printing process cannot do."""

import io
import unicodedata
from collections.abc import Mapping

import pypdfium2
import pytest
from pypdfium2.raw import FPDFCatalog_IsTagged

from services.routing.letters.adapters import ProcessPrinter
from services.routing.letters.errors import NotPrintedError
from services.routing.letters.model import Letter, Wording
from services.routing.letters.printing import LetterPages, Limits, PrintingProcess
from services.routing.letters.sheet import Letterhead
from shared.contracts import UnitChangedV1
from shared.contracts.base import Unit
from shared.language import Text, catalogue
from tests.unit.routing.examples import NOW, unit
from tests.unit.routing.letters.examples import NUMBER, a_draft, an_issued, content

PERMITS = Unit(
    unit_id="permits",
    name=Text(ar="دائرة تصاريح العمل", en="Labour Permits Department"),
    telephone="+968 24 000 310",
)
UNITS: Mapping[str, UnitChangedV1] = {"permits": unit("permits").model_copy(update={"unit": PERMITS})}


@pytest.fixture
def printer() -> ProcessPrinter:
    return ProcessPrinter(LetterPages(catalogue()), PrintingProcess(Limits(), at_once=2))


def read(pdf: bytes) -> str:
    """All text of a PDF, in the order that a program finds it, with letters in their ordinary forms."""
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return unicodedata.normalize("NFKC", "\n".join(page.get_textpage().get_text_range() for page in pages))


def both_languages() -> Letter:
    words = content(
        "نفيدكم بالموافقة على طلبكم.\n\n1. تسدد الرسوم المقررة",
        en=Wording(subject="Approval of work permits", body="Your request is approved.\n\n- The fees are due"),
    )
    return an_issued(a_draft(what=words))


async def test_a_program_reads_the_words_of_both_languages_and_the_right_number(
    printer: ProcessPrinter, letterhead: Letterhead
) -> None:
    text = read(await printer.pdf(letterhead.sheet(both_languages(), UNITS, NOW)))
    for words in (
        "نفيدكم بالموافقة على طلبكم",
        "تسدد الرسوم المقررة",
        "دائرة تصاريح العمل",
        "وزارة العمل",
        "ربيع الأول",
    ):
        assert words in text, words
    for words in ("Your request is approved.", "Approval of work permits", "Labour Permits Department", "1448 AH"):
        assert words in text, words
    assert text.count(NUMBER) == 2


async def test_the_same_letter_is_the_same_bytes(printer: ProcessPrinter, letterhead: Letterhead) -> None:
    sheet = letterhead.sheet(both_languages(), UNITS, NOW)
    first, second = await printer.pdf(sheet), await printer.pdf(sheet)
    assert first == second


async def test_a_screen_reader_finds_its_way(printer: ProcessPrinter, letterhead: Letterhead) -> None:
    pdf = pypdfium2.PdfDocument(io.BytesIO(await printer.pdf(letterhead.sheet(both_languages(), UNITS, NOW))))
    assert FPDFCatalog_IsTagged(pdf)
    assert pdf.get_metadata_value("Title") == "الموافقة"


async def test_a_page_cannot_bring_in_a_file_or_ask_the_network() -> None:
    process = PrintingProcess(Limits(), at_once=1)
    page = '<html lang="en"><title>x</title><style>@import "file:///etc/hostname";</style><p>here</p>{}'
    for named in (
        '<img src="file:///etc/hostname">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/x">',
    ):
        pdf = await process.pdf(page.format(named), "x")
        assert read(pdf).strip().startswith("here")
        assert b"root:" not in pdf
        assert not pypdfium2.PdfDocument(io.BytesIO(pdf)).count_attachments()


@pytest.mark.parametrize("limits", [Limits(wall_seconds=0.05), Limits(largest=10), Limits(cpu_seconds=0)])
async def test_what_costs_too_much_is_not_printed(limits: Limits) -> None:
    with pytest.raises(NotPrintedError):
        await PrintingProcess(limits, at_once=1).pdf("<html lang='en'><title>x</title><p>x</p>", "x")
