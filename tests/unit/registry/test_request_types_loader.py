from pathlib import Path

import pytest

from services.registry.request_types import GENERAL, load_request_types
from shared.yaml_config import ConfigError

GENERAL_FILE = """\
code: general-correspondence
title: {ar: مراسلات عامة, en: General correspondence}
help: {ar: كل رسالة, en: Any letter}
unit: documents
days_to_answer: 7
"""

PERMIT = """\
code: permit
title:
  ar: تصريح
  en: Permit
help: {ar: طلب تصريح, en: Ask for a permit}
unit: labour-permits
mailbox: permits@diwan.example
keywords:
  ar: [طلب تصريح]
  en: [ask for a permit]
fields:
  - name: civil_number
    title: {ar: الرقم المدني, en: Civil number}
    required: true
    pattern: '[0-9]{7,9}'
documents:
  - code: passport
    title: {ar: جواز السفر, en: Passport}
    help: {ar: نسخة, en: A copy}
    required: true
    recognise:
      names: {ar: [جواز السفر], en: [passport]}
      media_types: [application/pdf]
  - code: contract
    title: {ar: عقد, en: Contract}
    help: {ar: نسخة, en: A copy}
    required: true
    recognise:
      names: {ar: [عقد], en: [contract]}
      media_types: [application/pdf]
days_to_answer: 5
original_required: false
registration: automatic
urgent: false
"""


def problems(folder: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_request_types(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "general-correspondence.yaml").write_text(GENERAL_FILE, encoding="utf-8")
    (tmp_path / "permit.yaml").write_text(PERMIT, encoding="utf-8")
    return tmp_path


def change(folder: Path, *changes: tuple[str, str], name: str = "permit") -> None:
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def test_a_folder_of_valid_files_gives_types_by_code_and_by_mailbox(folder: Path) -> None:
    types = load_request_types(folder)
    assert list(types) == [GENERAL, "permit"]
    assert types["permit"].documents[1].title.in_("ar") == "عقد"
    assert types.by_mailbox(" Permits+abc@Diwan.Example ") is types["permit"]
    assert types.by_mailbox("documents@diwan.example") is None
    assert types.by_mailbox("") is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[application/pdf]", "[image/jpg]", "permit.yaml:23: documents[0].recognise.media_types[0]: Input should be"),
        ("[application/pdf]", "[]", "permit.yaml:23: documents[0].recognise.media_types: Tuple should have at least 1"),
        ("days_to_answer: 5", "days_to_answer: '5'", "permit.yaml:31: days_to_answer: Input should be a valid integer"),
        ("days_to_answer: 5", "days_to_answer: 0", "permit.yaml:31: days_to_answer: Input should be greater than"),
        ("days_to_answer: 5\n", "", "permit.yaml:1: days_to_answer: Field required"),
        ("urgent: false", "urgent: 0", "permit.yaml:34: urgent: Input should be a valid boolean"),
        ("urgent: false", "urgnet: false", "permit.yaml:34: urgnet: Extra inputs are not permitted"),
        ("registration: automatic", "registration: auto", "permit.yaml:33: registration: Input should be 'automatic'"),
        ("'[0-9]{7,9}'", "'[0-9'", "permit.yaml:15: fields[0].pattern: is not a regular expression"),
        ("  en: Permit", "  en: تصريح", "permit.yaml:4: title.en: is not English"),
        ("  ar: تصريح", "  ar: Permit", "permit.yaml:3: title.ar: has no Arabic letter"),
        ("  ar: تصريح\n", "", "permit.yaml:2: title.ar: Field required"),
        ("[ask for a permit]", "[permit]", "permit.yaml:10: keywords.en[0]: has one word"),
        ("permits@diwan.example", "permits", "permit.yaml:7: mailbox: String should match pattern"),
        ("code: contract", "code: passport", "permit.yaml:24: documents[1].code: 'passport' is given twice"),
        ("[contract]", "[Passport]", "permit.yaml:29: documents[1].recognise.names.en[0]: 'Passport' is how"),
        ("ar: [عقد]", "ar: [جواز سفر]", "permit.yaml:29: documents[1].recognise.names.ar[0]: 'جواز سفر' is how"),
        ("en: Contract}", "en: Passport}", "permit.yaml:25: documents[1].title.en: 'Passport' is how 'passport'"),
        ("  en: Permit", "  en: General correspondence", "permit.yaml:4: title.en: 'general correspondence' is a"),
        ("code: permit", "code: licence", "permit.yaml:1: code: is 'licence', but the file's name says 'permit'"),
        ("unit: labour-permits", "unit: a\nunit: b", "permit.yaml:7: unit: is given twice"),
        ("unit: labour-permits", "unit: [a", "permit.yaml:7: cannot be read"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_field(folder: Path, old: str, new: str, problem: str) -> None:
    change(folder, (old, new))
    found = problems(folder)
    assert any(one.startswith(problem) for one in found), found


def test_all_mistakes_of_all_files_are_named_at_once(folder: Path) -> None:
    change(folder, ("unit: labour-permits", "unit: Labour"), ("required: true", "required: maybe"))
    change(folder, ("days_to_answer: 7", "days_to_answer: seven"), name=GENERAL)
    (folder / "other.yaml").write_text(PERMIT.replace("code: permit", "code: another", 1), encoding="utf-8")
    assert [one.rsplit(": ", 1)[0].partition(": ")[0] for one in problems(folder)] == [
        "general-correspondence.yaml:5",
        "other.yaml:1",
        "permit.yaml:6",
        "permit.yaml:14",
    ]


def test_two_files_cannot_share_a_mailbox_or_a_keyword(folder: Path) -> None:
    (folder / "second.yaml").write_text(PERMIT.replace("code: permit", "code: second", 1), encoding="utf-8")
    change(folder, ("[طلب تصريح]", "[طلب التصريح]"), name="second")
    assert problems(folder) == [
        "second.yaml:7: mailbox: 'permits@diwan.example' is the mailbox of permit.yaml",
        "second.yaml:9: keywords.ar[0]: 'طلب تصريح' is a keyword of permit.yaml",
        "second.yaml:10: keywords.en[0]: 'ask for a permit' is a keyword of permit.yaml",
    ]


def test_there_is_always_a_type_for_general_letters_that_asks_for_nothing(folder: Path) -> None:
    change(folder, ("days_to_answer: 7", "days_to_answer: 7\nregistration: clerk"), name=GENERAL)
    assert problems(folder) == [
        "general-correspondence.yaml:6: registration: 'general-correspondence' is registered automatically"
    ]
    (folder / "general-correspondence.yaml").unlink()
    assert len(problems(folder)) == 1
    assert "has no general-correspondence.yaml" in problems(folder)[0]


def test_general_letters_may_not_require_a_document(folder: Path) -> None:
    documents = PERMIT[PERMIT.index("documents:") : PERMIT.index("  - code: contract")]
    (folder / "general-correspondence.yaml").write_text(GENERAL_FILE + documents, encoding="utf-8")
    assert problems(folder) == [
        "general-correspondence.yaml:10: documents[0].required: 'general-correspondence' takes what nothing else takes"
    ]


def test_a_file_with_another_ending_is_not_passed_over_in_silence(folder: Path) -> None:
    (folder / "extra.yml").write_text(PERMIT, encoding="utf-8")
    assert problems(folder) == ["extra.yml:1: would not be read: name it .yaml"]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert len(problems(tmp_path / "nowhere")) == 1


def test_mailboxes_are_at_the_installations_own_domain(folder: Path) -> None:
    types = load_request_types(folder, mail_domain="Registry.example")
    assert types["permit"].mailbox == "permits@registry.example"
    assert types[GENERAL].mailbox is None
    found = types.by_mailbox("Permits+x@registry.example")
    assert found is not None
    assert found.code == "permit"
