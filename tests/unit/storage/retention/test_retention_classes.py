"""Retention classes: what a file may say, and how people change them."""

from pathlib import Path
from typing import Any

import pytest

from services.storage.retention.classes import NAME, checked_classes, load_classes
from shared.versions import InvalidContentError
from shared.yaml_config import ConfigError
from tests.unit.storage.retention.house import CONTENT, WORDS, House

CONFIG = Path(__file__).parents[4] / "config"


def without(code: str) -> dict[str, Any]:
    return {**CONTENT, "classes": [one for one in CONTENT["classes"] if one["code"] != code]}


def test_what_comes_with_the_service_can_be_in_force_and_deletes_nothing_unseen() -> None:
    content = load_classes(CONFIG / "retention.yaml")
    by_code = {one["code"]: one for one in content["classes"]}
    # What no type names is looked at one by one, and is kept for ten years.
    default = by_code[content["default"]]
    assert (default.get("years"), default.get("then", "review")) == (10, "review")
    assert "years" not in by_code["permanent"]


def test_the_classes_that_request_types_come_with_are_there() -> None:
    codes = {one["code"] for one in load_classes(CONFIG / "retention.yaml")["classes"]}
    lines = [line for path in (CONFIG / "request-types").glob("*.yaml") for line in path.read_text().splitlines()]
    named = {line.partition(":")[2].strip() for line in lines if line.startswith("retention:")}
    assert named
    assert named <= codes


@pytest.mark.parametrize(
    ("content", "field", "key"),
    [
        ({**CONTENT, "default": "given-up"}, "default", "field-class-unknown"),
        (
            {**CONTENT, "classes": [*CONTENT["classes"], CONTENT["classes"][0]]},
            "classes.3.code",
            "field-class-repeated",
        ),
        ({**CONTENT, "classes": []}, "classes", "field-too-few"),
        (
            {**CONTENT, "classes": [{**CONTENT["classes"][0], "years": 0}]},
            "classes.0.years",
            "field-at-least",
        ),
        (
            {**CONTENT, "classes": [{**CONTENT["classes"][0], "title": {"ar": " ", "en": "x"}}]},
            "classes.0.title",
            "field-too-short",
        ),
        (
            {**CONTENT, "classes": [{**CONTENT["classes"][0], "then": "burn"}]},
            "classes.0.then",
            "field-choice",
        ),
    ],
)
def test_what_is_wrong_is_named_where_it_is(content: dict[str, Any], field: str, key: str) -> None:
    with pytest.raises(ConfigError) as wrong:
        checked_classes(NAME, content, {}, frozenset())
    assert [(one.fault.field, one.fault.key) for one in wrong.value.problems] == [(field, key)]


async def test_a_class_that_a_request_type_names_cannot_be_left_out(house: House) -> None:
    await house.named.note("grievance", 1, "looked-at")
    with pytest.raises(InvalidContentError) as refused:
        await house.classing.put(without("looked-at"), house.change(versions=frozenset({1})))
    (fault,) = refused.value.faults
    assert (fault.key, fault.arguments) == ("field-class-used", {"code": "looked-at", "types": "grievance"})
    await house.classing.put(without("permanent"), house.change(versions=frozenset({1})))
    assert (await house.classing.classes()).by_code.keys() == {"short", "looked-at"}


async def test_what_was_put_can_be_put_back(house: House) -> None:
    longer = {**CONTENT["classes"][0], "years": 9, "title": WORDS}
    changed = {**CONTENT, "classes": [longer, *CONTENT["classes"][1:]]}
    assert (await house.classing.put(changed, house.change(versions=frozenset({1})))).number == 2
    assert (await house.classing.classes()).by_code["short"].years == 9
    restored = await house.classing.restore(1, house.change("رجوع", versions=frozenset({2})))
    assert (restored.number, restored.restores) == (3, 1)
    assert (await house.classing.classes()).by_code["short"].years == 5
    assert [one.number for one in house.classing.versions()] == [3, 2, 1]
