"""Letters as text and as HTML: two Jinja templates, compiled once."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from services.notify.rendering.letter import Letter
from shared.markup import dialled, isolated

_TEMPLATES: Final = Path(__file__).parent.parent / "templates"


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
