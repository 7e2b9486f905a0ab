"""The page of a letter as HTML: everything that people wrote is escaped, and nothing is fetched from anywhere."""

import io
import re
import unicodedata
from pathlib import Path
from typing import Final

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from services.routing.letters.sheet import Sheet
from shared.language import Catalogue, OneLanguage
from shared.markup import isolated

_TEMPLATES: Final = Path(__file__).parent / "templates"
_QUIET_MODULES: Final = 1
_NUMBERS: Final = re.compile(r"\+\d[\d ()/-]{4,}\d|(?:INT?|OUT)-\d{4}-\d{6,12}-\d")


class LetterPages:
    """Draws the pages of letters. Safe to share: drawing changes nothing."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_printable,
        )
        environment.filters["isolate_numbers"] = _isolate_numbers
        self._template = environment.get_template("letter.html")
        self._style = Markup((_TEMPLATES / "letter.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file

    def html(self, sheet: Sheet) -> str:
        """The page of a sheet, complete in itself."""
        return self._template.render(
            sheet=sheet, style=self._style, t=self._words, square=_square(sheet.code) if sheet.code else ""
        )

    def _words(self, language: OneLanguage, key: str, **arguments: str) -> Markup:
        return isolated(self._catalogue.text(language, key, **arguments))


def _square(code: str) -> Markup:
    drawn = io.BytesIO()
    segno.make(code, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, border=_QUIET_MODULES, omitsize=True
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn by us


def _isolate_numbers(text: str) -> Markup:
    """A line in which telephone and transaction numbers stay in one piece: in Arabic they would run backwards."""
    marked = _NUMBERS.sub(r'<span dir="ltr">\g<0></span>', str(escape(_printable(text))))
    return Markup(marked)  # noqa: S704 - escaped in the line above


def _printable(value: object) -> object:
    """A value without control characters, which no page can show."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "".join(each for each in value if unicodedata.category(each) != "Cc")
