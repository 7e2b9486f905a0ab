"""Dashboard and reports before numbers in memory."""

import re
from collections.abc import AsyncIterator, Mapping
from datetime import date
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.portal import api
from services.portal.auditing import Auditing
from services.portal.model import Seals
from services.portal.model.numbers import BYS, CHOICES, chosen, fitting_step
from services.portal.overseeing import Overseeing
from services.portal.ports.numbers import Filters
from services.portal.rendering import Assets, Pages
from services.portal.rendering.charts import Series, bar, columns, ticks
from services.portal.service import Portal
from services.portal.signing_in import SigningIn
from shared.language import Text
from shared.reports import Period
from shared.settings import WebSettings
from shared.web.app import Parts, build
from tests.unit.portal.fakes import FakeRegistry
from tests.unit.portal.staff.fakes import MovedClock
from tests.unit.portal.staff.numbers_fakes import Books, Happenings, Numbers
from tests.unit.portal.staff.window import Window

TODAY = date(2026, 11, 22)  # a Sunday
DAYS_68 = Period(first=date(2026, 9, 16), last=TODAY)


class Names:
    """Units and people by name."""

    async def units(self) -> Mapping[str, Text]:
        return {"legal": Text(ar="القانونية", en="Legal & more")}

    async def names(self, token: str) -> Mapping[str, Text]:
        assert token
        return {"person-clerk": Text(ar="سالم", en="Salim")}


@pytest.fixture
def numbers() -> Numbers:
    return Numbers()


@pytest.fixture
def happenings() -> Happenings:
    return Happenings()


@pytest.fixture
async def window(
    portal: Portal,
    pages: Pages,
    signing_in: SigningIn,
    registry: FakeRegistry,
    numbers: Numbers,
    happenings: Happenings,
    clock: MovedClock,
) -> AsyncIterator[Window]:
    desk = api.Desk(portal=portal, pages=pages, seals=Seals("a secret"), secure=True)
    overseers = api.Overseers(
        staff=api.Staff(desk=desk, signing_in=signing_in),
        overseeing=Overseeing(books=numbers, work=numbers, registry=registry, people=Names()),
        registers=Books(),
        auditing=Auditing(happenings),
        people=Names(),
        clock=clock,
        zone=ZoneInfo("Asia/Muscat"),
    )
    clerks = api.Clerks(staff=overseers.staff, clerking=None, viewing=None)  # type: ignore[arg-type]  # nobody clerks here
    routers = [
        *(api.overseer_routes(overseers, language) for language in ("ar", "en")),
        *(api.staff_routes(clerks, language) for language in ("ar", "en")),
        api.static_routes(Assets()),
    ]
    app = build(Parts(name="portal", description="pages", settings=WebSettings(), pages=True, routers=routers))
    api.answer_with_pages(app, pages)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://diwan.example") as client,
    ):
        yield Window(client)


@pytest.mark.parametrize(
    ("role", "start"), [("manager", "/approvals"), ("administrator", "/administration"), ("auditor", "/dashboard")]
)
async def test_those_who_answer_for_the_work_have_a_dashboard(window: Window, role: str, start: str) -> None:
    assert (await window.sign_in(role)).headers["location"] == f"/en{start}"
    page = await window.read("/en/dashboard")
    assert "Late now" in page.text
    assert "3 working days" in page.text
    assert "Salim" in page.text
    assert "Legal & more" in page.text
    assert "p-<unknown>" in page.text


@pytest.mark.parametrize("role", ["officer", "agent"])
@pytest.mark.parametrize("path", ["/en/dashboard", "/en/reports"])
async def test_nobody_else_sees_numbers(window: Window, role: str, path: str) -> None:
    await window.sign_in(role)
    assert (await window.open(path)).status_code == 403


async def test_sixty_eight_days_are_one_click(window: Window, numbers: Numbers) -> None:
    await window.sign_in("auditor")
    page = await window.read("/en/reports")
    (link,) = [one["href"] for one in page.all("a") if "days-68" in one.get("href", "")]
    numbers.asked.clear()
    page = await window.read(link)
    assert ("lines", DAYS_68, "day", Filters()) in numbers.asked
    assert ("referred", DAYS_68, "day") in numbers.asked
    # Incoming 1,000 and 1,001, outgoing the same; referred for action and for information: 2,000 and 2,002.
    assert "Incoming, outgoing, referred8,004" in page.text
    assert "68 days" in page.text


@pytest.mark.parametrize("by", BYS)
@pytest.mark.parametrize("language", ["", "/en"])
async def test_reports_are_told_by_everything_in_both_languages(window: Window, by: str, language: str) -> None:
    await window.sign_in("clerk")
    page = await window.read(f"{language}/reports?by={by}&period=week")
    assert page.status == 200
    assert len(page.html) < 60_000
    assert "<unit>" not in page.html


async def test_a_filter_leaves_out_what_does_not_know_it(window: Window, numbers: Numbers) -> None:
    await window.sign_in("clerk")
    page = await window.read("/en/reports?by=day&channel=mail&type=work-permit&from=2026-11-01&to=2026-11-05")
    period = Period(first=date(2026, 11, 1), last=date(2026, 11, 5))
    filters = Filters(channel="mail", request_type="work-permit")
    assert numbers.asked == [("lines", period, "day", filters), ("times", period, "unit", filters)]
    assert "From Sunday 1 November 2026" in page.text


@pytest.mark.parametrize(
    "days", ["from=2026-11-05&to=2026-11-01", "from=x&to=2026-11-01", "from=1900-01-01&to=2026-11-01"]
)
async def test_what_is_no_period_is_said_and_the_usual_one_shown(window: Window, days: str) -> None:
    await window.sign_in("clerk")
    page = await window.read(f"/en/reports?{days}")
    assert "That is not a period." in page.text
    assert page.all("input", name="from")[0]["aria-invalid"] == "true"


async def test_what_is_away_or_refused_leaves_the_rest(window: Window, numbers: Numbers) -> None:
    await window.sign_in("manager")
    numbers.away, numbers.forbidden = {"registry"}, {"arrived"}
    assert "not available just now" in (await window.read("/en/dashboard")).text
    numbers.away = {"routing"}
    assert "Incoming" in (await window.read("/en/dashboard")).text
    assert "What arrived" not in (await window.read("/en/reports")).text


async def test_an_empty_ministry_has_a_dashboard(window: Window, numbers: Numbers) -> None:
    await window.sign_in("auditor")
    numbers.empty = True
    assert "Nothing is open." in (await window.read("/en/dashboard")).text
    assert "Nothing in this period." in (await window.read("/en/reports?by=unit")).text


@given(st.dates(date(1950, 1, 1), date(2070, 1, 1)), st.sampled_from(CHOICES))
def test_what_is_one_click_away_ends_today(today: date, choice: str) -> None:
    period = chosen(choice, today)  # type: ignore[arg-type]  # one of them
    assert period.last == today
    assert period.days <= 366
    assert fitting_step(period) in ("day", "week")


@given(st.integers(0, 10**7))
def test_an_axis_has_few_round_numbers(most: int) -> None:
    found = ticks(most)
    assert found[-1] >= most
    assert 2 <= len(found) <= 6
    assert all(re.fullmatch("[125]?0*|0", str(found[1])) for _ in found)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_chart_is_well_formed_says_what_it_is_and_names_nothing_raw(direction: str) -> None:
    series = [Series(name=f"<{number}>", values=(number, 0, 3)) for number in range(4)]
    svg = columns(series, ["<a>", "b", "c"], title="<t>", words="<w>", direction=direction, name="x")
    drawn = ET.fromstring(svg)  # noqa: S314 - drawn by us
    assert drawn.get("role") == "img"
    assert drawn.findtext("title") == "<t>"
    paths = [one.get("d", "") for one in drawn.iter("path") if "drawn" in one.get("class", "")]
    columns_of = [[float(x) for x in re.findall(r"M([\d.]+) ", path)] for path in paths]
    assert [len(found) for found in columns_of] == [1, 2, 2, 2]
    assert all(0 <= x <= 960 for found in columns_of for x in found)
    assert (columns_of[1][0] < columns_of[1][1]) == (direction == "ltr")


@given(st.lists(st.integers(0, 50), min_size=2, max_size=2), st.integers(100, 200))
def test_a_bar_stays_in_its_cell(parts: list[int], most: int) -> None:
    for direction in ("ltr", "rtl"):
        for x, width in re.findall(r'x="(-?[\d.]+)%" width="([\d.]+)%"', bar(parts, most, direction)):
            assert float(x) >= -0.02
            assert float(x) + float(width) <= 100.02
