"""The books of letters over HTTP, and which letters answer a line of the incoming book."""

from datetime import timedelta

from tests.unit.registry.examples import UNIT, approved, issued
from tests.unit.registry.office import Office

OUTGOING = "/api/v1/registers/outgoing/2026"


async def test_a_line_says_what_the_book_shows_of_a_letter(office: Office) -> None:
    letter = approved(answers="IN-2026-000001-7", recipient="وزارة العمل")
    await office.letters.approved(letter)
    office.sign_in("auditor")
    (line,) = (await office.client.get(OUTGOING)).json()["entries"]
    one = await office.client.get(f"{OUTGOING}/1")
    assert (one.json(), one.headers["etag"]) == (line, '"1"')
    assert (line["sequence"], line["submission_id"], line["sha256"]) == (1, None, None)
    assert line["letter"] == {
        "letter_id": str(letter.letter_id),
        "unit_id": UNIT.unit_id,
        "to_units": [],
        "recipient": "وزارة العمل",
        "subject": letter.subject,
        "confidential": False,
        "answers": "IN-2026-000001-7",
        "approved_by": "manager-1",
        "approved_at": "2026-11-05T08:00:00Z",
        "version": 1,
    }


async def test_of_a_confidential_letter_the_book_shows_only_that_there_is_one(office: Office) -> None:
    await office.letters.approved(approved(confidential=True, recipient="وزارة العمل"))
    office.sign_in("clerk", "auditor")
    (line,) = (await office.client.get(OUTGOING)).json()["entries"]
    assert (line["letter"], line["submission_id"], line["sequence"]) == (None, None, 1)
    assert (await office.client.get(f"{OUTGOING}/1")).json() == line
    headers = {"If-Match": '"1"'}
    refused = await office.client.post(f"{OUTGOING}/1/void", json={"reason": "x"}, headers=headers)
    assert refused.status_code == 404
    office.sign_in("clerk", clearance="confidential")
    void = await office.client.post(f"{OUTGOING}/1/void", json={"reason": "ألغي"}, headers=headers)
    assert void.json()["letter"]["recipient"] == "وزارة العمل"
    office.sign_in("auditor")
    (line,) = (await office.client.get(OUTGOING)).json()["entries"]
    assert line["voided_at"]
    assert (line["letter"], line["voided_because"]) == (None, "")


async def test_a_letter_of_a_confidential_matter_is_as_hidden_in_the_book_as_the_matter(office: Office) -> None:
    matter = await office.registered()
    await office.letters.approved(approved(answers=matter.number, submission_id=matter.submission_id))
    office.sign_in("clerk", clearance="confidential")
    body = {"confidential": True, "reason": "x"}
    (await office.client.post(f"/api/v1/desk/{matter.submission_id}/classify", json=body)).raise_for_status()
    assert (await office.client.get(f"{OUTGOING}/1")).json()["letter"]["answers"] == matter.number
    office.sign_in("clerk", "auditor")
    for book in (OUTGOING, "/api/v1/registers/incoming/2026"):
        (line,) = (await office.client.get(book)).json()["entries"]
        assert (line["letter"], line["submission_id"], line["answered_by"]) == (None, None, [])


async def test_a_line_of_the_incoming_book_says_which_letters_answer_it(office: Office) -> None:
    matter = await office.registered()
    for _ in range(2):
        await office.letters.approved(approved(answers=matter.number, submission_id=matter.submission_id))
    office.sign_in("clerk")
    (line,) = (await office.client.get("/api/v1/registers/incoming/2026")).json()["entries"]
    letters = [one["number"] for one in (await office.client.get(OUTGOING)).json()["entries"]]
    assert line["answered_by"] == letters
    assert line["letter"] is None


async def test_a_void_line_keeps_its_number_and_answers_nothing_any_more(office: Office) -> None:
    matter = await office.registered()
    await office.letters.approved(approved(answers=matter.number))
    office.sign_in("clerk")
    headers = {"If-Match": '"1"'}
    void = await office.client.post(f"{OUTGOING}/1/void", json={"reason": "للجهة الخطأ"}, headers=headers)
    assert (void.status_code, void.headers["etag"]) == (200, '"2"')
    assert void.json()["voided_because"] == "للجهة الخطأ"
    again = await office.client.post(f"{OUTGOING}/1/void", json={"reason": "x"}, headers={"If-Match": '"2"'})
    assert (again.status_code, again.json()["code"]) == (409, "already-void")
    (line,) = (await office.client.get("/api/v1/registers/incoming/2026")).json()["entries"]
    assert line["answered_by"] == []


async def test_the_pages_of_a_book_of_letters_join_without_a_gap(office: Office) -> None:
    for _ in range(5):
        await office.line()
    office.sign_in("auditor")
    first = (await office.client.get(OUTGOING, params={"limit": 3})).json()
    rest = (await office.client.get(OUTGOING, params={"limit": 3, "after": first["next"]})).json()
    assert [line["sequence"] for line in (*first["entries"], *rest["entries"])] == [1, 2, 3, 4, 5]
    assert rest["next"] is None


async def test_a_line_that_there_is_not_is_not_found(office: Office) -> None:
    office.sign_in("clerk")
    assert (await office.client.get(f"{OUTGOING}/1")).status_code == 404
    assert (await office.client.get("/api/v1/registers/incoming/2026/1")).status_code == 422


async def test_staff_see_which_letters_answered_a_matter(office: Office) -> None:
    matter = await office.registered()
    letter = issued(matter, after=timedelta(days=3))
    await office.registry.letter_issued(letter)
    office.sign_in("clerk")
    shown = (await office.client.get(f"/api/v1/transactions/{matter.number}")).json()
    assert [(one["letter_id"], one["number"]) for one in shown["answers"]] == [(str(letter.letter_id), letter.number)]
    assert shown["closed_at"] is None


async def test_a_letter_that_is_not_for_the_requester_answers_nothing(office: Office) -> None:
    matter = await office.registered()
    await office.registry.letter_issued(issued(matter).model_copy(update={"requester": None}))
    assert office.books.matters[matter.submission_id].answers == ()
