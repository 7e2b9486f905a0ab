import email
import email.policy
from email.message import EmailMessage
from hashlib import sha256
from random import Random

import pytest

from bench.letters import LARGEST, SMALLEST, Pool, message_id, serial_of, sizes


@pytest.fixture(scope="module")
def pool() -> Pool:
    return Pool(seed=3, size=8)


def read(mail: bytes) -> EmailMessage:
    message = email.message_from_bytes(mail, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_sizes_are_those_of_real_mail() -> None:
    drawn = sizes(Random(1), 256)
    assert SMALLEST <= min(drawn) < 6_000
    assert 500_000 < max(drawn) <= LARGEST
    assert 45_000 < sum(drawn) / len(drawn) < 55_000


def test_mails_have_about_the_sizes_that_were_drawn(pool: Pool) -> None:
    written = sorted(len(pool.copy(serial).mail) for serial in range(8))
    for drawn, size in zip(sorted(sizes(Random(3), 8)), written, strict=True):
        assert size == pytest.approx(drawn, rel=0.15)


def test_the_same_seed_writes_the_same_letters_and_another_one_others(pool: Pool) -> None:
    assert Pool(seed=3, size=8).copy(5) == pool.copy(5)
    assert Pool(seed=4, size=8).copy(5).mail != pool.copy(5).mail


def test_no_two_copies_are_the_same_mail_or_have_the_same_attachment(pool: Pool) -> None:
    mails = [read(pool.copy(serial).mail) for serial in range(40)]
    attachments = [sha256(part.get_content()).hexdigest() for mail in mails for part in mail.iter_attachments()]
    assert len({mail["Message-ID"] for mail in mails}) == len(set(attachments)) == 40


def test_a_copy_is_one_letter_with_one_pdf_from_the_sender_of_its_envelope(pool: Pool) -> None:
    copy = pool.copy(21)
    mail = read(copy.mail)
    (attachment,) = mail.iter_attachments()
    assert attachment.get_content_type() == "application/pdf"
    assert attachment.get_content().startswith(b"%PDF-")
    assert copy.sender in mail["From"]
    assert mail["To"] == copy.recipient


def test_a_mail_needs_no_dot_stuffing(pool: Pool) -> None:
    assert not any(b"\n." in pool.copy(serial).mail for serial in range(8))


def test_what_is_uploaded_is_what_would_be_attached(pool: Pool) -> None:
    original, _ = pool.place(13)
    (attachment,) = read(pool.copy(13).mail).iter_attachments()
    assert original.file(13).data == attachment.get_content()


def test_an_address_writes_eight_letters_of_each_original_at_most(pool: Pool) -> None:
    senders = [pool.copy(serial).sender for serial in range(0, 8 * 24, 8)]
    assert [senders.count(sender) for sender in dict.fromkeys(senders)] == [8, 8, 8]


def test_urgent_letters_come_from_government_bodies() -> None:
    urgent = Pool(seed=3, size=4, urgent=True)
    assert all(urgent.copy(serial).recipient == "government@diwan.example" for serial in range(4))


def test_a_notice_tells_the_serial_number_of_the_letter_that_it_answers() -> None:
    assert serial_of(f"<{message_id(1_000_000_007)}@company.example>") == 1_000_000_007


@pytest.mark.parametrize("reference", ["", "<somebody@else.example>", "<bench-x@else.example>"])
def test_another_reference_has_no_serial_number(reference: str) -> None:
    assert serial_of(reference) is None
