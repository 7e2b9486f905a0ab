"""People's browsers: Chromium of the system, seen through Playwright."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    *("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
DESKTOP = (1280, 900)

Scheme = Literal["light", "dark"]
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that says nothing to anybody by itself."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


class Visit:
    """One person's window. `troubles` is what no page may do: ask elsewhere, break its own policy, fail, also in its script."""

    def __init__(
        self,
        browser: Browser,
        base_url: str,
        *,
        language: str = "ar",
        javascript: bool = True,
        scheme: Scheme = "light",
        size: tuple[int, int] = DESKTOP,
    ) -> None:
        self.language = language
        self.javascript = javascript
        self.troubles: list[str] = []
        self._origin = urlsplit(base_url).netloc
        self.context: BrowserContext = browser.new_context(
            base_url=base_url,
            java_script_enabled=javascript,
            color_scheme=scheme,
            # What fades from one colour to another has a third in between, which is nobody's to judge.
            reduced_motion="reduce",
            viewport={"width": size[0], "height": size[1]},
            locale="en-GB" if language == "en" else "ar-OM",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("response", lambda answer: self._answered(answer.status, answer.url))
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("console", lambda said: self._said(said.type, said.text))

    def path(self, path: str) -> str:
        """The address of a page in this visit's language."""
        return path if self.language == "ar" else f"/en{'' if path == '/' else path}"

    def open(self, path: str) -> Page:
        """Open a page in this visit's language."""
        self.page.goto(self.path(path))
        return self.page

    def close(self) -> None:
        """Leave; nothing may have happened that must not."""
        self.context.close()
        assert self.troubles == []

    def _asked(self, url: str) -> None:
        if not url.startswith("data:") and urlsplit(url).netloc != self._origin:
            self.troubles.append(f"asked elsewhere: {url}")

    def _answered(self, status: int, url: str) -> None:
        # What is away may be told of (503); what nobody thought of (500) is a page, too, and a good one to axe.
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            self.troubles.append(f"failed: {url}")

    def _said(self, kind: str, text: str) -> None:
        # A refusal that a page shows is an error to the console, too.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {text}")
