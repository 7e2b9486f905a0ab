import json
import re
from pathlib import Path
from typing import Any

import pytest

from deploy.gateway.rendering import HERE, PROBLEMS, render_gateway, render_problem
from deploy.local.layout import Layout
from deploy.local.services import SERVICES
from deploy.local.settings import Settings


def rendered(tmp_path: Path, **changes: Any) -> str:
    return render_gateway(Settings(data=tmp_path, **changes), Layout(tmp_path))


# What is asked of the gateway, and who answers; the order of the configuration decides.
WAYS = {
    "/api/v1/submissions": "intake",
    "/api/v1/submissions/abc": "intake",
    "/api/v1/tracking/abc": "registry",
    "/api/v1/tracking/abc/supplements": "intake",
    "/api/v1/request-types": "registry",
    "/api/v1/desk/abc/register": "registry",
    "/api/v1/registers/incoming/2026": "registry",
    "/api/v1/matters": "registry",
    "/en/search": "portal",
    "/api/v1/transactions/IN-2026-000123-7/void": "registry",
    "/api/v1/routes/abc": "routing",
    "/api/v1/documents/abc": "storage",
    "/api/v1/blobs/abc": "storage",
    "/api/v1/notices": "notify",
    "/api/v1/jwks": "directory",
    "/api/v1/units": "directory",
    "/api/v1/people": "directory",
    "/": "portal",
    "/en": "portal",
    "/register": "portal",
    "/en/register/work-permit": "portal",
    "/track/abc/complete": "portal",
    "/en/complete": "portal",
    "/static/abc/portal.css": "portal",
    "/registers": "portal",
    "/english": None,
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
        assert f"error_page {status} /problems/{status}.$problem_form;" in text
        problem = json.loads((HERE / "problems" / f"{status}.json").read_text(encoding="utf-8"))
        assert problem["status"] == status
        for words in (problem["title"], problem["detail"]):
            arabic, _, english = words.partition(" · ")
            assert re.search("[\u0621-\u064a]", arabic)
            assert re.fullmatch(r"[\x20-\x7e’]+", english)


def test_uploads_are_not_kept_on_the_gateways_disk(tmp_path: Path) -> None:
    text = rendered(tmp_path)
    locations = re.findall(r'location ~ "[^"]+" \{\n(?:\s+error_log .*\n)?\s+proxy_request_buffering off;', text)
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


def test_a_browser_is_refused_with_a_page_in_both_languages() -> None:
    for status in PROBLEMS:
        page = render_problem(status)
        assert '<html lang="ar" dir="rtl">' in page
        assert '<section lang="en" dir="ltr">' in page
        assert re.findall(r'(?:href|src)="([^"]*)"', page) == ["/problems/style.css", "data:,", "/", "/en"]
        assert "<script" not in page


def test_only_the_portal_says_itself_what_its_pages_may_use(tmp_path: Path) -> None:
    (told,) = re.findall(r"map \$uri \$content_security_policy \{(.*?)\n    \}", rendered(tmp_path), re.DOTALL)
    unstated = set(re.findall(r'"~(.*)" "";', told))
    assert unstated == {way for service in SERVICES if service.pages for way in (*service.paths, *service.uploads)}
    assert "sandbox" in told.rpartition("default ")[2]


@pytest.mark.parametrize("way", [way for service in SERVICES for way in (*service.paths, *service.uploads)])
def test_where_an_address_holds_a_secret_nothing_repeats_it(tmp_path: Path, way: str) -> None:
    (place,) = re.findall(re.escape(f'location ~ "{way}" {{') + r"(.*?)\n        \}", rendered(tmp_path), re.DOTALL)
    holds = way == "^/t/" or any(word in way for word in ("track", "invitation", "uploads"))
    assert ("error_log stderr crit;" in place) == holds
