"""The service as it is started."""

import pytest
from pydantic import ValidationError

from services.registry.main import create_app
from services.registry.settings import Settings

ENVIRONMENT = {
    "MONGO_URL": "mongodb://127.0.0.1:1/",
    "MONGO_DATABASE": "diwan_registry",
    "AMQP_URL": "amqp://127.0.0.1:1/diwan",
    "PUBLIC_URL": "http://localhost:8080",
    "MAIL_DOMAIN": "diwan.example",
    "ISSUER": "http://localhost:8080",
    "JWKS_URL": "http://127.0.0.1:1/api/v1/jwks",
    "CONFIG_DIR": "config",
}


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(f"DIWAN_REGISTRY_{name}", value)
    return Settings.from_environment()


def test_a_batch_has_a_limit(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.max_batch == 128
    monkeypatch.setenv("DIWAN_REGISTRY_MAX_BATCH", "0")
    with pytest.raises(ValidationError, match="max_batch"):
        Settings.from_environment()


async def test_the_service_documents_exactly_its_routes(settings: Settings) -> None:
    paths = create_app(settings).openapi()["paths"]
    assert {(path, method) for path, methods in paths.items() for method in methods} == {
        ("/api/v1/tracking/{token}", "get"),
        ("/api/v1/request-types", "get"),
        *(("/api/v1/request-types/{code}", method) for method in ("get", "put")),
        ("/api/v1/request-types/{code}/versions", "get"),
        ("/api/v1/request-types/{code}/versions/{number}", "get"),
        ("/api/v1/request-types/{code}/versions/{number}/restore", "post"),
        ("/api/v1/request-types/{code}/preview", "post"),
        ("/api/v1/registers/{book}/{year}", "get"),
        ("/api/v1/registers/{book}/{year}/{sequence}", "get"),
        ("/api/v1/registers/{book}/{year}/{sequence}/void", "post"),
        ("/api/v1/books", "get"),
        ("/api/v1/books/{book}/{year}/check", "get"),
        ("/api/v1/books/{book}/{year}/voids", "get"),
        ("/api/v1/activity/registry", "get"),
        *((f"/api/v1/reports/{what}", "get") for what in ("transactions", "submissions", "registration-times")),
        ("/api/v1/transactions/{number}", "get"),
        ("/api/v1/transactions/{number}/void", "post"),
        ("/api/v1/counter/handed-in", "get"),
        ("/api/v1/desk", "get"),
        ("/api/v1/desk/counts", "get"),
        ("/api/v1/matters", "get"),
        ("/api/v1/desk/{submission_id}", "get"),
        ("/api/v1/desk/{submission_id}/register", "post"),
        ("/api/v1/desk/{submission_id}/return", "post"),
        ("/api/v1/desk/{submission_id}/reject", "post"),
        ("/api/v1/desk/{submission_id}/join", "post"),
        ("/api/v1/desk/{submission_id}/classify", "post"),
        ("/api/v1/desk/{submission_id}/retype", "post"),
        ("/api/v1/desk/{submission_id}/notes", "post"),
    }
