"""A form names files that the door has already: checked like those it carries, sent on by their ids."""

import json

import httpx
import pytest

from services.portal.adapters import HttpIntake
from services.portal.model import Handover, SentFile
from shared.errors import TransientError
from shared.media import sniff
from tests.unit.portal.browser import PDF, Browser, Page, pdf
from tests.unit.portal.fakes import FakeIntake
from tests.unit.portal.test_handing_in import FORM, TYPED

ONE, TWO, NONE = "1" * 32, "2" * 32, "0" * 32


async def test_what_was_sent_before_stands_for_the_document_it_was_chosen_for(
    browser: Browser, intake: FakeIntake
) -> None:
    intake.uploads = {ONE: ("passport.pdf", PDF), TWO: ("z.txt", b"z")}
    typed = TYPED | {"sent-document-passport": ONE, "sent-other-documents": TWO}
    answer = await browser.send(await browser.open(FORM), typed, [("document-photograph", pdf("me.pdf"))])
    assert answer.status_code == 303
    (kept,) = intake.taken
    assert kept.files == [("photograph", "me.pdf", PDF), ("passport", "passport.pdf", PDF), ("", "z.txt", b"z")]


async def test_a_file_that_is_gone_is_asked_for_again_beside_its_control(browser: Browser, intake: FakeIntake) -> None:
    answer = await browser.send(await browser.open(FORM), TYPED | {"sent-document-passport": NONE})
    assert answer.status_code == 422
    assert "no longer there" in answer.text
    assert 'href="#document-passport"' in answer.text
    assert not intake.taken


async def test_what_was_sent_before_keeps_to_the_same_rules(browser: Browser, intake: FakeIntake) -> None:
    intake.uploads = {ONE: ("passport.pdf", b"MZ no passport"), TWO: ("empty.pdf", b"")}
    form = await browser.open(FORM)
    for upload_id, words in ((ONE, "not of an accepted kind"), (TWO, "is empty")):
        answer = await browser.send(form, TYPED | {"sent-document-passport": upload_id})
        assert answer.status_code == 422
        assert words in answer.text


async def test_more_than_may_be_sent_are_not_even_looked_for(browser: Browser, intake: FakeIntake) -> None:
    intake.uploads = {f"{number:032x}": (f"{number}.txt", b"x") for number in range(100)}
    form = await browser.open(FORM)
    (has,) = [one for one in form.all("form") if "data-send" in one]
    data = {**form.values, **TYPED, "sent-other-documents": list(intake.uploads)}
    answer = await browser.client.post(has["action"], data=data, files=[("other-documents", pdf("a.pdf"))])
    assert answer.status_code == 422
    assert "more than 3 files" in Page(answer).text
    assert not intake.taken


@pytest.mark.parametrize(("name", "value"), [("sent-document-passport", "../x"), ("sent-name", ONE), ("sent-", ONE)])
async def test_what_is_no_id_of_a_file_or_of_no_control_is_refused(
    browser: Browser, intake: FakeIntake, name: str, value: str
) -> None:
    answer = await browser.send(await browser.open(FORM), TYPED | {name: value})
    assert answer.status_code == 422
    assert not intake.taken


async def test_nothing_is_handed_in_while_the_door_is_away(browser: Browser, intake: FakeIntake) -> None:
    intake.uploads, intake.error = {ONE: ("passport.pdf", PDF)}, TransientError("away")
    answer = await browser.send(await browser.open(FORM), TYPED | {"sent-document-passport": ONE})
    assert answer.status_code == 503
    assert "Salim" in answer.text


def door(status: int, **told: object) -> HttpIntake:
    upload = {"name": "a.pdf", "size": 15, "received": 15, "media_type": "application/pdf", "agrees": True}
    transport = httpx.MockTransport(lambda _: httpx.Response(status, json=upload | told))
    return HttpIntake(httpx.AsyncClient(transport=transport, base_url="http://intake"))


async def test_only_whole_files_are_there() -> None:
    found = await door(200).sent("passport", ONE)
    assert found == SentFile(document="passport", upload_id=ONE, name="a.pdf", size=15, sniffed=sniff(PDF, "a.pdf"))
    assert await door(200, received=14).sent("passport", ONE) is None
    assert await door(404).sent("passport", ONE) is None
    with pytest.raises(TransientError):
        await door(503).sent("passport", ONE)


async def test_ids_and_codes_reach_the_door_beside_the_files() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(202, content=json.dumps({"received_at": "2026-11-22T06:05:00Z", "tracking_token": NONE}))

    transport = httpx.MockTransport(answer)
    intake = HttpIntake(httpx.AsyncClient(transport=transport, base_url="http://intake"))
    sent = SentFile(document="passport", upload_id=ONE, name="a.pdf", size=15, sniffed=sniff(PDF, "a.pdf"))
    await intake.submit("work-permit", Handover(values={}, files=[sent], key=NONE))
    (request,) = asked
    assert f"uploads={ONE}&upload_codes=passport" in request.content.decode()
