"""People without a mail address: how they are told, and when they are not."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.notify.composing import call_again
from services.notify.enclosing import Enclosing
from services.notify.limiting import AddressLimit
from services.notify.model.telephone import By, Telephone
from services.notify.outbound import Outbound
from services.notify.polling import Poller
from services.notify.rendering import Renderer, ShortTexts, SmsBody, SmsRenderer
from services.notify.sending import Sender
from services.notify.service import Limits, Notify, Terms, Way
from shared.contracts.base import HandedIn
from shared.contracts.routing import Recipient
from shared.tracking import short_tracking_url
from tests.unit.notify.examples import TOKEN, answered, closed, opened, own_letter, requester, routed
from tests.unit.notify.fakes import FakeBlobs, FakeClassifications, FakeNotices, FakeRelay, MovableClock

MOBILE, LINE, ABROAD = "+96892123456", "+96824000310", "+442079460000"


def by_telephone(number: str = MOBILE, **changes: Any) -> Any:
    return requester(address=None, phone=number, answerable=False, message_id=None, **changes)


class House:
    """Notify that reaches people as it is told."""

    def __init__(self, by: By, renderer: Renderer, texts: ShortTexts) -> None:
        self.notices, self.clock = FakeNotices(), MovableClock()
        self.messages = Outbound(capacity=3)
        sms = SmsRenderer(texts, SmsBody('{"to": "$to", "text": "$text", "id": "$id"}', "json"))
        self.sms = sms
        self.notify = Notify(
            notices=self.notices,
            classifications=FakeClassifications(),
            ways={
                "mail": Way(renderer=renderer, outbound=Outbound(capacity=3)),
                "sms": Way(renderer=sms, outbound=self.messages),
            },
            telephone=Telephone(by=by, countries=("968",)),
            limits=Limits(received=AddressLimit(100), telephone=AddressLimit(2)),
            clock=self.clock,
            terms=Terms(lease=timedelta(seconds=60), patience=timedelta(hours=48)),
        )

    @property
    def kept(self) -> list[tuple[str, str | None]]:
        return [(one.state, one.medium) for one in self.notices.kept.values()]


@pytest.fixture
def house(renderer: Renderer, texts: ShortTexts, request: pytest.FixtureRequest) -> House:
    return House(getattr(request, "param", "sms"), renderer, texts)


@pytest.mark.parametrize("by", ["mail", "paper"])
async def test_an_answer_is_told_with_the_way_to_it_and_carries_nothing(house: House, by: str) -> None:
    office = HandedIn(unit_id="sanad-al-khuwair", person_id="p-0005")
    await house.notify.hear(answered(by=by, requester=by_telephone(handed_in=office)))
    assert house.kept == [("pending", "sms")]
    (record,) = house.notices.kept.values()
    assert (record.kind, record.number, record.office) == ("answered", "IN-2026-000123-7", "sanad-al-khuwair")
    letter = house.messages.take(urgent_only=False)
    assert letter is not None
    assert letter.enclosures.parts == ()
    assert short_tracking_url("https://diwan.example", TOKEN) in json.loads(letter.message)["text"]


async def test_the_end_of_a_matter_is_told_by_telephone(house: House) -> None:
    await house.notify.hear(closed(requester=by_telephone()))
    assert house.kept == [("pending", "sms")]


@pytest.mark.parametrize("house", ["call"], indirect=True)
async def test_an_answer_can_be_told_by_a_call(house: House) -> None:
    await house.notify.hear(answered(requester=by_telephone()))
    (record,) = house.notices.kept.values()
    assert (record.state, record.medium) == ("waiting", "call")
    said, whom = call_again(record)
    assert (said.kind, whom.phone) == ("answered", MOBILE)


async def test_an_answer_on_paper_or_to_units_is_told_to_nobody_who_has_a_mail_address(house: House) -> None:
    await house.notify.hear(answered(by="paper"))
    await house.notify.hear(answered(by="units", requester=by_telephone()))
    assert house.kept == []


async def test_a_letter_never_goes_by_telephone(house: House) -> None:
    """What somebody else gets carries no tracking link, which is the requester's alone."""
    elsewhere = Recipient(name="شركة النور", address="office@noor.example")
    await house.notify.hear(own_letter())
    another = UUID(int=9)
    await house.notify.hear(answered(letter_id=another, requester=by_telephone(), recipient=elsewhere))
    assert house.kept == [("pending", "mail"), ("pending", "mail")]
    assert {one.kind for one in house.notices.kept.values()} == {"letter"}


@pytest.mark.parametrize("house", ["off"], indirect=True)
async def test_while_it_is_off_it_is_recorded_that_there_was_nobody_to_send_to(house: House) -> None:
    await house.notify.hear(opened(requester=by_telephone()))
    await house.notify.hear(opened(requester=by_telephone()))
    assert house.kept == [("nobody", None)]
    (record,) = house.notices.kept.values()
    assert record.origin is None
    assert TOKEN not in repr(record)


async def test_a_mobile_gets_a_short_message_with_a_stable_id(house: House) -> None:
    event = opened(requester=by_telephone())
    await house.notify.hear(event)
    await house.notify.hear(event)
    assert house.kept == [("pending", "sms")]
    letter = house.messages.take(urgent_only=False)
    assert letter is not None
    said = json.loads(letter.message)
    assert (said["to"], said["id"]) == (MOBILE, str(letter.notice_id))
    assert "\n" in said["text"]


async def test_a_line_that_takes_no_messages_is_called(house: House) -> None:
    await house.notify.hear(opened(requester=by_telephone(LINE)))
    assert house.kept == [("waiting", "call")]


@pytest.mark.parametrize("house", ["call"], indirect=True)
async def test_where_only_calls_are_made_a_mobile_is_called(house: House) -> None:
    office = HandedIn(unit_id="sanad-al-khuwair", person_id="p-0005")
    await house.notify.hear(routed(requester=by_telephone(handed_in=office)))
    (record,) = house.notices.kept.values()
    assert (record.state, record.medium, record.office) == ("waiting", "call", "sanad-al-khuwair")


async def test_who_went_with_a_receipt_is_not_told_that_something_was_received(house: House) -> None:
    office = HandedIn(unit_id="sanad-al-khuwair", person_id="p-0005")
    await house.notify.hear(opened(requester=by_telephone(handed_in=office)))
    assert house.kept == []
    await house.notify.hear(opened(requester=requester(handed_in=office)))
    assert house.kept == [("pending", "mail")]


async def test_a_number_abroad_is_nobody_to_send_to(house: House) -> None:
    await house.notify.hear(opened(requester=by_telephone(ABROAD)))
    assert house.kept == [("nobody", None)]


@pytest.mark.parametrize("number", ["", "call my brother", "92123456", "+"])
async def test_what_is_no_number_is_nothing_to_record(house: House, number: str) -> None:
    await house.notify.hear(opened(requester=by_telephone(number)))
    assert house.kept == []


async def test_who_has_a_mail_address_is_written_to(house: House) -> None:
    await house.notify.hear(opened(requester=requester(phone=MOBILE)))
    assert house.kept == [("pending", "mail")]


async def test_a_mail_that_must_not_be_answered_is_not_called_about(house: House) -> None:
    await house.notify.hear(opened(requester=requester(phone=MOBILE, answerable=False)))
    assert house.kept == []


async def test_one_number_is_not_flooded_whatever_the_kind(house: House) -> None:
    events = (
        opened(requester=by_telephone()),
        routed(requester=by_telephone()),
        routed(requester=by_telephone(), version=2, moved_from="x"),
    )
    for event in (*events, *events):
        await house.notify.hear(event)
    assert house.kept == [("pending", "sms"), ("pending", "sms"), ("withheld", "sms")]
    (withheld,) = (one for one in house.notices.kept.values() if one.state == "withheld")
    again = await house.notify.retry(withheld.notice_id, confidential=False)
    assert (again.state, again.medium) == ("pending", "sms")


async def test_what_was_not_sent_is_found_again_and_reads_the_same(house: House) -> None:
    await house.notify.hear(opened(requester=by_telephone()))
    first = house.messages.take(urgent_only=False)
    assert first is not None
    house.messages.release(first.notice_id, urgent=False)
    house.clock.move(seconds=61)
    again = Outbound(capacity=3)
    sender = Sender(
        outbound=again,
        relay=FakeRelay(),
        notices=house.notices,
        enclosing=Enclosing(renderer=house.sms, blobs=FakeBlobs(), seconds=1),
        schedule=None,  # type: ignore[arg-type]  # nothing fails here
        clock=house.clock,
        chance=lambda: 0.5,
        connections=1,
        margin=timedelta(seconds=1),
    )
    poller = Poller(
        notices=house.notices,
        outbound=again,
        sender=sender,
        renderer=house.sms,
        clock=house.clock,
        lease=timedelta(seconds=60),
        seconds=1,
        medium="sms",
    )
    await poller.poll()
    second = again.take(urgent_only=False)
    assert second is not None
    assert second.message == first.message
