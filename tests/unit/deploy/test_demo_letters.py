"""The generated letters: what they claim to be, the services' own rules take them for."""

import datetime as dt
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from deploy.demo.letters import TOPICS, Language, Letter, Letters, Style, compose
from deploy.demo.letters.headers import NameStyle
from deploy.demo.letters.mime import nested, travelled
from deploy.demo.letters.papers import pdf, picture
from deploy.demo.letters.people import GOVERNMENT
from services.intake.fingerprint import fingerprint
from services.intake.reading.mail import read_mail
from services.intake.reading.model import Limits, ReadMail, Unreadable
from services.intake.urgency import load_urgency_rules, urgency
from services.registry.classification import classify
from services.registry.completeness import Completeness, check
from services.registry.request_types import load_request_types
from services.routing.rules import Ground, Units, decide, load_rules
from shared.contracts.base import Document
from shared.media import sniff

CONFIG = Path(__file__).parents[3] / "config"
TYPES = load_request_types(CONFIG / "request-types")
RULES = load_rules(CONFIG / "routing-rules.yaml")
URGENCY = load_urgency_rules(CONFIG / "urgency.yaml")
UNITS = Units(known=frozenset(topic.unit for topic in TOPICS.values()), documents_department="documents")
NOW = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
LANGUAGES: tuple[Language, ...] = ("ar", "en")
EACH = pytest.mark.parametrize("topic", TOPICS)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


def letters(seed: int = 1, run: str = "a") -> Letters:
    return Letters(seed=seed, run=run, now=NOW)


def read(raw: bytes) -> ReadMail:
    return read_mail(raw, Limits())


def checked(topic: str, mail: ReadMail) -> Completeness:
    return check(TYPES[topic], _documents(mail), None)


def _documents(mail: ReadMail) -> Sequence[Document]:
    return [
        Document(
            document_id=uuid4(),
            name=one.name,
            sha256="0" * 64,
            size=len(one.payload),
            media_type=sniff(one.payload, one.name).media_type,
            agrees=sniff(one.payload, one.name).agrees,
        )
        for one in mail.attachments
        if not one.inline
    ]


def written(topic: str, language: Language, seed: int) -> Letter:
    author = letters(seed)
    government = "rop.example" if topic == "government-correspondence" else ""
    return author.letter(topic, language, writer=author.person(language, government=government))


def test_the_same_seed_and_run_write_the_same_bytes() -> None:
    first, second = letters(), letters()
    assert [compose(first.any()) for _ in range(10)] == [compose(second.any()) for _ in range(10)]


def test_another_run_of_a_seed_has_the_same_words_and_files_from_other_senders() -> None:
    one, other = letters(run="a").any(), letters(run="b").any()
    assert (one.subject, one.files) == (other.subject, other.files)
    assert one.writer.address != other.writer.address
    assert one.message_id != other.message_id


def test_no_two_letters_of_a_run_share_sender_or_message_id() -> None:
    author = letters()
    many = [author.any() for _ in range(60)]
    assert len({one.writer.address for one in many}) == len({one.message_id for one in many}) == 60
    assert {one.writer.language for one in many} == {"ar", "en"}
    assert len({one.topic for one in many}) > 8


@EACH
@IN_BOTH
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_complete_letter_is_known_by_its_words_complete_and_routed_to_its_unit(
    topic: str, language: Language, seed: int
) -> None:
    letter = written(topic, language, seed)
    mail = read(compose(letter))
    names = [one.name for one in mail.attachments]

    urgent = urgency(URGENCY, envelope_from=letter.writer.address, urgent_mailbox=False, subject=mail.subject)
    found = classify(
        TYPES,
        stated=None,
        mailbox=letter.recipient,
        subject=mail.subject,
        text=mail.text,
        document_names=names,
        government=urgent == "government-sender",
    )
    routed = decide(
        RULES,
        Ground(
            unit_from_type=TYPES[topic].unit,
            request_type=topic,
            subject=mail.subject,
            text=mail.text,
            sender=letter.writer.address,
            mailbox=letter.recipient,
            document_names=tuple(names),
        ),
        UNITS,
    )

    assert found.code == topic
    assert mail.language == language
    assert checked(topic, mail).verdict == "complete"
    assert (routed.unit_id, routed.certainty) == (TOPICS[topic].unit, "certain")
    assert urgent == ("government-sender" if topic == "government-correspondence" else "")


@EACH
@IN_BOTH
def test_what_a_letter_is_without_is_what_is_missing(topic: str, language: Language) -> None:
    required = [one.code for one in TYPES[topic].documents if one.required]
    for code in required:
        letter = letters().letter(topic, language, without=(code,))
        assert checked(topic, read(compose(letter))).missing == (code,)


@EACH
def test_the_mailbox_is_the_one_in_the_configuration(topic: str) -> None:
    letter = letters().letter(topic, "ar", own_mailbox=bool(TOPICS[topic].mailbox))
    assert letter.recipient == (TYPES[topic].mailbox or "documents@diwan.example")


def test_every_government_body_is_known_as_one() -> None:
    for domain in GOVERNMENT:
        writer = letters().person("en", government=domain)
        assert urgency(URGENCY, envelope_from=writer.address, urgent_mailbox=False) == "government-sender"


@pytest.mark.parametrize("names", ["rfc2231", "rfc2047", "raw"])
@IN_BOTH
def test_a_file_is_read_under_the_name_it_was_given_however_it_is_written(names: NameStyle, language: Language) -> None:
    letter = letters().letter("sponsorship-transfer", language)
    mail = read(compose(letter, Style(names=names)))
    assert [(one.name, one.payload) for one in mail.attachments] == [(one.name, one.data) for one in letter.files]


@pytest.mark.parametrize("style", [Style(charset="windows-1256"), Style(html=True), Style(signed=True), Style()])
def test_a_letter_says_the_same_in_every_style(style: Style) -> None:
    letter = letters().letter("general-correspondence", "ar")
    mail = read(compose(letter, style))
    assert (mail.subject, mail.from_name, mail.message_id) == (letter.subject, letter.writer.name, letter.message_id)
    assert mail.text.split() == letter.text.split()
    assert [one.name for one in mail.attachments if not one.inline] == [one.name for one in letter.files]


@pytest.mark.parametrize("topic", ["name-reservation", "work-permit"])
def test_a_mail_ends_with_a_line_end_so_that_no_door_adds_one(topic: str) -> None:
    assert compose(letters().letter(topic, "ar")).endswith(b"\r\n")


def test_a_mail_that_travelled_again_is_other_bytes_but_the_same_letter() -> None:
    raw = compose(letters().any())
    again = travelled(raw, "elsewhere.example")
    assert again != raw
    assert fingerprint(again, "documents@diwan.example") == fingerprint(raw, "documents@diwan.example")


def test_a_nested_mail_cannot_be_read() -> None:
    with pytest.raises(Unreadable, match="too-deep"):
        read(nested(letters().any()))


@pytest.mark.parametrize("size", [5_000, 60_000, 500_000])
def test_papers_have_about_the_wanted_size_and_are_what_they_are_called(size: int) -> None:
    page, scan = pdf(Random(1), "Medical report", ("Civil number 12345678",), size), picture(Random(1), size)
    assert len(page) == pytest.approx(size, rel=0.15)
    assert len(scan) == pytest.approx(size, rel=0.15)
    assert sniff(page, "a.pdf").agrees
    assert sniff(scan, "a.png").agrees


def test_the_text_of_a_paper_can_be_read() -> None:
    page = pdf(Random(1), "Medical report", ("Civil number 12345678",), 5_000)
    streams = re.findall(rb"FlateDecode[^>]*>>\s*stream\n(.*?)\nendstream", page, re.DOTALL)
    assert b"Civil number 12345678" in b"".join(zlib.decompress(one) for one in streams)
