"""A page's address, which says its language: the same path is Arabic, and with `/en` before it English."""

from dataclasses import dataclass

from shared.language import OneLanguage


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is. `path` is without the language."""

    language: OneLanguage
    path: str

    @property
    def other(self) -> "Place":
        """The same page in the other language."""
        return Place("en" if self.language == "ar" else "ar", self.path)

    @property
    def address(self) -> str:
        """The page's own address."""
        return self.to(self.path)

    @property
    def direction(self) -> str:
        """Which way its language is written."""
        return "rtl" if self.language == "ar" else "ltr"

    def to(self, path: str) -> str:
        """The address of another page in the same language."""
        if self.language == "ar":
            return path
        return "/en" if path == "/" else f"/en{path}"


def place_of(address: str) -> Place:
    """Which page an address is of."""
    if address == "/en" or address.startswith("/en/"):
        return Place("en", address.removeprefix("/en").rstrip("/") or "/")
    return Place("ar", address)
