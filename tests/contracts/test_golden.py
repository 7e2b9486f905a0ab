"""What others rely on does not change by accident. When it changes on purpose: `python -m tests.contracts.regenerate`."""

import pytest

from tests.contracts.forms import FOLDER, golden_files


@pytest.mark.parametrize(
    ("name", "text"), list(golden_files()), ids=lambda value: value if value.endswith(".json") else ""
)
def test_it_is_what_was_promised(name: str, text: str) -> None:
    path = FOLDER / name
    assert path.exists(), f"{name} is new: python -m tests.contracts.regenerate"
    assert text == path.read_text(encoding="utf-8"), f"{name} changed: a new version of the event, or regenerate"


def test_nothing_is_promised_that_is_not_there_any_more() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {name for name, _ in golden_files()}
