"""The service as it is started."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from services.storage.main import create_app
from services.storage.settings import Settings
from shared.messaging.topology import HEARD, queue_name

ENVIRONMENT = {
    "MONGO_URL": "mongodb://127.0.0.1:1/",
    "MONGO_DATABASE": "diwan_storage",
    "AMQP_URL": "amqp://127.0.0.1:1/diwan",
    "ISSUER": "http://localhost:8080",
    "JWKS_URL": "http://127.0.0.1:1/api/v1/jwks",
    "S3_ENDPOINT": "http://127.0.0.1:1",
    "S3_ACCESS_KEY": "key",
    "S3_SECRET_KEY": "secret",
    "CONFIG_DIR": str(Path(__file__).parents[3] / "config"),
}


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(f"DIWAN_STORAGE_{name}", value)
    return Settings.from_environment()


def test_settings_come_from_the_environment_and_hide_their_secrets(settings: Settings) -> None:
    assert settings.mongo_database == "diwan_storage"
    assert settings.max_file_bytes == 25 * 1024 * 1024
    assert "secret" not in repr(settings.s3_secret_key)


def test_a_secret_has_no_default(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    del settings
    monkeypatch.delenv("DIWAN_STORAGE_S3_SECRET_KEY")
    with pytest.raises(ValidationError, match="s3_secret_key"):
        Settings.from_environment()


async def test_the_service_documents_exactly_its_routes(settings: Settings) -> None:
    paths = create_app(settings).openapi()["paths"]
    assert {(path, method) for path, methods in paths.items() for method in methods} == {
        ("/api/v1/documents/{document_id}", "get"),
        ("/api/v1/documents/{document_id}/views", "get"),
        ("/api/v1/submissions/{submission_id}/documents", "get"),
        ("/api/v1/tracking/{token}/documents/{document_id}", "get"),
        ("/api/v1/blobs/{sha256}", "put"),
        ("/api/v1/activity/storage", "get"),
        ("/api/v1/retention/classes", "get"),
        ("/api/v1/retention/classes", "put"),
        ("/api/v1/retention/classes/versions", "get"),
        ("/api/v1/retention/classes/versions/{number}", "get"),
        ("/api/v1/retention/classes/versions/{number}/restore", "post"),
        ("/api/v1/retention/due", "get"),
        ("/api/v1/retention/disposals", "get"),
        ("/api/v1/retention/disposals", "post"),
        ("/api/v1/retention/disposals/{disposal_id}", "get"),
        ("/api/v1/retention/holds", "get"),
        ("/api/v1/retention/holds/{number}", "get"),
        ("/api/v1/retention/holds/{number}", "put"),
        ("/api/v1/retention/holds/{number}", "delete"),
    }


def test_storage_hears_what_the_topology_says() -> None:
    assert [queue_name("storage", event) for event in HEARD["storage"]] == [
        "storage.intake.submission-read.v1",
        "storage.registry.submission-supplemented.v1",
        "storage.registry.matter-classified.v1",
        "storage.routing.transaction-routed.v1",
        "storage.routing.letter-issued.v1",
        "storage.routing.transaction-closed.v1",
        "storage.routing.closure-restated.v1",
        "storage.registry.transaction-retyped.v1",
        "storage.registry.request-type-changed.v1",
    ]
