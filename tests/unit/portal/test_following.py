"""Finding a matter by its code, completing it, and being told of changes."""

import asyncio
from uuid import UUID

import pytest

from services.portal.api.live import as_events
from services.portal.errors import TooManyWatchingError
from services.portal.service import Portal
from shared.tracking import short_tracking_url
from tests.unit.portal.browser import Browser, Page, pdf
from tests.unit.portal.examples import FULLY_TOLD, INCOMPLETE, REGISTERED, TOKEN, UNDECIDED, matter
from tests.unit.portal.fakes import FakeAnswerFiles, FakeIntake, FakeRegistry


@pytest.mark.parametrize("path", ["/track", "/en/track", "/complete", "/en/complete"])
async def test_a_code_leads_to_its_matter(browser: Browser, path: str) -> None:
    answer = await browser.client.post(path, data={"code": " 0123 4567-89AB cdef ٠١٢٣ 4567 89ab cdef\n"})
    expected = path.replace("complete", "track") + f"/{TOKEN}" + ("/complete" if "complete" in path else "")
    assert (answer.status_code, answer.headers["location"]) == (303, expected)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "not a tracking code"), ("abc", "not a tracking code"), ("IN-2026-000123-7", "transaction number")],
)
async def test_what_is_no_code_is_told_what_it_is(browser: Browser, typed: str, said: str) -> None:
    page = Page(await browser.client.post("/en/track", data={"code": typed}))
    assert page.status == 422
    assert said in page.text
    assert page.values["code"] == typed


async def test_a_code_that_opens_nothing_says_what_to_do_next(browser: Browser) -> None:
    page = await browser.open(f"/en/track/{'0' * 32}")
    assert page.status == 404
    assert "wait a few seconds" in page.text
    assert page.all("a", href="/en/track")


async def test_without_registry_the_page_says_so_and_when_to_come_again(
    browser: Browser, registry: FakeRegistry
) -> None:
    registry.away = True
    page = await browser.open(f"/en/track/{TOKEN}")
    assert (page.status, page.headers["retry-after"]) == (503, "5")
    assert page.all("a", href=f"/en/track/{TOKEN}")
    assert "temporarily unavailable" in page.text


async def test_what_is_missing_is_asked_for_and_sent_on(
    browser: Browser, registry: FakeRegistry, intake: FakeIntake
) -> None:
    registry.matters[TOKEN] = matter(INCOMPLETE)
    assert "Passport" in (await browser.open(f"/en/track/{TOKEN}")).text
    form = await browser.open(f"/en/track/{TOKEN}/complete")
    assert Page(await browser.send(form, {})).status == 422
    answer = await browser.send(form, {}, [("document-passport", pdf("p.pdf"))])
    assert (answer.status_code, answer.headers["location"]) == (303, f"/en/track/{TOKEN}?added=1")
    assert [(document, name) for document, name, _ in intake.taken[0].files] == [("passport", "p.pdf")]
    assert "We have received what you added" in (await browser.open(answer.headers["location"])).text


async def test_fields_that_were_wrong_are_asked_for_again(
    browser: Browser, registry: FakeRegistry, intake: FakeIntake
) -> None:
    told = FULLY_TOLD | {
        "state": "incomplete",
        "wrong_fields": [{"name": "civil_number", "title": {"ar": "الرقم المدني", "en": "Civil number"}}],
        "remark": "Please check <it>.",
    }
    registry.matters[TOKEN] = matter(told)
    form = await browser.open(f"/en/track/{TOKEN}/complete")
    assert "Please check <it>." in form.text
    assert Page(await browser.send(form, {"field-civil_number": "1"})).status == 422
    assert (await browser.send(form, {"field-civil_number": "12345678"})).status_code == 303
    assert intake.taken[0].values["field-civil_number"] == "12345678"


async def test_what_is_closed_takes_nothing_more(browser: Browser, registry: FakeRegistry) -> None:
    registry.matters[TOKEN] = matter(UNDECIDED | {"state": "rejected"})
    page = await browser.open(f"/en/track/{TOKEN}/complete")
    assert not [has for has in page.all("form") if "data-send" in has]


async def test_a_page_is_told_of_what_changes_until_nothing_more_is_waited_for(
    browser: Browser, registry: FakeRegistry
) -> None:
    async def registered_meanwhile() -> None:
        await asyncio.sleep(0.02)
        registry.matters[TOKEN] = matter(REGISTERED)

    registry.matters[TOKEN] = matter(UNDECIDED)
    seen = registry.matters[TOKEN].mark
    meanwhile = asyncio.create_task(registered_meanwhile())
    answer = await browser.client.get(f"/track/{TOKEN}/events", params={"seen": seen})
    await meanwhile
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["x-accel-buffering"] == "no"
    assert ": nothing new" in answer.text
    assert answer.text.endswith(f"event: change\ndata: {matter(REGISTERED).mark}\n\nevent: settled\ndata: -\n\n")


async def test_a_page_is_told_once_registry_has_heard_of_its_matter(browser: Browser, registry: FakeRegistry) -> None:
    async def heard_of_meanwhile() -> None:
        await asyncio.sleep(0.02)
        registry.away = False
        registry.matters[TOKEN] = matter(REGISTERED)

    registry.away = True
    meanwhile = asyncio.create_task(heard_of_meanwhile())
    assert "event: change" in (await browser.client.get(f"/track/{TOKEN}/events")).text
    await meanwhile


async def test_only_so_many_pages_are_told_at_a_time(portal: Portal, registry: FakeRegistry) -> None:
    registry.matters[TOKEN] = matter(UNDECIDED)
    watching = [portal.watch(TOKEN, "") for _ in range(2)]
    for changes in watching:
        await anext(changes)
    with pytest.raises(TooManyWatchingError):
        portal.watch(TOKEN, "")
    for changes in watching:
        await changes.aclose()  # type: ignore[attr-defined]  # the port says less than there is
    await anext(portal.watch(TOKEN, ""))


async def test_a_page_that_is_no_longer_told_is_not_told_that_nothing_more_will_happen(
    portal: Portal, registry: FakeRegistry
) -> None:
    registry.matters[TOKEN] = matter(UNDECIDED)
    told = as_events(portal.watch(TOKEN, ""))
    said = [await anext(told), await anext(told)]
    await portal.end_watching()
    said += [one async for one in told]
    assert said == ["retry: 10000\n\n", f"event: change\ndata: {matter(UNDECIDED).mark}\n\n"]


async def test_the_address_of_a_short_message_leads_on_in_the_language_of_the_telephone(browser: Browser) -> None:
    address = short_tracking_url("", TOKEN)
    for accepted, path in (("ar-OM", f"/track/{TOKEN}"), ("en-GB,ar;q=0.5", f"/en/track/{TOKEN}")):
        answer = await browser.client.get(address, headers={"Accept-Language": accepted})
        assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert (await browser.client.get("/t/nothing")).status_code == 404


@pytest.mark.parametrize("language", ["", "/en"])
async def test_a_document_of_an_answer_that_was_deleted_is_no_link_and_says_why(
    browser: Browser, registry: FakeRegistry, answer_files: FakeAnswerFiles, language: str
) -> None:
    gone, there = UUID(int=1), UUID(int=2)
    documents = [
        {"document_id": str(one), "name": f"{one.int}.pdf", "sha256": "9f" * 32, "size": 512} for one in (gone, there)
    ]
    old = {"number": "OUT-2019-000001-1", "issued_at": "2019-05-01T08:00:00Z", "documents": documents}
    registry.matters[TOKEN] = matter({**REGISTERED, "received_at": "2019-04-01T08:00:00Z", "answers": [old]})
    answer_files.gone = {gone}
    page = await browser.open(f"{language}/track/{TOKEN}")
    path = f"/api/v1/tracking/{TOKEN}/documents/"
    assert [bool(page.all("a", href=f"{path}{one}")) for one in (gone, there)] == [False, True]
    assert page.all("span", **{"class": "careful"})
    # Years may count from when it came: a late answer may be gone soon, and only what came within a year is kept in any case.
    for received, asked in (("2019-04-01T08:00:00Z", 2), ("2099-01-01T00:00:00Z", 2)):
        late = {"received_at": received, "answers": [{**old, "issued_at": "2099-01-02T00:00:00Z"}]}
        registry.matters[TOKEN] = matter({**REGISTERED, **late})
        await browser.open(f"{language}/track/{TOKEN}")
        assert answer_files.asked == asked
