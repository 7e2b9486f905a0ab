"""A clerk's browser without JavaScript: it opens pages and sends the forms that are on them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx
from typing_extensions import override

from tests.unit.portal.browser import Page
from tests.unit.portal.staff.fakes import PASSWORD


@dataclass
class SeenForm:
    """A form as it stands on a page, with what is filled in already."""

    action: str
    values: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[SeenForm] = []
        self._open = False
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(SeenForm(has.get("action", "")))
            self._open = True
        ticked = has.get("type") not in ("radio", "checkbox") or "checked" in has
        if tag == "input" and self._open and "name" in has and ticked:
            self.forms[-1].values.append((has["name"], has.get("value", "")))

    @override
    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "form"


class Window:
    """Somebody's browser."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def open(self, address: str) -> httpx.Response:
        """A page, or where it leads; redirects are not followed."""
        return await self.client.get(address)

    async def read(self, address: str) -> Page:
        """A page that is there."""
        answer = await self.open(address)
        assert answer.status_code == 200, answer.headers
        return Page(answer)

    async def send(self, answer: httpx.Response, action: str, *typed: tuple[str, str]) -> httpx.Response:
        """Send the form of a page that goes to this address, with what is typed over what stands in it."""
        (form,) = [one for one in _Forms(answer.text).forms if one.action == action]
        names = {name for name, _ in typed}
        sent = [(name, value) for name, value in form.values if name not in names] + list(typed)
        data: dict[str, list[str]] = {}
        for name, value in sent:
            data.setdefault(name, []).append(value)
        return await self.client.post(action, data=data)

    async def sign_in(self, login: str = "clerk", password: str = PASSWORD, at: str = "/en/sign-in") -> httpx.Response:
        """Sign in by the page for it."""
        page = await self.open(at)
        return await self.send(page, at.partition("?")[0], ("login", login), ("password", password))
