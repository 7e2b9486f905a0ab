"""Settings that would lose or give away something are refused at start."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from services.notify.main import create_app
from services.notify.settings import Settings

GIVEN = {
    "mongo_url": "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=1",
    "mongo_database": "diwan_notify",
    "amqp_url": "amqp://127.0.0.1:1/",
    "public_url": "https://diwan.example",
    "mail_domain": "diwan.example",
    "issuer": "https://diwan.example",
    "jwks_url": "https://diwan.example/jwks",
    "config_dir": Path("config"),
    "relay_host": "127.0.0.1",
    "s3_endpoint": "http://127.0.0.1:1",
    "s3_access_key": "key",
    "s3_secret_key": "hush",
}


def settings(**changes: Any) -> Settings:
    return Settings.model_validate(GIVEN | changes)


@pytest.mark.parametrize(
    "wrong",
    [
        {"lease_seconds": 59, "relay_seconds": 30},
        {"relay_username": "diwan", "relay_password": "p"},
        {"telephone": "sms"},
        {"telephone": "sms", "sms_url": "http://messages.example/send"},
        {"telephone": "sms", "sms_url": "https:///send"},
        {"sms_body": "{}"},
        {"sms_body": '{"to": "$to", "text": "$text", "key": "$key"}'},
        {"sms_body": '["$to", "$text"]'},
        {"sms_body": '{"to": ["$to"], "text": "$text"}', "sms_form": "form"},
        {"lease_seconds": 60, "sms_seconds": 31},
        {"telephone_countries": "+968"},
        {"sms_header": "X: y"},
    ],
)
def test_settings_that_contradict_each_other_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        settings(**wrong)


def test_a_password_is_sent_encrypted_and_never_printed() -> None:
    signed_in = settings(relay_username="diwan", relay_password="hush-hush", relay_tls="starttls")
    assert "hush-hush" not in repr(signed_in)


async def test_the_service_is_built_from_its_settings() -> None:
    app = create_app(settings())
    assert "/api/v1/notices/{notice_id}/retry" in app.openapi()["paths"]


def test_telephones_are_off_until_somebody_turns_them_on() -> None:
    assert settings().telephone == "off"
    on = settings(
        telephone="sms", sms_url="https://messages.example/send", sms_secret="hush", telephone_countries="968, 971"
    )
    assert on.telephone_countries == ("968", "971")
    assert "hush" not in repr(on)
    assert settings(telephone="sms", sms_url="http://127.0.0.1:9/send").sms_url
