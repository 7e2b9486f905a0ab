"""Pages of what is held: put on and let go with a reason, and for more reasons than one."""

import pytest

from services.portal.errors import RefusedError
from tests.unit.portal.browser import Page
from tests.unit.portal.staff.retention_fakes import NUMBERS, FakeRetention
from tests.unit.portal.staff.window import Window

HERE = "/en/administration/retention"


@pytest.fixture
async def administrator(window: Window) -> Window:
    await window.sign_in("administrator")
    return window


async def test_a_transaction_is_held_and_let_go(administrator: Window, retention: FakeRetention) -> None:
    path = f"{HERE}/holds"
    page = await administrator.open(path)
    assert (await administrator.send(page, path)).status_code == 422
    done = await administrator.send(page, path, ("held-number", NUMBERS[0]), ("reason", "case 7"))
    assert done.headers["location"].startswith(f"{path}?done=held")
    held = await administrator.open(path)
    assert "case 7" in Page(held).text
    here = f"{path}/release"
    without = await administrator.send(held, here, ("why", " "))
    assert (without.status_code, "Please say why" in without.text) == (422, True)
    released = await administrator.send(held, here, ("why", "judged"))
    assert "done=released" in released.headers["location"]
    assert retention.held[NUMBERS[0]] == [(True, "case 7"), (False, "judged")]


async def test_what_cannot_be_held_is_said(administrator: Window, retention: FakeRetention) -> None:
    path = f"{HERE}/holds"
    page = await administrator.open(path)
    retention.refuse = RefusedError("already-disposed")
    answer = await administrator.send(page, path, ("held-number", NUMBERS[0]), ("reason", "x"))
    assert (answer.status_code, "nothing left to hold" in Page(answer).text) == (422, True)


async def test_all_reasons_for_which_it_is_held_are_read_before_it_is_let_go(
    administrator: Window, retention: FakeRetention
) -> None:
    path = f"{HERE}/holds"
    for reason in ("case 7", "audit 8"):
        page = await administrator.open(path)
        await administrator.send(page, path, ("held-number", NUMBERS[0]), ("reason", reason))
    shown = Page(await administrator.open(path))
    assert [one in shown.text for one in ("case 7", "audit 8")] == [True, True]
    assert "Reasons for which it is held: 2." in shown.text
    assert len(retention.held[NUMBERS[0]]) == 2
