"""What directory needs in its environment, and what it is without a key."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from services.directory.main import create_app
from services.directory.settings import Settings
from services.directory.tokens import SigningKeyError
from shared.yaml_config import ConfigError

BASE = {
    "MONGO_URL": "mongodb://127.0.0.1:1/",
    "MONGO_DATABASE": "diwan_directory",
    "AMQP_URL": "amqp://127.0.0.1:1/diwan",
    "PUBLIC_URL": "https://diwan.example",
    "MAIL_DOMAIN": "diwan.example",
    "ISSUER": "https://diwan.example",
    "JWKS_URL": "http://127.0.0.1:1/api/v1/jwks",
    "CONFIG_DIR": "config",
}


def settings(monkeypatch: pytest.MonkeyPatch, **more: str) -> Settings:
    for name, value in {**BASE, **more}.items():
        monkeypatch.setenv(f"DIWAN_DIRECTORY_{name}", value)
    return Settings.from_environment()


def test_without_a_key_nobody_can_sign_in_and_that_is_said_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="signing_key_file is needed"):
        settings(monkeypatch)


def test_with_another_issuer_no_key_is_needed_and_no_token_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(settings(monkeypatch, SIGN_IN="false"))
    paths = app.openapi()["paths"]
    assert "/api/v1/units" in paths
    assert "/api/v1/token" not in paths
    assert "/api/v1/jwks" not in paths


def test_a_key_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.write_text("no key", encoding="ascii")
    with pytest.raises(SigningKeyError, match=r"key\.pem"):
        create_app(settings(monkeypatch, SIGNING_KEY_FILE=str(key)))


def test_seed_files_that_cannot_be_used_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"units\.yaml"):
        create_app(settings(monkeypatch, SIGN_IN="false", SEED_DIR=str(tmp_path)))


@pytest.mark.parametrize("written", ['["b.pem", "c.pem"]', "b.pem,c.pem", "b.pem,c.pem,"])
def test_other_keys_are_a_list_of_files(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    read = settings(monkeypatch, SIGNING_KEY_FILE="a.pem", RETIRED_KEY_FILES=written)
    assert read.retired_key_files == (Path("b.pem"), Path("c.pem"))
    assert read.sign_in
