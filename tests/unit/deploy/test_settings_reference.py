"""The settings' reference says what the code says."""

import re
from pathlib import Path

from deploy import settings_reference
from deploy.local import settings as local_settings


def test_the_reference_is_what_the_code_says_now() -> None:
    assert settings_reference.TARGET.read_text(encoding="utf-8") == settings_reference.reference(), "run `make docs`"


def test_every_variable_of_the_local_stack_is_in_it() -> None:
    source = Path(local_settings.__file__).read_text(encoding="utf-8")
    read = {f"DIWAN_{name}" for name in re.findall(r'(?:text|number|file)\("([A-Z_]+)"', source)}
    written = set(re.findall(r"^\| `(DIWAN_[A-Z_]+)`", settings_reference.reference(), re.MULTILINE))
    assert len(read) > 15
    assert read <= written


def test_every_setting_is_explained_and_every_secret_is_marked() -> None:
    rows = [line.strip("| ").split(" | ") for line in settings_reference.reference().splitlines() if line[:3] == "| `"]
    assert [row[0] for row in rows if not re.search(r"[a-z].*[.;]$", row[-1])] == []
    secrets = {row[0].strip("`").split("_", 2)[2] for row in rows if len(row) == 4 and row[2] == "yes"}
    assert {"MONGO_URL", "AMQP_URL", "S3_SECRET_KEY", "RELAY_PASSWORD"} <= secrets


def test_it_names_no_place_on_the_machine_that_wrote_it() -> None:
    assert not re.search(r"/(work|home|root|tmp|usr)/", settings_reference.reference())
