"""Staff sign in with another issuer, in a browser, on real parts: theirs is a port of this machine."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from deploy.local.settings import Settings
from deploy.local.stack import Stack
from tests.browser.browsing import Visit
from tests.other_issuer import CLIENT_ID, CLIENT_SECRET, Issuer, running

Come = Callable[..., Visit]


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    """The other one, there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with running(port) as issuer:
        yield issuer


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, issuer: Issuer) -> Iterator[Stack]:
    """Everything, with another issuer beside directory."""
    settings = Settings.private(tmp_path_factory.mktemp("stack"))
    own = {"other_issuer": issuer.address, "other_client_id": CLIENT_ID}
    settings = settings.with_overrides("directory", **own)
    settings = settings.with_overrides(
        "portal", **own, other_client_secret=CLIENT_SECRET, other_name_en="the ministry's account"
    )
    stack = Stack(settings)
    stack.start()
    yield stack
    stack.stop()


@pytest.fixture
def come(browser: Browser, stack: Stack, issuer: Issuer) -> Iterator[Come]:
    """Windows, which go to the other issuer and nowhere else."""
    opened: list[Visit] = []

    def come(**about: Any) -> Visit:
        opened.append(Visit(browser, stack.settings.url, **about))
        return opened[-1]

    yield come
    for one in opened:
        one.troubles = [trouble for trouble in one.troubles if f"asked elsewhere: {issuer.address}" not in trouble]
        one.close()


def test_a_clerk_signs_in_there_works_here_and_signs_out(come: Come, issuer: Issuer, language: str) -> None:
    page = come(language=language).open("/desk")
    assert not Axe().run(page).response["violations"]
    page.locator(".actions .button").click()
    page.get_by_role("link", name="clerk").click()
    page.wait_for_url("**/desk")
    expect(page.locator("h1")).to_be_visible()
    page.goto("/account" if language == "ar" else "/en/account")
    page.locator("form[action$=sign-out] button").first.click()
    there = page.locator(f"a[href^='{issuer.address}']")
    assert not Axe().run(page).response["violations"]
    there.click()
    expect(page.locator("body")).to_have_text("left")


def test_whoever_has_no_place_here_or_is_lied_about_is_told_so(come: Come, issuer: Issuer) -> None:
    page = come(language="en").open("/sign-in")
    page.get_by_role("link", name="the ministry's account").click()
    page.get_by_role("link", name="nobody-here").click()
    expect(page.locator("#summary")).to_be_visible()
    assert not Axe().run(page).response["violations"]
    issuer.lies.add("alg none")
    page.locator(".actions .button").click()
    page.get_by_role("link", name="clerk").click()
    expect(page.locator("#summary")).to_be_visible()
    issuer.lies.clear()


def test_the_password_still_opens_the_door(come: Come, stack: Stack) -> None:
    accounts = dict(
        line.split() for line in stack.layout.demo_accounts.read_text(encoding="utf-8").splitlines() if line
    )
    page = come(language="en").open("/sign-in")
    page.fill("#login", "clerk")
    page.fill("#password", accounts["clerk"])
    page.locator("form[action$=sign-in] button").click()
    page.wait_for_url("**/desk")
