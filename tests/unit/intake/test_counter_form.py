"""What is asked at a counter is data, and wrong data is found at the start."""

from pathlib import Path

import pytest
import yaml

from services.intake.errors import IdentityFaultyError
from services.intake.identity import CounterForm, load_counter_form
from shared.yaml_config import ConfigError

TITLE = {"title": {"ar": "س", "en": "x"}, "help": {"ar": "س", "en": "x"}}
NAME = {"name": "name", "required": True, **TITLE}


def form(*fields: dict[str, object]) -> CounterForm:
    return CounterForm.model_validate({"identity": [NAME, *fields]})


@pytest.mark.parametrize(
    "fields",
    [
        [],
        [{**NAME, "required": False}],
        [NAME, NAME],
        [NAME, {**NAME, "name": "Civil Number"}],
        [NAME, {**NAME, "name": "card", "pattern": "("}],
        [NAME, {**NAME, "name": "card", "sort": "x"}],
    ],
)
def test_a_form_that_makes_no_sense_is_refused_with_file_and_line(
    tmp_path: Path, fields: list[dict[str, object]]
) -> None:
    path = tmp_path / "counter.yaml"
    path.write_text(yaml.safe_dump({"identity": fields}, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"counter\.yaml"):
        load_counter_form(path)


def test_what_was_left_empty_is_not_kept() -> None:
    optional = form({"name": "card", "required": False, **TITLE})
    assert optional.read({"name": " سالم ", "card": ""}, "OM") == {"name": "سالم"}


def test_an_address_has_to_be_one() -> None:
    asked = form({"name": "email", "required": False, **TITLE})
    assert asked.read({"name": "x", "email": "a@b.example"}, "OM")["email"] == "a@b.example"
    with pytest.raises(IdentityFaultyError, match="email"):
        asked.read({"name": "x", "email": "nobody"}, "OM")


def test_an_error_names_the_field_and_not_what_stands_in_it() -> None:
    asked = form({"name": "card", "required": True, "pattern": "[0-9]+", **TITLE})
    with pytest.raises(IdentityFaultyError) as raised:
        asked.read({"name": "x", "card": "secret words", "other secret": "y"}, "OM")
    assert "card" in str(raised.value)
    assert "secret" not in str(raised.value)
