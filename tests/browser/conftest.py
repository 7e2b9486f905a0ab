"""The whole stack, and a browser before it."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from deploy.local.settings import Settings
from deploy.local.stack import Stack
from tests.browser.browsing import Visit, chromium
from tests.browser.matters import Matters
from tests.e2e.outside import Outside

LANGUAGES = ("ar", "en")


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything, ready."""
    # Who has no mail address is called, so that there is a list of calls.
    settings = Settings.private(tmp_path_factory.mktemp("stack")).with_overrides("notify", telephone="call")
    stack = Stack(settings)
    stack.start()
    yield stack
    stack.stop()


@pytest.fixture(scope="session")
def outside(stack: Stack) -> Iterator[Outside]:
    """What can be done without a browser."""
    outside = Outside(stack)
    yield outside
    outside.http.close()


@pytest.fixture(scope="session")
def matters(outside: Outside) -> Matters:
    """One matter in every state."""
    return Matters.of(outside)


# Not for the session: while Playwright is there, its event loop counts as running, and other files' tests have their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all visits, which share nothing in it."""
    with chromium() as browser:
        yield browser


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each of the two."""
    return str(request.param)


@pytest.fixture
def visit(browser: Browser, stack: Stack) -> Iterator[Callable[..., Visit]]:
    """Opens windows; at the end each must have kept to the rules."""
    opened: list[Visit] = []

    def come(**about: Any) -> Visit:
        opened.append(Visit(browser, stack.settings.url, **about))
        return opened[-1]

    yield come
    for one in opened:
        one.close()


@pytest.fixture
def somebody() -> Callable[[], str]:
    """Addresses of people who never wrote before."""
    return lambda: f"citizen-{uuid.uuid4().hex[:12]}@company.example"
