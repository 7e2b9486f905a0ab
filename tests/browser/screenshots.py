"""`python -m tests.browser.screenshots [FOLDER]`: every page of the portal in both languages, as images."""

import argparse
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from deploy.local.settings import Settings
from deploy.local.stack import Stack
from tests.browser.administration import administrators_pages
from tests.browser.browsing import DESKTOP, Scheme, Visit, chromium
from tests.browser.counter_pages import counter_pages
from tests.browser.counters import Counters
from tests.browser.desks import Desks, sign_in
from tests.browser.letter_pages import Written, managers_letters, officers_letters
from tests.browser.matters import Matters
from tests.browser.overseer_pages import auditor_pages, overseer_pages
from tests.browser.pages import Step, all_pages, picture, show
from tests.browser.staff_pages import staff_pages
from tests.browser.work_pages import work_pages
from tests.browser.works import Works
from tests.e2e.outside import Outside

TELEPHONE = (360, 740)
WINDOWS: tuple[tuple[str, tuple[int, int], Scheme], ...] = (
    ("", DESKTOP, "light"),
    ("-dark", DESKTOP, "dark"),
    ("-narrow", TELEPHONE, "light"),
)


def main(arguments: list[str] | None = None) -> None:
    """Start a stack of its own, fill it, and write the images."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("var/screenshots"))
    folder: Path = parser.parse_args(arguments).folder
    with tempfile.TemporaryDirectory(prefix="diwan-") as data:
        stack = Stack(Settings.private(Path(data)).with_overrides("notify", telephone="call"))
        stack.start()
        try:
            with chromium() as browser:
                write(browser, stack, folder)
        finally:
            stack.stop()


def write(browser: Browser, stack: Stack, folder: Path, only: str = "") -> None:
    """Write the images of every page, or of those whose name begins so."""
    outside = Outside(stack)
    desks = Desks.of(outside)
    pages, written = all_pages(Matters.of(outside)), Written.of(outside)
    staff = {
        "clerk": ("/desk", staff_pages(desks)),
        "agent": ("/counter", counter_pages(Counters.of(outside))),
        "officer": ("/inbox", {**work_pages(Works.of(outside)), **officers_letters(written)}),
        "manager": ("/approvals", managers_letters(written)),
        "admin": ("/administration", administrators_pages("p-0003")),
        "auditor": ("/dashboard", {**overseer_pages(), **auditor_pages(outside, desks)}),
    }
    for language in ("ar", "en"):
        (folder / language).mkdir(parents=True, exist_ok=True)
        for ending, size, scheme in WINDOWS:
            visit = Visit(browser, stack.settings.url, language=language, size=size, scheme=scheme)
            album = Album(visit, folder / language, ending, only)
            album.write(pages)
            picture(visit.open("/sign-in"), folder / language / f"sign-in{ending}.png")
            for login, (start, work) in staff.items():
                visit.context.clear_cookies()
                sign_in(visit, outside, login, start)
                album.write(work)
            visit.close()


@dataclass(frozen=True, slots=True)
class Album:
    """Where the images of one language and window go; of those pages whose name begins with `only`."""

    visit: Visit
    folder: Path
    ending: str
    only: str

    def write(self, pages: Mapping[str, tuple[str, Step]]) -> None:
        """Write the image of each page."""
        for name, page in pages.items():
            if name.startswith(self.only):
                picture(show(self.visit, page), self.folder / f"{name}{self.ending}.png")


if __name__ == "__main__":
    main()
