"""Chains and templates are data: what is there can be read, and a mistake is named with file, line and field."""

from pathlib import Path

import pytest

from services.routing.errors import UnknownUnitError
from services.routing.letters.chains import Chains, load_chains
from services.routing.letters.templates import FIELDS, fill, load_templates, values
from services.routing.letters.templates.filling import unknown_fields
from shared.language import Text
from shared.yaml_config import ConfigError
from tests.unit.routing.examples import NOW, registered, route, unit
from tests.unit.routing.letters.examples import a_draft

UNITS = {one: unit(one, parent_id="top" if one == "permits" else None) for one in ("permits", "legal", "top")}
TEMPLATE = """
code: {code}
title: {{ar: رد, en: Answer}}
kinds: [answer]
ar: {{subject: "رد", body: "{body}"}}
en: {{subject: "Answer", body: "x"}}
"""


def chains(*each: object, **more: object) -> Chains:
    return Chains.model_validate({"chains": list(each), **more})


def test_the_configuration_of_this_house_can_be_read(repository: Path) -> None:
    assert load_chains(repository / "config/letters.yaml").chains
    templates = load_templates(repository / "config/letter-templates")
    assert {kind for each in templates.values() for kind in each.kinds} == {"answer", "letter", "memo"}


def test_without_a_chain_a_manager_of_the_writing_unit_approves() -> None:
    assert chains().of(a_draft(), UNITS) == ("permits",)
    assert chains().own_allowed(("permits",))
    assert not chains(own_letters="refused").own_allowed(("permits",))
    assert not chains().own_allowed(("permits", "legal"))


def test_the_first_chain_that_fits_is_taken() -> None:
    house = chains(
        {"when": {"kinds": ["memo"]}, "steps": ["parent-unit"]},
        {"when": {"request_types": ["other"]}, "steps": ["legal"]},
        {
            "when": {"units": ["permits"], "request_types": ["work-permit"]},
            "steps": ["writing-unit", "parent-unit", "legal"],
        },
        {"when": {}, "steps": ["legal"]},
    )
    assert house.of(a_draft(), UNITS) == ("permits", "top", "legal")
    assert house.of(a_draft("memo"), UNITS) == ("top",)
    assert house.of(a_draft("letter"), UNITS) == ("legal",)


def test_a_step_that_is_nobodys_is_passed_over_and_one_unit_approves_once() -> None:
    top = chains({"when": {}, "steps": ["parent-unit"]})
    assert top.of(a_draft(unit_id="legal"), UNITS) == ("legal",)
    twice = chains({"when": {}, "steps": ["writing-unit", "permits", "legal"]})
    assert twice.of(a_draft(), UNITS) == ("permits", "legal")


def test_an_approval_that_nobody_can_give_is_not_left_out_silently() -> None:
    with pytest.raises(UnknownUnitError):
        chains({"when": {}, "steps": ["nowhere"]}).of(a_draft(), UNITS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("chains:\n  - when: {kinds: [poem]}\n    steps: [legal]", "letters.yaml:2: chains[0].when.kinds[0]"),
        ("chains:\n  - when: {}\n    steps: []", "letters.yaml:3: chains[0].steps"),
        ("chains:\n  - steps: [legal]", "letters.yaml:2: chains[0].when"),
        ("own_letters: sometimes", "letters.yaml:1: own_letters"),
    ],
)
def test_a_mistake_in_a_chain_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "letters.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_chains(tmp_path / "letters.yaml")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("code", "body", "message"),
    [
        ("x", "{sender}", "ar.body: has no field sender"),
        ("x", "{number", "ar.body: has no field { or } alone"),
        ("x", "{number.__class__}", "has no field number.__class__"),
        ("y", "{number}", "code: is not the name of the file, 'x'"),
    ],
)
def test_a_mistake_in_a_template_is_named(tmp_path: Path, code: str, body: str, message: str) -> None:
    (tmp_path / "x.yaml").write_text(TEMPLATE.format(code=code, body=body), encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_templates(tmp_path)
    assert message in str(error.value)


def test_every_field_has_a_value_about_a_transaction() -> None:
    known = values("en", route=route(), unit=unit("permits"), organisation=Text(ar="و", en="Ministry"), now=NOW)
    assert set(known) == set(FIELDS)
    assert fill("{number}: {requester}, {today}", known) == (
        f"{registered().number}: فاطمة, Wednesday 2 September 2026 (20 Rabi I 1448 AH)"
    )


def test_a_value_that_looks_like_a_field_stays_what_it_is() -> None:
    assert fill("{subject} {unit}", {"subject": "{unit} {0}", "unit": "x"}) == "{unit} {0} x"
    assert list(unknown_fields("{subject} {{unit}}")) != []


def test_without_a_transaction_its_fields_are_empty() -> None:
    known = values("ar", route=None, unit=unit("permits"), organisation=Text(ar="وزارة", en="M"), now=NOW)
    assert fill("[{number}] {organisation}", known) == "[] وزارة"
