import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from deploy.gateway.rendering import HERE, PROBLEMS, render_gateway, render_start_page
from deploy.local.layout import Layout
from deploy.local.services import NAMES, SERVICES
from deploy.local.settings import Settings


def rendered(tmp_path: Path, **changes: object) -> str:
    return render_gateway(Settings(data=tmp_path, **changes), Layout(tmp_path))  # type: ignore[arg-type]


# What is asked of the gateway, and who answers; the order of the configuration decides.
WAYS = {
    "/api/v1/submissions": "intake",
    "/api/v1/submissions/abc": "intake",
    "/api/v1/tracking/abc": "registry",
    "/api/v1/tracking/abc/supplements": "intake",
    "/api/v1/request-types": "registry",
    "/api/v1/desk/abc/register": "registry",
    "/api/v1/registers/incoming/2026": "registry",
    "/api/v1/transactions/IN-2026-000123-7/void": "registry",
    "/api/v1/routes/abc": "routing",
    "/api/v1/documents/abc": "storage",
    "/api/v1/blobs/abc": "storage",
    "/api/v1/notices": "notify",
    "/api/v1/jwks": "directory",
    "/api/v1/units": "directory",
    "/api/v1/people": "directory",
    "/metrics": None,
    "/livez": None,
    "/api/v1/deskpad": None,
}


@pytest.mark.parametrize("path", WAYS)
def test_a_path_leads_to_one_service(path: str) -> None:
    answering = {
        service.name for service in SERVICES for way in (*service.paths, *service.uploads) if re.search(way, path)
    }
    assert answering == ({WAYS[path]} - {None})


def test_every_error_of_the_gateway_has_a_body_in_both_languages(tmp_path: Path) -> None:
    text = rendered(tmp_path)
    for status in PROBLEMS:
        assert f"error_page {status} /problems/{status}.json;" in text
        problem = json.loads((HERE / "problems" / f"{status}.json").read_text(encoding="utf-8"))
        assert problem["status"] == status
        for words in (problem["title"], problem["detail"]):
            arabic, _, english = words.partition(" · ")
            assert re.search("[\u0621-\u064a]", arabic)
            assert re.fullmatch(r"[\x20-\x7e’]+", english)


def test_uploads_are_not_kept_on_the_gateways_disk(tmp_path: Path) -> None:
    text = rendered(tmp_path)
    locations = re.findall(r'location ~ "[^"]+" \{\n\s+proxy_request_buffering off;', text)
    assert len(locations) == sum(len(service.uploads) for service in SERVICES)


def test_limits_per_client_are_as_set(tmp_path: Path) -> None:
    text = rendered(tmp_path, client_rate=7, token_rate=3, client_connections=11)
    assert "zone=requests:10m rate=7r/s" in text
    assert "zone=sign_ins:10m rate=3r/m" in text
    assert "limit_conn connections 11;" in text


def test_with_a_certificate_the_door_speaks_tls(tmp_path: Path) -> None:
    text = rendered(tmp_path, tls_cert="/c.pem", tls_key="/k.pem", http_port=8443)
    assert "listen 127.0.0.1:8443 ssl;" in text
    assert 'ssl_certificate "/c.pem";' in text
    assert " ssl" not in rendered(tmp_path)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture
def page(tmp_path: Path) -> Page:
    parser = Page()
    parser.feed(render_start_page(Settings(data=tmp_path, mail_domain="registry.example")))
    return parser


def test_the_start_page_names_the_address_that_takes_mail_here(page: Page) -> None:
    written = [
        attributes["href"] for _, attributes in page.tags if (attributes.get("href") or "").startswith("mailto:")
    ]
    assert written == ["mailto:documents@registry.example"] * 2


def test_the_start_page_is_arabic_first_and_right_to_left(page: Page) -> None:
    assert page.tags[0] == ("html", {"lang": "ar", "dir": "rtl"})


def test_the_start_page_asks_nobody_else_for_anything_and_runs_nothing(page: Page) -> None:
    addresses = [
        value or "" for _, attributes in page.tags for name, value in attributes.items() if name in ("href", "src")
    ]
    assert [address for address in addresses if not re.match(r"/|#|mailto:|data:,", address)] == []
    assert "script" not in {tag for tag, _ in page.tags}


def test_the_start_page_links_the_interfaces_of_every_service(page: Page) -> None:
    addresses = {attributes.get("href") for _, attributes in page.tags}
    assert {f"/{kind}/{name}.json" for kind in ("openapi", "asyncapi") for name in NAMES} <= addresses
