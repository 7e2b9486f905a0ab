"""A browser without JavaScript, in as much as these tests need one: it keeps cookies and fills in forms."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import httpx
from typing_extensions import override

PDF = b"%PDF-1.4\n%%EOF\n"


class Page(HTMLParser):
    """A page as a person or a program reads it."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__()
        self.status = answer.status_code
        self.headers = answer.headers
        self.html = answer.text
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.values: dict[str, str] = {}
        self._texts: list[str] = []
        self.feed(answer.text)

    @property
    def text(self) -> str:
        """What can be read on it."""
        return " ".join("".join(self._texts).split())

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """The attributes of every such element."""
        return [has for name, has in self.tags if name == tag and attributes.items() <= has.items()]

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.tags.append((tag, has))
        checkable = has.get("type") in ("radio", "checkbox")
        if tag == "input" and "name" in has and (not checkable or "checked" in has):
            self.values[has["name"]] = has.get("value", "")

    @override
    def handle_data(self, data: str) -> None:
        self._texts.append(data)


class Browser:
    """Opens pages, sends forms."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def open(self, address: str) -> Page:
        """A page."""
        return Page(await self.client.get(address))

    async def send(
        self, page: Page, typed: Mapping[str, str], files: list[tuple[str, tuple[str, bytes, str]]] | None = None
    ) -> httpx.Response:
        """Send the page's form with files, filled in; redirects are not followed."""
        (form,) = [has for has in page.all("form") if "data-send" in has]
        values: dict[str, Any] = {name: value for name, value in page.values.items() if page.all("input", name=name)}
        data = {
            name: value
            for name, value in (values | dict(typed)).items()
            if not page.all("input", name=name, type="file")
        }
        parts = files or [("other-documents", ("", b"", "application/octet-stream"))]
        return await self.client.post(form["action"], data=data, files=parts)


def pdf(name: str, content: bytes = PDF) -> tuple[str, bytes, str]:
    """A file that a person chose."""
    return name, content, "application/pdf"
