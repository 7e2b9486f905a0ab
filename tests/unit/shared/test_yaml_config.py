"""Configuration files that are wrong say where."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field

from shared.yaml_config import ConfigError, load_yaml, parse_yaml, read_folder, read_yaml


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: str
    days: int = Field(default=1, ge=1)


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    parts: tuple[Part, ...]
    off: dict[date, str] = Field(default_factory=dict)


def write(folder: Path, text: str, name: str = "whole.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def found(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(ConfigError) as raised:
        load_yaml(path, Whole)
    assert all(problem.file == path for problem in raised.value.problems)
    return [(problem.line, problem.field, problem.message) for problem in raised.value.problems]


def test_a_valid_file_becomes_the_model(tmp_path: Path) -> None:
    path = write(tmp_path, "title: عنوان\nparts:\n  - code: a\noff:\n  2026-11-25: National Day\n")
    assert load_yaml(path, Whole) == Whole(
        title="عنوان", parts=(Part(code="a"),), off={date(2026, 11, 25): "National Day"}
    )


@pytest.mark.parametrize("word", ["no", "off", "On", "yes", "12:30", "010", "0x1F", "1_000"])
def test_a_word_stays_a_word(tmp_path: Path, word: str) -> None:
    assert load_yaml(write(tmp_path, f"title: {word}\nparts: []\n"), Whole).title == word


def test_true_and_numbers_are_what_they_look_like(tmp_path: Path) -> None:
    path = write(tmp_path, "title: t\nparts: [{code: a, days: 10}, {code: true}]\n")
    assert found(path) == [(2, "parts[1].code", "Input should be a valid string")]


def test_every_problem_is_reported_with_its_line_and_field(tmp_path: Path) -> None:
    path = write(tmp_path, "parts:\n  - code: a\n    days: 0\n  - cod: b\n")
    assert [(line, field) for line, field, _ in found(path)] == [
        (1, "title"),
        (3, "parts[0].days"),
        (4, "parts[1].cod"),
        (4, "parts[1].code"),
    ]


def test_a_key_given_twice_is_a_problem_beside_the_others(tmp_path: Path) -> None:
    path = write(tmp_path, "title: a\nparts:\n  - code: a\n    days: 0\n    code: b\n")
    assert [(line, field) for line, field, _ in found(path)] == [(4, "parts[0].days"), (5, "code")]


def test_a_date_is_one_key_with_and_without_quotes(tmp_path: Path) -> None:
    path = write(tmp_path, 'title: a\nparts: []\noff:\n  2026-01-01: a\n  "2026-01-01": b\n')
    assert found(path) == [(5, "2026-01-01", "is given twice")]


def test_a_key_may_override_a_merged_one(tmp_path: Path) -> None:
    path = write(tmp_path, "title: t\nparts:\n  - &first {code: a, days: 2}\n  - <<: *first\n    code: b\n")
    assert load_yaml(path, Whole).parts[1] == Part(code="b", days=2)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: a\nparts: [\n", 3),
        ("title: a\nparts: []\noff:\n  2026-13-45: x\n", 4),
        ("title: !!python/object:a b", 1),
    ],
)
def test_what_is_no_yaml_names_the_line(tmp_path: Path, text: str, line: int) -> None:
    ((where, field, message),) = found(write(tmp_path, text))
    assert (where, field) == (line, "")
    assert message.startswith("cannot be read: ")


def test_an_empty_file_a_missing_file_and_another_encoding_are_problems(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_bytes("title: عنوان".encode("cp1256"))
    assert found(write(tmp_path, ""))[0][0] == 1
    assert found(tmp_path / "none.yaml") == [(1, "", "No such file or directory")]
    assert found(other) == [(1, "", "is not UTF-8")]


def test_a_check_across_fields_can_point_at_a_line(tmp_path: Path) -> None:
    loaded = read_yaml(write(tmp_path, "title: t\nparts:\n  - code: a\n  - code: a\n"), Whole)
    assert str(loaded.problem(("parts", 1, "code"), "is used twice")) == (
        f"{loaded.path}:4: parts[1].code: is used twice"
    )


def test_the_problems_of_all_files_of_a_folder_come_together(tmp_path: Path) -> None:
    write(tmp_path, "title: 1\nparts: []\n", "a.yaml")
    write(tmp_path, "title: t\nparts: []\n", "b.yaml")
    write(tmp_path, "title: t\n", "c.yaml")
    with pytest.raises(ConfigError) as raised:
        read_folder(tmp_path, Whole)
    assert [(problem.file.name, problem.field) for problem in raised.value.problems] == [
        ("a.yaml", "title"),
        ("c.yaml", "parts"),
    ]


def test_a_folder_gives_its_files_by_name(tmp_path: Path) -> None:
    write(tmp_path, "title: second\nparts: []\n", "b.yaml")
    write(tmp_path, "title: first\nparts: []\n", "a.yaml")
    assert [loaded.value.title for loaded in read_folder(tmp_path, Whole)] == ["first", "second"]


def test_a_folder_without_files_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"has no \*\.yaml file"):
        read_folder(tmp_path, Whole)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: \x00", "cannot be read"),
        ("- a", "is no mapping"),
        ("a: 1\na: 2", "is given twice"),
        ("a: &x [1]\nb: [*x, *x]", "names a part again"),
        ("2026-01-01: a", "has a key that is no text"),
        ("a: " + "[" * 5000, "is nested too deeply"),
    ],
    ids=["a control character", "a list", "a key twice", "an alias", "a day as a key", "a thousand brackets"],
)
def test_a_text_that_is_no_plain_mapping_is_refused_by_what_is_wrong_with_it(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        parse_yaml(text)


def test_a_text_gives_plain_values_and_days_as_text() -> None:
    assert parse_yaml("a: 2026-01-01\nb: [no, 010, 1]") == {"a": "2026-01-01", "b": ["no", "010", 1]}
