"""`python -m tests.browser.guide_pictures`: the pictures of the guides, from the demonstration's ministry, in both languages."""

import argparse
import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from deploy.demo.__main__ import remember
from deploy.demo.target import Target
from deploy.local.settings import REPOSITORY, Settings
from deploy.local.stack import Stack
from tests.browser.browsing import Visit, chromium
from tests.browser.desks import sign_in
from tests.browser.guide_scenes import Found, scenes
from tests.browser.pages import show
from tests.e2e.outside import Outside

SEED = 20_261_122
WINDOW = (1200, 820)
LARGEST = 80_000
"""Bytes of a picture: guides are read over slow lines, and every version of each stays in the repository for ever."""
_QUALITIES = range(80, 20, -10)
_HOMES = {"": "/", "agent": "/counter", "clerk": "/desk", "officer": "/inbox", "manager": "/approvals"} | {
    "admin": "/administration",
    "auditor": "/dashboard",
}


def main(arguments: list[str] | None = None) -> int:
    """Make a ministry on a stack of its own, and write the pictures; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.guide_pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY / "docs" / "guide")
    folder: Path = parser.parse_args(arguments).folder
    with tempfile.TemporaryDirectory(prefix="diwan-") as data:
        stack = Stack(Settings.private(Path(data)))
        stack.start()
        try:
            status = remember(stack, Target.of(stack.settings), SEED, sys.stdout)
            with chromium() as browser:
                write(browser, stack, folder)
        finally:
            stack.stop()
    return status


def write(browser: Browser, stack: Stack, folder: Path) -> None:
    """Write all pictures, each in both languages."""
    outside = Outside(stack)
    of_everybody = scenes(Found.in_(outside))
    for language in ("ar", "en"):
        images = folder / language / "images"
        images.mkdir(parents=True, exist_ok=True)
        visit = Visit(browser, stack.settings.url, language=language, size=WINDOW)
        for login, shown in of_everybody.items():
            visit.context.clear_cookies()
            if login:
                sign_in(visit, outside, login, _HOMES[login])
            for name, page in shown.items():
                small(show(visit, page).screenshot(), images / f"{name}.webp")
        visit.close()


def small(screenshot: bytes, path: Path) -> None:
    """Write an image with as much of its quality as fits."""
    with Image.open(io.BytesIO(screenshot)) as image:
        for quality in _QUALITIES:
            packed = io.BytesIO()
            image.convert("RGB").save(packed, "WEBP", quality=quality, method=6)
            if packed.tell() <= LARGEST:
                break
        path.write_bytes(packed.getvalue())


if __name__ == "__main__":
    sys.exit(main())
