"""Books, and who saw and did what, before services in memory."""

import csv
import io
from datetime import timedelta

import pytest

from services.portal.model.activity import DeedTold, of_person
from tests.unit.portal.staff.fakes import NOW
from tests.unit.portal.staff.numbers_fakes import NUMBER, PAPER, Happenings
from tests.unit.portal.staff.test_numbers import happenings, numbers, window
from tests.unit.portal.staff.window import Window

__all__ = ["happenings", "numbers", "window"]


@pytest.mark.parametrize("language", ["", "/en"])
async def test_the_books_are_listed_with_their_lines_and_voids(window: Window, language: str) -> None:
    await window.sign_in("auditor")
    page = await window.read(f"{language}/registers")
    assert {one["href"] for one in page.all("a")} >= {
        f"{language}/registers/{book}/2026{what}"
        for book in ("incoming", "outgoing", "internal")
        for what in ("", "/voids", "?check=true")
    }


async def test_a_check_runs_when_it_is_asked_for_and_says_what_it_found(window: Window) -> None:
    await window.sign_in("auditor")
    assert "whole" not in (await window.read("/en/registers/incoming/2026")).text
    page = await window.read("/en/registers/incoming/2026?check=true")
    assert "The book is whole: 5 lines, numbers 1 to 5 without a gap" in page.text
    page = await window.read("/en/registers/outgoing/2026?check=true")
    assert "not whole" in page.text
    assert "Not there: 2, 4" in page.text
    assert "Earlier than the line before: 5" in page.text


async def test_a_book_is_read_page_by_page_and_its_voids_say_who_and_why(window: Window) -> None:
    await window.sign_in("clerk")
    page = await window.read("/en/registers/incoming/2026")
    (more,) = [one["href"] for one in page.all("a") if "after=" in one["href"]]
    assert "incoming-2026-5" in (await window.read(more)).text
    page = await window.read("/en/registers/incoming/2026/voids")
    assert "<twice>" in page.text
    assert "Salim" in page.text


@pytest.mark.parametrize("role", ["manager", "administrator", "officer", "agent"])
@pytest.mark.parametrize("path", ["/registers", "/registers/incoming/2026", "/activity", "/activity/lines.csv"])
async def test_books_and_deeds_are_for_their_readers(window: Window, role: str, path: str) -> None:
    await window.sign_in(role)
    assert (await window.open(f"/en{path}")).status_code == 403


async def test_a_book_of_letters_says_what_its_lines_say_of_them(window: Window) -> None:
    await window.sign_in("auditor")
    page = await window.read("/en/registers/outgoing/2026")
    for said in ("Recipient", "Subject", "Answers", "=cmd|' /C calc'!A0", "IN-1"):
        assert said in page.text
    assert "Answered by" in (await window.read("/en/registers/incoming/2026")).text


def test_a_letter_is_named_by_its_number_or_else_by_its_id() -> None:
    letter: dict[str, object] = {"at": NOW, "what": "drafted", "number": NUMBER, "letter_id": PAPER}
    deeds = [DeedTold.model_validate({**letter, **more}) for more in ({}, {"letter": "OUT-1"})]
    assert [one.about for one in of_person("routing", "person-clerk", deeds)] == [str(PAPER), "OUT-1"]


async def test_clerks_read_the_books_and_nobodys_deeds(window: Window) -> None:
    await window.sign_in("clerk")
    assert (await window.open("/en/registers")).status_code == 200
    assert (await window.open("/en/activity")).status_code == 403


async def test_what_a_person_did_is_gathered_of_all_services(window: Window, happenings: Happenings) -> None:
    await window.sign_in("auditor")
    page = await window.read("/en/activity?person=person-clerk&period=today")
    assert "4 lines" in page.text
    for source in ("The books", "The work", "The documents", "People and sign-in"):
        assert source in page.text
    begin, end = happenings.spans[0]
    assert end - begin == timedelta(days=1)
    assert begin <= NOW < end


async def test_a_matters_timeline_is_of_all_services_and_of_who_saw_its_documents(window: Window) -> None:
    await window.sign_in("auditor")
    page = await window.read(f"/en/activity?number={NUMBER.lower()}")
    assert "5 lines" in page.text
    assert "The requester" in page.text
    assert "<why>" in page.text
    assert "s@company.example" in page.text
    assert (await window.open(f"/en/activity?document={PAPER}")).status_code == 200


@pytest.mark.parametrize("asked", ["number=IN-2026-000001-1", "number=x", "document=x"])
async def test_what_is_not_there_is_said(window: Window, asked: str) -> None:
    await window.sign_in("auditor")
    answer = await window.open(f"/en/activity?{asked}")
    assert answer.status_code == 404
    assert "There is no such transaction or document." in answer.text


async def test_what_is_away_is_said_and_the_rest_told(window: Window, happenings: Happenings) -> None:
    await window.sign_in("auditor")
    happenings.away = {"storage", "notify"}
    page = await window.read("/en/activity?person=person-clerk")
    assert "Not complete: The documents did not answer." in page.text
    assert "3 lines" in page.text
    page = await window.read(f"/en/activity?number={NUMBER}")
    assert "Notices did not answer" in page.text


async def test_much_is_cut_on_the_page_and_said_and_whole_in_the_file(window: Window, happenings: Happenings) -> None:
    await window.sign_in("auditor")
    happenings.many = 3
    page = await window.read("/en/activity?person=person-clerk")
    assert "The first 200 of 1,003 lines" in page.text
    answer = await window.open("/en/activity/lines.csv?person=person-clerk")
    assert len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))) == 1 + 3003
    assert "Not complete: The work has more." in page.text
    happenings.many = 30
    answer = await window.open("/en/activity/lines.csv?person=person-clerk")
    assert answer.text.count("referred") == 10_000
