"""What is urgent, by whom it comes, where it goes, and what it says."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.urgency import Hints, UrgencyRules, door_hints, load_urgency_rules, urgency
from shared.yaml_config import ConfigError

RULES = load_urgency_rules(Path(__file__).parents[3] / "config" / "urgency.yaml")


def judged(
    envelope_from: str = "a@b.example", *, urgent_mailbox: bool = False, importance: str = "", subject: str = ""
) -> str:
    return urgency(
        RULES, envelope_from=envelope_from, urgent_mailbox=urgent_mailbox, importance=importance, subject=subject
    )


@pytest.mark.parametrize(
    "sender", ["x@gov.om", "x@moc.gov.om", "X@MOC.GOV.OM", "x@rop.example", "x@traffic.rop.example"]
)
def test_mail_of_a_government_body_is_urgent(sender: str) -> None:
    assert judged(sender) == "government-sender"


@pytest.mark.parametrize("sender", ["", "x@notgov.om", "x@gov.om.example", "gov.om@b.example", "x@om", "@", "x@"])
def test_mail_of_others_is_not_urgent(sender: str) -> None:
    assert judged(sender) == ""


def test_mail_to_an_urgent_address_is_urgent() -> None:
    assert judged(urgent_mailbox=True) == "urgent-mailbox"


def test_mail_marked_as_important_is_urgent() -> None:
    assert judged(importance="high") == "marked-important"


def test_the_mark_of_importance_can_be_switched_off() -> None:
    assert urgency(UrgencyRules(importance=False), envelope_from="", urgent_mailbox=False, importance="high") == ""


@pytest.mark.parametrize(
    "subject",
    [
        "عاجل",
        "عاجل جداً: طلب",
        "العاجِـل",
        "طلب عاجلة",
        "URGENT: permit",
        "Please, urgent!",
        "immediate action",
        "مستعجل",
    ],
)
def test_an_urgent_word_in_the_subject_makes_it_urgent(subject: str) -> None:
    assert judged(subject=subject) == "urgent-words"


@pytest.mark.parametrize(
    "subject", ["", "insurgent", "طلب غير عاجل", "Not urgent", "non-urgent request", "معاجلة", "detergents", "العاجلون"]
)
def test_a_part_of_a_word_or_a_denied_one_does_not(subject: str) -> None:
    assert judged(subject=subject) == ""


def test_a_denied_word_beside_a_plain_one_is_urgent() -> None:
    assert judged(subject="not urgent is wrong: urgent") == "urgent-words"


def test_a_mistake_in_the_rules_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "urgency.yaml"
    path.write_text("sender_domains:\n  - gov.om\n  - '@gov.om'\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"urgency\.yaml:3: sender_domains\[1\]"):
        load_urgency_rules(path)


@pytest.mark.parametrize(
    "field", ["Importance: High", "X-Priority: 1 (Highest)", "Priority: urgent", "x-msmail-priority:high"]
)
def test_the_door_sees_the_mark_of_importance(field: str) -> None:
    assert door_hints(f"From: a@b.example\r\n{field}\r\n\r\n".encode()).importance == "high"


def test_the_door_does_not_look_into_the_body() -> None:
    assert door_hints(b"From: a@b.example\r\n\r\nSubject: urgent\r\nImportance: high\r\n") == Hints()


def test_the_door_reads_an_encoded_subject() -> None:
    words = base64.b64encode("طلب عاجل".encode()).decode()
    assert door_hints(f"Subject: =?utf-8?B?{words}?=\r\n\r\n".encode()).subject == "طلب عاجل"


def test_the_door_reads_an_unencoded_arabic_subject() -> None:
    assert door_hints(b"Subject: " + "عاجل".encode("cp1256") + b"\r\n\r\n").subject == "عاجل"


@given(st.binary(max_size=3000))
def test_the_door_never_stumbles(raw: bytes) -> None:
    door_hints(raw)
    door_hints(b"Subject: " + raw)


def test_the_door_looks_at_the_beginning_of_a_huge_subject_only() -> None:
    raw = b"Subject: " + b"\r\n ".join([b"=?utf-8?B?2LnYp9is2YQ=?="] * 200_000)
    assert door_hints(raw) == door_hints(raw[: 16 * 1024])
    assert len(door_hints(raw).subject) <= 500
