"""A start that fails says which setting is missing, and in what it logs there is none of the others."""

from importlib import import_module

import pytest
from pydantic import SecretStr, ValidationError

from deploy.local.services import NAMES

PLACES = {
    **{f"services.{name}.settings": f"DIWAN_{name.upper()}_" for name in NAMES},
    "shared.messaging.dead_letters.settings": "DIWAN_OPERATOR_",
    "deploy.backup.settings": "DIWAN_BACKUP_",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_setting_that_is_missing_shows_no_password_of_the_others(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module(place)
    settings = module.Settings
    secret = "amqp://user:a-password@host"
    for name, field in settings.model_fields.items():
        if field.annotation in (str, SecretStr):
            monkeypatch.setenv(f"{PLACES[place]}{name.upper()}", secret)
    required = [name for name, field in settings.model_fields.items() if field.is_required()]
    monkeypatch.delenv(f"{PLACES[place]}{required[-1].upper()}", raising=False)
    with pytest.raises(ValidationError) as refused:
        settings.model_validate({})
    assert required[-1] in str(refused.value)
    assert "a-password" not in str(refused.value)
