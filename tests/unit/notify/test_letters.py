"""Letters by mail: what travels in them, what does not, and how a stranger's mail program reads them."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.composing import outgoing
from services.notify.enclosing import Enclosing
from services.notify.errors import DeferredError, RefusedError, TooLargeError
from services.notify.model import Answered, Notice, OwnLetter, notices_for
from services.notify.model.delivery import Outgoing
from services.notify.model.letters import NoAddressError
from services.notify.rendering import Letterhead, Renderer
from shared.contracts import LetterIssuedV1
from shared.contracts.routing import Recipient
from shared.language import catalogue
from shared.tracking import threads_in
from tests.unit.notify.examples import (
    LETTER_ID,
    MOMENT,
    PDF,
    PLAN,
    TOKEN,
    answered,
    closed,
    document,
    own_letter,
    requester,
)
from tests.unit.notify.fakes import FakeBlobs, FakeRelay

Make = Callable[[LetterIssuedV1], Outgoing]


def told(event: LetterIssuedV1) -> Notice:
    notice = notices_for(event)
    assert notice is not None
    return notice


@pytest.fixture
def make(renderer: Renderer) -> Make:
    """From an event to what waits for the relay."""

    def made(event: LetterIssuedV1) -> Outgoing:
        later = MOMENT + timedelta(hours=1)
        return outgoing(renderer, told(event), lease_until=later, give_up_at=later, traceparent="")

    return made


@pytest.fixture
def relay() -> FakeRelay:
    return FakeRelay()


async def handed(enclosing: Enclosing, relay: FakeRelay, letter: Outgoing) -> EmailMessage:
    """The mail as the relay has it in the end."""
    assert await enclosing.hand_over(relay.connection(), letter) == "250 taken"
    return read(relay.messages[-1])


def read(message: bytes) -> EmailMessage:
    return message_from_bytes(message, policy=default)


def enclosed(message: EmailMessage) -> list[tuple[str | None, str, bytes]]:
    return [
        (part.get_filename(), part.get_content_type(), cast("bytes", part.get_payload(decode=True)))
        for part in message.iter_attachments()
    ]


def words(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return cast("str", body.get_content())


async def test_an_answer_brings_the_letter_and_its_attachments(
    enclosing: Enclosing, relay: FakeRelay, make: Make, blobs: FakeBlobs
) -> None:
    message = await handed(enclosing, relay, make(answered()))
    assert enclosed(message) == [
        ("OUT-2026-000045-1.pdf", "application/pdf", PDF),
        ("مخطط الموقع.pdf", "application/pdf", PLAN),
    ]
    assert [part.defects for part in message.walk()] == [[]] * 6
    assert message.get_content_type() == "multipart/mixed"
    assert f"https://diwan.example/track/{TOKEN}" in words(message)
    assert "OUT-2026-000045-1" in words(message)
    assert "[IN-2026-000123-7]" in message["subject"]
    assert message["in-reply-to"] == "<a1@example.com>"
    raw = relay.messages[-1]
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert blobs.reading == 0


async def test_what_waits_for_the_relay_has_no_documents_in_it(make: Make) -> None:
    letter = make(answered())
    assert len(letter.message) < 20_000
    assert [part.size for part in letter.enclosures.parts] == [len(PDF), len(PLAN)]


async def test_the_same_letter_is_the_same_bytes(enclosing: Enclosing, relay: FakeRelay, make: Make) -> None:
    await handed(enclosing, relay, make(answered()))
    await handed(enclosing, relay, make(answered()))
    first, second = relay.messages
    assert first == second


@pytest.mark.parametrize(
    ("most", "names"),
    [
        (len(PDF) + len(PLAN), ["OUT-2026-000045-1.pdf", "مخطط الموقع.pdf"]),
        (len(PDF) + len(PLAN) - 1, ["OUT-2026-000045-1.pdf"]),
        (len(PDF) - 1, []),
    ],
)
async def test_what_is_too_much_for_a_mail_is_linked_to(
    letterhead: Letterhead, blobs: FakeBlobs, relay: FakeRelay, most: int, names: list[str]
) -> None:
    renderer = Renderer(letterhead, catalogue(), most_enclosed=most)
    letter = outgoing(renderer, told(answered()), lease_until=MOMENT, give_up_at=MOMENT, traceparent="")
    message = await handed(Enclosing(renderer=renderer, blobs=blobs, seconds=5), relay, letter)
    assert [name for name, _, _ in enclosed(message)] == names
    assert "رابط المتابعة أدناه" in words(message)
    assert ("غير مرفق" in words(message)) == (not names)


async def test_a_relay_that_finds_it_too_large_gets_less_until_it_takes_it(
    enclosing: Enclosing, relay: FakeRelay, make: Make
) -> None:
    relay.answers = [TooLargeError("552 too big"), TooLargeError("552 still too big")]
    message = await handed(enclosing, relay, make(answered()))
    assert enclosed(message) == []
    assert "غير مرفق" in words(message)
    assert len(relay.offered) == 3
    assert make(answered()).notice_id.hex[-12:] in message["message-id"]


async def test_a_letter_that_nobody_follows_is_in_its_mail_or_is_not_sent(
    enclosing: Enclosing, relay: FakeRelay, make: Make
) -> None:
    relay.answers = [TooLargeError("552 too big")]
    message = await handed(enclosing, relay, make(own_letter()))
    assert [name for name, _, _ in enclosed(message)] == ["OUT-2026-000045-1.pdf"]
    relay.answers = [TooLargeError("552 too big"), TooLargeError("552 too big")]
    with pytest.raises(RefusedError):
        await enclosing.hand_over(relay.connection(), make(own_letter()))


async def test_a_vault_that_does_not_answer_is_a_passing_trouble(
    enclosing: Enclosing, relay: FakeRelay, make: Make, blobs: FakeBlobs
) -> None:
    blobs.down = 1
    with pytest.raises(DeferredError):
        await enclosing.hand_over(relay.connection(), make(answered()))
    assert relay.offered == []
    assert len(enclosed(await handed(enclosing, relay, make(answered())))) == 2


@pytest.mark.parametrize("wrong", ["missing", "shorter", "longer", "other"])
async def test_bytes_that_are_not_those_of_the_letter_are_never_sent(
    enclosing: Enclosing, relay: FakeRelay, make: Make, blobs: FakeBlobs, wrong: str
) -> None:
    name = document("x", PDF).sha256
    kept = {"shorter": PDF[:-1], "longer": PDF + PDF, "other": PDF[::-1]}
    del blobs.kept[name]
    if wrong in kept:
        blobs.kept[name] = kept[wrong]
    with pytest.raises(DeferredError):
        await enclosing.hand_over(relay.connection(), make(answered()))
    assert relay.offered == []
    assert blobs.reading == 0


async def test_a_vault_that_hangs_holds_no_connection_for_long(
    renderer: Renderer, relay: FakeRelay, make: Make
) -> None:
    class Hanging(FakeBlobs):
        async def open(self, sha256: str) -> Any:
            await asyncio.sleep(60)
            yield sha256.encode()

    slow = Enclosing(renderer=renderer, blobs=Hanging(), seconds=0.01)
    with pytest.raises(DeferredError):
        await slow.hand_over(relay.connection(), make(answered()))


def test_a_confidential_answer_does_not_lie_in_mailboxes() -> None:
    notice = told(answered(confidential=True))
    assert (notice.enclosures, notice.subject) == ((), "")


def test_a_letter_of_ones_own_initiative_comes_from_the_mailbox_and_is_answered_there(renderer: Renderer) -> None:
    notice = told(own_letter())
    assert (notice.kind, notice.recipient, notice.submission_id) == ("letter", "office@noor.example", LETTER_ID)
    message = read(renderer.render(notice))
    assert message["from"].addresses[0].addr_spec == message["reply-to"] == "documents@diwan.example"
    assert "[OUT-2026-000045-1]" in message["subject"]
    assert message["subject"].endswith(": الموافقة على طلب الترخيص")
    assert message["auto-submitted"] == "auto-generated"
    assert "in-reply-to" not in message
    assert "/track/" not in words(message)
    assert "رقم المعاملة" not in words(message)
    (thread,) = threads_in(str(message["message-id"]), "diwan.example")
    other = told(own_letter(letter_id=replace_last(LETTER_ID.hex)))
    assert thread not in renderer.message_id(other)


def replace_last(hexadecimal: str) -> str:
    return f"{hexadecimal[:-1]}{'0' if hexadecimal[-1] != '0' else '1'}"


@pytest.mark.parametrize(
    "who",
    [{}, {"address": None}, {"answerable": False}, {"address": "other@noor.example"}],
)
def test_an_answer_to_another_address_is_a_letter_without_the_tracking_link(who: dict[str, Any]) -> None:
    notice = told(answered(requester=requester(**who), recipient=Recipient(address="office@noor.example")))
    assert (notice.kind, notice.recipient, notice.token) == ("letter", "office@noor.example", "")
    assert notice.submission_id == answered().submission_id


def test_an_answer_to_the_requesters_own_address_has_the_tracking_link() -> None:
    notice = told(answered(recipient=Recipient(address="Ahmed@Example.com")))
    assert (notice.kind, notice.recipient, notice.token) == ("answered", "ahmed@example.com", TOKEN)


@pytest.mark.parametrize("by", ["paper", "units"])
def test_what_goes_by_paper_or_to_units_makes_no_mail(by: str) -> None:
    assert notices_for(answered(by=by)) is None
    assert notices_for(own_letter(by=by)) is None


@pytest.mark.parametrize("address", [None, "", "a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com"])
def test_a_letter_to_what_is_no_address_is_seen_by_somebody(address: str | None) -> None:
    with pytest.raises(NoAddressError):
        notices_for(own_letter(recipient=Recipient(name="شركة النور", address=address)))


def test_who_was_just_sent_the_answer_is_not_told_that_it_was_the_end() -> None:
    assert notices_for(closed(answered_by="OUT-2026-000045-1", answered_at=MOMENT)) is None
    later = closed(answered_by="OUT-2026-000045-1", answered_at=MOMENT - timedelta(days=1))
    assert notices_for(later) is not None
    assert notices_for(closed(answered_by="OUT-2026-000045-1")) is not None


def test_each_letter_to_a_requester_is_a_notice_of_its_own() -> None:
    other = answered(letter_id=replace_last(LETTER_ID.hex))
    assert told(answered()).notice_id != told(other).notice_id
    assert told(answered()).notice_id == told(answered(requester=requester())).notice_id


@given(
    name=st.text(max_size=300) | st.sampled_from(['a"b.pdf', "a\r\nX: y.pdf", "../../etc/passwd", "ملف\u202egpj.exe"])
)
def test_no_name_of_a_file_breaks_out_of_its_header(renderer: Renderer, name: str) -> None:
    notice = told(answered(document=document(name, PDF), attachments=()))
    opening, enclosures = renderer.render(notice), renderer.enclosures(notice)
    message = read(opening + enclosures.parts[0].before + b"eA==\r\n" + enclosures.end)
    ((_, kind, content),) = enclosed(message)
    assert (kind, content) == ("application/pdf", b"x")
    (part,) = message.iter_attachments()
    assert set(part.keys()) == {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}


@pytest.mark.parametrize(
    ("stated", "agrees", "written"),
    [
        ("image/png", True, "image/png"),
        ("image/png", False, "application/octet-stream"),
        ("message/rfc822", True, "application/octet-stream"),
        ("multipart/mixed", True, "application/octet-stream"),
        ("text/html\r\nX: y", True, "application/octet-stream"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", True, None),
    ],
)
def test_a_part_says_only_what_base64_may_be(
    renderer: Renderer,
    stated: str,
    agrees: bool,  # noqa: FBT001 - a parameter of the test
    written: str | None,
) -> None:
    notice = told(answered(document=document("x.bin", PDF, media_type=stated, agrees=agrees), attachments=()))
    assert f"Content-Type: {written or stated}\r\n".encode() in renderer.enclosures(notice).parts[0].before


@given(sizes=st.lists(st.integers(0, 100), min_size=1, max_size=5), limit=st.integers(0, 300), own=st.booleans())
def test_as_much_as_fits_is_in_the_mail_and_never_more_if_it_can_be_less(
    sizes: list[int],
    limit: int,
    own: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    documents = tuple(document(f"{place}.pdf", bytes(size)) for place, size in enumerate(sizes))
    event = (own_letter if own else answered)(document=documents[0], attachments=documents[1:])
    facts = told(event).facts
    assert isinstance(facts, Answered | OwnLetter)
    fitting = facts.within(limit)
    carried = sum(one.size for one in fitting.enclosures)
    assert carried <= limit or fitting.lesser() is None
    assert len(fitting.enclosures) >= (1 if own else 0)
    if sum(sizes) <= limit:
        assert fitting.enclosures == documents
    elif sizes[0] <= limit:
        assert fitting.enclosures == documents[:1]
    assert replace(fitting, enclosed="all") == facts
