"""Letters as text and as HTML: two Jinja templates, compiled once."""

import re
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from services.notify.rendering.letter import Letter

_TEMPLATES: Final = Path(__file__).parent.parent / "templates"
_CALLABLE: Final = re.compile(r"\+?[\d ()./-]{3,30}")
_NOT_DIALLED: Final = re.compile(r"[^+\d]")


class Pages:
    """The templates, ready to be filled. Safe to share: filling changes nothing."""

    def __init__(self, folder: Path = _TEMPLATES) -> None:
        environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=select_autoescape(("html",)),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(isolated=isolated, dialled=dialled)
        self._html = environment.get_template("notice.html")
        self._text = environment.get_template("notice.txt")

    def html(self, letters: tuple[Letter, ...]) -> str:
        """One page for mail clients, no resource outside of it."""
        return self._html.render(letters=letters)

    def text(self, letters: tuple[Letter, ...]) -> str:
        """The same words without form; isolates (UAX #9) keep numbers in their direction."""
        return self._text.render(letters=letters)


def isolated(text: str) -> Markup:
    """Escaped text whose isolates have become `<bdi>`, which mail clients heed more surely than the characters.

    Text from outside has lost its own isolates before (`clean_line`), so what is here is ours and in pairs.
    """
    marked = str(escape(text)).replace("\u2068", "<bdi>").replace("\u2069", "</bdi>")
    return Markup(marked)  # noqa: S704 - escaped in the line above


def dialled(telephone: str) -> str:
    """The number as a `tel:` address (RFC 3966) dials it; empty when it is more than a number."""
    return _NOT_DIALLED.sub("", telephone) if _CALLABLE.fullmatch(telephone) else ""
