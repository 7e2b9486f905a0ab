"""Signing in with another issuer: what comes back is believed only when everything about it fits."""

from collections.abc import AsyncIterator
from itertools import count
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.portal import api
from services.portal.adapters import HttpOtherIssuer
from services.portal.clerking import Clerking
from services.portal.lettering import Lettering
from services.portal.model import Seals
from services.portal.model.attempts import LASTS, Attempts
from services.portal.rendering import Assets, Pages
from services.portal.service import Portal
from services.portal.signing_in import SigningIn
from services.portal.signing_in_elsewhere import SigningInElsewhere
from services.portal.viewing import Viewing
from services.portal.working import Working
from shared.clock import SystemClock
from shared.language import Text
from shared.oidc import OtherIssuer
from shared.settings import WebSettings
from shared.web.app import Parts, build
from tests.other_issuer import CLIENT_ID, CLIENT_SECRET, Issuer, app_of
from tests.unit.portal.browser import Page
from tests.unit.portal.staff.clerks_fakes import FakeDrawing, Office
from tests.unit.portal.staff.fakes import NOW, FakeSessions, FakeSignIns, MovedClock
from tests.unit.portal.staff.letter_fakes import Chancery

BACK = "https://diwan.example/sign-in/back"
FAILED = "/sign-in?elsewhere=failed"


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("https://issuer.example")


@pytest.fixture
async def client(
    issuer: Issuer,
    portal: Portal,
    pages: Pages,
    sign_ins: FakeSignIns,
    sessions: FakeSessions,
    clerking: Clerking,
    working: Working,
    chancery: Chancery,
    office: Office,
    clock: MovedClock,
) -> AsyncIterator[httpx.AsyncClient]:
    def there() -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(app_of(issuer)), base_url=issuer.address)

    numbers = count(1)
    signing_in = SigningIn(
        sign_ins=sign_ins, sessions=sessions, clock=clock, new_session_id=lambda: f"session-{next(numbers)}"
    )
    other = OtherIssuer(issuer=issuer.address, client_id=CLIENT_ID, client=there(), clock=SystemClock())
    elsewhere = SigningInElsewhere(
        name=Text(ar="حساب الوزارة", en="the ministry's account"),
        issuer=HttpOtherIssuer(
            other, there(), secret=CLIENT_SECRET, back=BACK, after_leaving="https://diwan.example/", scope="openid"
        ),
        sign_ins=sign_ins,
        signing_in=signing_in,
        attempts=Attempts("a secret"),
        clock=clock,
    )
    desk = api.Desk(portal=portal, pages=pages, seals=Seals("a secret"), secure=True)
    staff = api.Staff(desk=desk, signing_in=signing_in, elsewhere=elsewhere)
    viewing = Viewing(papers=office, drawing=FakeDrawing(), most_bytes=1000, most_kept=1000, most_pages=5)
    clerks = api.Clerks(staff=staff, clerking=clerking, viewing=viewing)
    officers = api.Officers(
        staff=staff, working=working, viewing=viewing, lettering=Lettering(letters=chancery, keeping=chancery)
    )
    routers = [
        *(api.staff_routes(clerks, language) for language in ("ar", "en")),
        *(api.officer_routes(officers, language) for language in ("ar", "en")),
        api.static_routes(Assets()),
    ]
    app = build(Parts(name="portal", description="pages", settings=WebSettings(), pages=True, routers=routers))
    api.answer_with_pages(app, pages)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://diwan.example") as client,
    ):
        yield client


async def sent_there(client: httpx.AsyncClient, path: str = "/en/sign-in/elsewhere") -> dict[str, str]:
    """What the issuer is asked."""
    answer = await client.get(path)
    assert answer.status_code == 303
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


async def come_back(client: httpx.AsyncClient, issuer: Issuer, asked: dict[str, str]) -> httpx.Response:
    return await client.get(issuer.sign_in(asked, "officer").removeprefix("https://diwan.example"))


async def test_whoever_signs_in_there_gets_to_the_page_that_was_asked_for(
    client: httpx.AsyncClient, issuer: Issuer, sign_ins: FakeSignIns, sessions: FakeSessions
) -> None:
    page = Page(await client.get("/en/sign-in?to=%2Fen%2Finbox%3Fshow%3Dlate"))
    assert "Sign in with the ministry's account" in page.text
    (link,) = [one["href"] for one in page.all("a") if "elsewhere" in one["href"]]
    asked = await sent_there(client, link)
    assert asked["response_type"] == "code"
    assert (asked["client_id"], asked["redirect_uri"], asked["scope"]) == (CLIENT_ID, BACK, "openid")
    assert asked["code_challenge_method"] == "S256"
    answer = await come_back(client, issuer, asked)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/inbox?show=late")
    assert len(sign_ins.assertions) == len(sessions.kept) == 1
    assert sign_ins.assertions[0] not in str(answer.headers) + answer.text
    assert (await client.get("/en/inbox")).status_code == 200


async def test_without_a_page_that_was_asked_for_the_work_begins(client: httpx.AsyncClient, issuer: Issuer) -> None:
    for path, start in (("/sign-in/elsewhere", "/inbox"), ("/en/sign-in/elsewhere", "/en/inbox")):
        answer = await come_back(client, issuer, await sent_there(client, path))
        assert answer.headers["location"] == start


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example"])
async def test_nobody_is_sent_elsewhere_afterwards(client: httpx.AsyncClient, issuer: Issuer, to: str) -> None:
    asked = await sent_there(client, f"/sign-in/elsewhere?{urlencode({'to': to})}")
    assert (await come_back(client, issuer, asked)).headers["location"] == "/inbox"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_nobody_elses_page_begins_it(client: httpx.AsyncClient, site: str) -> None:
    answer = await client.get("/en/sign-in/elsewhere", headers={"Sec-Fetch-Site": site})
    assert answer.headers["location"] == "/en/sign-in"
    assert "__Host-diwan-elsewhere" not in client.cookies


LIES = ["mixed up", "no iss", "alg none", "client's secret", "another key"]
CLAIMS = [
    {"nonce": "another"},
    {"nonce": None},
    {"iss": "https://evil.example"},
    {"aud": "another-client"},
    {"aud": [CLIENT_ID, "another-client"]},
    {"aud": [CLIENT_ID, "another-client"], "azp": "another-client"},
    {"azp": "another-client"},
    {"exp": 1},
    {"iat": 9_999_999_999},
    {"sub": None},
]


@pytest.mark.parametrize("lie", LIES)
async def test_a_lie_signs_nobody_in(
    client: httpx.AsyncClient, issuer: Issuer, sign_ins: FakeSignIns, sessions: FakeSessions, lie: str
) -> None:
    issuer.lies.add(lie)
    answer = await come_back(client, issuer, await sent_there(client))
    assert answer.headers["location"] == FAILED
    assert not sign_ins.assertions
    assert not sessions.kept
    assert "did not work" in Page(await client.get(f"/en{FAILED}")).text


@pytest.mark.parametrize("claims", CLAIMS, ids=str)
async def test_a_word_about_somebody_or_for_somebody_else_signs_nobody_in(
    client: httpx.AsyncClient, issuer: Issuer, sessions: FakeSessions, claims: dict[str, object]
) -> None:
    issuer.claims = claims
    assert (await come_back(client, issuer, await sent_there(client))).headers["location"] == FAILED
    assert not sessions.kept


async def test_an_answer_is_taken_once_and_by_the_browser_that_asked(
    client: httpx.AsyncClient, issuer: Issuer, sessions: FakeSessions
) -> None:
    asked = await sent_there(client)
    cookie = client.cookies["__Host-diwan-elsewhere"]
    address = issuer.sign_in(asked, "officer").removeprefix("https://diwan.example")
    client.cookies.clear()
    assert (await client.get(address)).headers["location"] == FAILED
    client.cookies.set("__Host-diwan-elsewhere", cookie)
    taken = await client.get(address)
    assert taken.headers["location"] == "/en/inbox"
    assert any("__Host-diwan-elsewhere=" in one and "Max-Age=0" in one for one in taken.headers.get_list("set-cookie"))
    assert (await client.get(address)).headers["location"] == FAILED  # the code is used up
    assert len(sessions.kept) == 1


async def test_an_answer_of_another_attempt_too_late_or_of_none_is_not_taken(
    client: httpx.AsyncClient, issuer: Issuer, clock: MovedClock
) -> None:
    first = await sent_there(client)
    await sent_there(client)
    assert (await come_back(client, issuer, first)).headers["location"] == FAILED
    late = await sent_there(client)
    clock.pass_(seconds=LASTS.total_seconds() + 1)
    assert (await come_back(client, issuer, late)).headers["location"] == FAILED
    denied = await sent_there(client)
    query = urlencode({"error": "access_denied", "state": denied["state"], "iss": issuer.address})
    assert (await client.get(f"/sign-in/back?{query}")).headers["location"] == FAILED
    assert (await client.get("/sign-in/back")).headers["location"] == FAILED


async def test_an_injected_code_is_useless_without_its_verifier(client: httpx.AsyncClient, issuer: Issuer) -> None:
    asked = await sent_there(client)
    stolen = {**asked, "code_challenge": "somebody else's"}
    assert (await come_back(client, issuer, stolen)).headers["location"] == FAILED


async def test_the_clients_secret_is_sent_escaped_and_nowhere_else(client: httpx.AsyncClient, issuer: Issuer) -> None:
    await come_back(client, issuer, await sent_there(client))
    (form,) = issuer.asked
    assert "client_secret" not in form
    pair = httpx.BasicAuth(CLIENT_ID, "a%20secret%3A%20with%20%2F%20odd%20%26%20letters")._auth_header
    assert form["authorization"] == pair


@pytest.mark.parametrize("lie", ["name", "plain keys"])
async def test_an_issuer_that_is_another_or_unsafe_is_not_gone_to(
    client: httpx.AsyncClient, issuer: Issuer, lie: str
) -> None:
    issuer.lies.add(lie)
    assert (await client.get("/en/sign-in/elsewhere")).status_code == 503


@pytest.mark.parametrize("lie", ["down", "endless"])
async def test_an_issuer_that_is_away_is_said(client: httpx.AsyncClient, issuer: Issuer, lie: str) -> None:
    asked = await sent_there(client)
    issuer.lies.add(lie)
    assert (await come_back(client, issuer, asked)).status_code == 503


async def test_signing_out_shows_the_way_out_there_too(client: httpx.AsyncClient, issuer: Issuer) -> None:
    await come_back(client, issuer, await sent_there(client))
    page = Page(await client.get("/en/inbox"))
    gone = Page(await client.post("/en/sign-out", data={"seal": page.values["seal"]}))
    (link,) = [one["href"] for one in gone.all("a") if one["href"].startswith(issuer.address)]
    assert dict(parse_qsl(urlsplit(link).query)) == {
        "client_id": CLIENT_ID,
        "post_logout_redirect_uri": "https://diwan.example/",
    }


@given(st.text(max_size=300))
def test_no_cookie_can_be_made_up(cookie: str) -> None:
    assert Attempts("a secret").read(cookie, NOW) is None


@given(st.integers(min_value=0), st.text(alphabet="/abc?=", max_size=20))
def test_an_attempt_is_read_as_it_was_begun_and_with_its_own_secret_alone(place: int, to: str) -> None:
    attempts = Attempts("a secret")
    cookie, attempt = attempts.begin(to, NOW)
    assert attempts.read(cookie, NOW) == attempt
    assert Attempts("another").read(cookie, NOW) is None
    assert Attempts("another", accepted="a secret").read(cookie, NOW) == attempts.read(cookie, NOW)
    at = place % len(cookie)
    changed = cookie[:at] + ("A" if cookie[at] != "A" else "B") + cookie[at + 1 :]
    assert attempts.read(changed, NOW) is None
    assert len({attempt.state, attempt.nonce, attempt.verifier, attempt.challenge}) == 4
