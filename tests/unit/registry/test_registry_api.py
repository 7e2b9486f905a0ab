import asyncio
from collections.abc import Callable
from typing import get_args
from uuid import uuid4

import pytest

from services.registry.model import Matter
from services.registry.request_types import content_of
from shared.transaction_number import transaction_number
from shared.web import problems
from shared.web.auth import Role
from tests.unit.registry.examples import PERMIT_PAPERS, TYPES, UNIT, asked_event, read, routed_event, settled_event
from tests.unit.registry.office import Office

ROLES: tuple[Role, ...] = get_args(Role)
PERMIT = "/api/v1/request-types/work-permit"
FIRST = transaction_number("incoming", 2026, 1)
YEAR = "from=2026-01-01&to=2026-12-31"
Ask = Callable[[Office, Matter, Matter], tuple[str, str, dict[str, object] | None]]
ROUTES: dict[str, tuple[Ask, set[Role]]] = {
    "a page of a book": (lambda _o, _w, _r: ("GET", "/api/v1/registers/incoming/2026", None), {"clerk", "auditor"}),
    "a line of a book of letters": (
        lambda _o, _w, _r: ("GET", "/api/v1/registers/outgoing/2026/1", None),
        {"clerk", "auditor"},
    ),
    "void a line": (
        lambda _o, _w, _r: ("POST", "/api/v1/registers/outgoing/2026/1/void", {"reason": "twice"}),
        {"clerk"},
    ),
    "a transaction": (
        lambda _o, _w, r: ("GET", f"/api/v1/transactions/{r.number}", None),
        {"clerk", "auditor", "manager", "officer"},
    ),
    "void": (lambda _o, _w, r: ("POST", f"/api/v1/transactions/{r.number}/void", {"reason": "twice"}), {"clerk"}),
    "the desk": (lambda _o, _w, _r: ("GET", "/api/v1/desk", None), {"clerk"}),
    "counts of the desk": (lambda _o, _w, _r: ("GET", "/api/v1/desk/counts", None), {"clerk"}),
    "one at the desk": (lambda _o, w, _r: ("GET", f"/api/v1/desk/{w.submission_id}", None), {"clerk"}),
    "register": (
        lambda _o, w, _r: ("POST", f"/api/v1/desk/{w.submission_id}/register", {"request_type": "work-permit"}),
        {"clerk"},
    ),
    "return": (lambda _o, w, _r: ("POST", f"/api/v1/desk/{w.submission_id}/return", {"remark": "what?"}), {"clerk"}),
    "reject": (lambda _o, w, _r: ("POST", f"/api/v1/desk/{w.submission_id}/reject", {"reason": "no"}), {"clerk"}),
    "join": (
        lambda _o, w, r: ("POST", f"/api/v1/desk/{w.submission_id}/join", {"number": r.number or ""}),
        {"clerk"},
    ),
    "classify": (
        lambda _o, w, _r: (
            "POST",
            f"/api/v1/desk/{w.submission_id}/classify",
            {"confidential": True, "reason": "x"},
        ),
        {"clerk"},
    ),
    "retype": (
        lambda _o, _w, r: (
            "POST",
            f"/api/v1/desk/{r.submission_id}/retype",
            {"request_type": "work-permit-renewal", "reason": "x"},
        ),
        {"clerk"},
    ),
    "note": (lambda _o, w, _r: ("POST", f"/api/v1/desk/{w.submission_id}/notes", {"text": "x"}), {"clerk"}),
    "search": (
        lambda _o, _w, _r: ("GET", "/api/v1/matters?q=x", None),
        {"clerk", "auditor", "manager", "officer"},
    ),
    "what offices handed in": (lambda _o, _w, _r: ("GET", "/api/v1/counter/handed-in", None), {"agent"}),
    "lines of a period": (
        lambda _o, _w, _r: ("GET", f"/api/v1/reports/transactions?{YEAR}", None),
        {"clerk", "administrator", "auditor", "manager"},
    ),
    "times to register": (
        lambda _o, _w, _r: ("GET", f"/api/v1/reports/registration-times?{YEAR}", None),
        {"clerk", "administrator", "auditor", "manager"},
    ),
    "what arrived": (
        lambda _o, _w, _r: ("GET", f"/api/v1/reports/submissions?{YEAR}", None),
        {"clerk", "administrator", "auditor"},
    ),
    "a type": (lambda _o, _w, _r: ("GET", PERMIT, None), {"administrator", "auditor"}),
    "versions of a type": (lambda _o, _w, _r: ("GET", f"{PERMIT}/versions", None), {"administrator", "auditor"}),
    "a version of a type": (lambda _o, _w, _r: ("GET", f"{PERMIT}/versions/1", None), {"administrator", "auditor"}),
    "change a type": (
        lambda _o, _w, _r: ("PUT", PERMIT, {"content": content_of(TYPES["work-permit"]), "why": "x"}),
        {"administrator"},
    ),
    "put a type back": (
        lambda _o, _w, _r: ("POST", f"{PERMIT}/versions/1/restore", {"why": "x"}),
        {"administrator"},
    ),
    "try a type": (
        lambda _o, _w, _r: ("POST", f"{PERMIT}/preview", {"content": content_of(TYPES["work-permit"])}),
        {"administrator"},
    ),
    "request types": (lambda _o, _w, _r: ("GET", "/api/v1/request-types", None), set(ROLES)),
    "tracking": (lambda _o, w, _r: ("GET", f"/api/v1/tracking/{w.requester.token}", None), set(ROLES)),
}
PUBLIC = {"request types", "tracking"}


def test_every_route_is_in_the_matrix_of_rights(office: Office) -> None:
    paths = office.app.openapi()["paths"]
    assert sum(len(methods) for methods in paths.values()) == len(ROUTES)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("role", ROLES)
async def test_a_route_is_for_its_roles_only(office: Office, role: Role, route: str) -> None:
    ask, allowed = ROUTES[route]
    method, path, body = ask(office, await office.waiting(), await office.registered())
    await office.line()
    if path.startswith(PERMIT):
        await office.take_files()
    office.sign_in(role, units=(UNIT.unit_id,))
    before = dict(office.books.matters)
    answer = await office.client.request(method, path, json=body)
    assert answer.status_code == (200 if role in allowed else 403)
    if role not in allowed:
        assert answer.headers["content-type"] == problems.MEDIA_TYPE
        assert office.books.matters == before


@pytest.mark.parametrize("route", ROUTES)
async def test_nobody_gets_in_without_a_token_where_a_role_is_needed(office: Office, route: str) -> None:
    ask, _ = ROUTES[route]
    method, path, body = ask(office, await office.waiting(), await office.registered())
    answer = await office.client.request(method, path, json=body)
    assert answer.status_code == (200 if route in PUBLIC else 401)


@pytest.mark.parametrize("role", ["officer", "manager"])
async def test_a_transaction_of_another_unit_is_as_if_it_were_not_there(office: Office, role: Role) -> None:
    await office.registered()
    office.sign_in(role, units=("elsewhere",))
    theirs = await office.client.get(f"/api/v1/transactions/{FIRST}")
    absent = await office.client.get(f"/api/v1/transactions/{transaction_number('incoming', 2026, 2)}")
    assert (theirs.status_code, theirs.json()) == (404, absent.json())


async def test_a_transaction_that_no_unit_has_yet_is_shown_to_no_officer(office: Office) -> None:
    await office.registry.submission_read(read(*PERMIT_PAPERS))
    office.sign_in("officer", units=(UNIT.unit_id,))
    assert (await office.client.get(f"/api/v1/transactions/{FIRST}")).status_code == 404


@pytest.mark.parametrize("written", ["IN-٢٠٢٦-٠٠٠٠٠١-{}", "in-2026-000001-{}", "IN\u20132026\u2013000001\u2013{}"])
async def test_a_number_is_found_however_it_is_written(office: Office, written: str) -> None:
    matter = await office.registered()
    office.sign_in("clerk")
    answer = await office.client.get(f"/api/v1/transactions/{written.format(FIRST[-1])}")
    assert answer.status_code == 200
    assert (answer.json()["number"], answer.json()["submission_id"]) == (FIRST, str(matter.submission_id))


@pytest.mark.parametrize("number", ["IN-2026-000001-0", "nonsense", "%00", "OUT-2026-000001-7"])
async def test_what_is_no_number_is_not_found(office: Office, number: str) -> None:
    await office.registered()
    office.sign_in("clerk")
    assert (await office.client.get(f"/api/v1/transactions/{number}")).status_code == 404


async def test_a_clerk_registers_what_waits_and_only_once(office: Office) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    path = f"/api/v1/desk/{matter.submission_id}/register"
    body = {"request_type": "work-permit", "unit": "legal-affairs"}
    first, second = await office.client.post(path, json=body), await office.client.post(path, json=body)
    assert (first.status_code, first.json()["number"], first.json()["state"]) == (200, FIRST, "registered")
    assert (second.status_code, second.json()["code"]) == (409, "already-decided")
    assert first.json()["history"][-1]["who"] == "p1"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"request_type": "nothing"}, "unknown-request-type"),
        ({"request_type": "work-permit", "unit": "nowhere"}, "unknown-unit"),
        ({}, "invalid-request"),
    ],
)
async def test_what_there_is_not_cannot_be_registered_as(office: Office, body: dict[str, str], code: str) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    answer = await office.client.post(f"/api/v1/desk/{matter.submission_id}/register", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize(
    ("action", "body"),
    [("register", {"request_type": "work-permit"}), ("return", {"remark": "why?"}), ("reject", {"reason": "no"})],
)
async def test_what_is_not_there_cannot_be_decided(office: Office, action: str, body: dict[str, str]) -> None:
    office.sign_in("clerk")
    assert (await office.client.post(f"/api/v1/desk/{uuid4()}/{action}", json=body)).status_code == 404


async def test_a_clerk_returns_what_waits_in_their_own_words(office: Office) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    answer = await office.client.post(
        f"/api/v1/desk/{matter.submission_id}/return",
        json={"remark": " الصورة غير واضحة ", "request_type": "work-permit", "missing": ["passport"]},
    )
    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["missing"]) == ("incomplete", ["passport"])
    tracked = (await office.client.get(f"/api/v1/tracking/{matter.requester.token}")).json()
    assert [one["code"] for one in tracked["missing"]] == ["passport"]


async def test_what_a_clerk_notes_is_for_staff_alone(office: Office) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    answer = await office.client.post(f"/api/v1/desk/{matter.submission_id}/notes", json={"text": " سأتصل به "})
    assert answer.json()["notes"] == [
        {"at": "2026-11-05T08:00:00Z", "who": "p1", "text": "سأتصل به", "on_behalf_of": ""}
    ]
    tracked = await office.client.get(f"/api/v1/tracking/{matter.requester.token}")
    assert "سأتصل" not in tracked.text


async def test_a_clerk_asks_for_single_fields_and_looks_again_when_they_are_there(office: Office) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    answer = await office.client.post(
        f"/api/v1/desk/{matter.submission_id}/return",
        json={"remark": "بخط واضح", "request_type": "work-permit", "fields": ["occupation"]},
    )
    assert (answer.json()["state"], answer.json()["wrong_fields"]) == ("incomplete", ["occupation"])
    tracked = (await office.client.get(f"/api/v1/tracking/{matter.requester.token}")).json()
    assert [one["name"] for one in tracked["wrong_fields"]] == ["occupation"]
    await office.registry.submission_read(read(supplements=matter.submission_id, fields={"occupation": "نجار"}))
    after = office.books.matters[matter.submission_id]
    assert (after.state, after.because, after.fields) == ("undecided", "completed", {"occupation": "نجار"})


async def test_a_clerk_asks_only_for_documents_of_the_type(office: Office) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    answer = await office.client.post(
        f"/api/v1/desk/{matter.submission_id}/return",
        json={"remark": "please", "request_type": "work-permit", "missing": ["birth-certificate"]},
    )
    assert answer.status_code == 422
    assert office.books.matters[matter.submission_id] == matter


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
async def test_nothing_is_refused_without_a_reason(office: Office, reason: str) -> None:
    matter = await office.waiting()
    await office.registered()
    office.sign_in("clerk")
    for path in (f"/api/v1/desk/{matter.submission_id}/reject", f"/api/v1/transactions/{FIRST}/void"):
        assert (await office.client.post(path, json={"reason": reason})).status_code == 422


async def test_what_is_rejected_stays_rejected(office: Office) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    path = f"/api/v1/desk/{matter.submission_id}/reject"
    assert (await office.client.post(path, json={"reason": "not for us"})).json()["state"] == "rejected"
    assert (await office.client.post(path, json={"reason": "not for us"})).status_code == 409
    assert not office.books.lines


async def test_a_void_entry_keeps_its_number_and_its_first_reason(office: Office) -> None:
    matter = await office.registered()
    office.sign_in("clerk")
    path = f"/api/v1/transactions/{FIRST}/void"
    assert (await office.client.post(path, json={"reason": "sent twice"})).status_code == 200
    again = await office.client.post(path, json={"reason": "other"})
    assert (again.status_code, again.json()["code"]) == (409, "already-void")
    (line,) = (await office.client.get("/api/v1/registers/incoming/2026")).json()["entries"]
    assert (line["number"], line["voided_because"]) == (FIRST, "sent twice")
    await office.registered()
    assert [one.sequence for one in await office.registry.entries("incoming", 2026, after=0, limit=9)] == [1, 2]
    tracked = (await office.client.get(f"/api/v1/tracking/{matter.requester.token}")).json()
    assert (tracked["state"], tracked["number"]) == ("void", FIRST)


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 10])
async def test_pages_of_a_book_join_without_a_gap(office: Office, limit: int) -> None:
    for _ in range(5):
        await office.registered()
    office.sign_in("auditor")
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        answer = await office.client.get("/api/v1/registers/incoming/2026", params={"after": after, "limit": limit})
        assert len(answer.json()["entries"]) <= limit
        seen += [line["sequence"] for line in answer.json()["entries"]]
        after = answer.json()["next"]
    assert seen == [1, 2, 3, 4, 5]


async def test_a_line_of_a_book_says_what_it_is_a_line_of(office: Office) -> None:
    matter = await office.registered()
    office.sign_in("auditor")
    (line,) = (await office.client.get("/api/v1/registers/incoming/2026")).json()["entries"]
    assert line == {
        "number": FIRST,
        "sequence": 1,
        "submission_id": str(matter.submission_id),
        "registered_at": "2026-11-05T08:00:00Z",
        "sha256": matter.sha256,
        "letter": None,
        "answered_by": [],
        "voided_at": None,
        "voided_because": "",
    }


@pytest.mark.parametrize("path", ["secret/2026", "incoming/twenty", "incoming/2026?limit=0", "incoming/2026?after=-1"])
async def test_a_book_that_there_is_not_is_no_defect(office: Office, path: str) -> None:
    office.sign_in("auditor")
    assert (await office.client.get(f"/api/v1/registers/{path}")).status_code == 422


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
async def test_pages_of_the_desk_join_when_the_place_is_pasted_into_an_address(office: Office, limit: int) -> None:
    matters = [await office.waiting() for _ in range(5)]
    office.sign_in("clerk")
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        # Not as a parameter: nothing in a place may need to be escaped.
        page = (await office.client.get(f"/api/v1/desk?limit={limit}&after={after}")).json()
        seen += [one["submission_id"] for one in page["waiting"]]
        after = page["next"]
    assert seen == [str(matter.submission_id) for matter in matters]


@pytest.mark.parametrize("after", ["x", "1_2_3", "1_2026-11-05T08:00:00_x", "0_2026-11-05T08:00:00Z_", "__", "1__2__3"])
async def test_a_place_that_there_is_not_is_no_defect(office: Office, after: str) -> None:
    office.sign_in("clerk")
    answer = await office.client.get("/api/v1/desk", params={"after": after})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")


async def test_the_desk_shows_what_was_returned_when_it_is_asked_for(office: Office) -> None:
    await office.waiting()
    incomplete = read("passport.pdf")
    await office.registry.submission_read(incomplete)
    office.sign_in("clerk")
    page = (await office.client.get("/api/v1/desk?state=incomplete")).json()
    assert [one["submission_id"] for one in page["waiting"]] == [str(incomplete.submission_id)]
    assert (await office.client.get("/api/v1/desk?state=registered")).status_code == 422


async def test_the_desk_is_listed_and_counted_by_reason(office: Office) -> None:
    unreadable = await office.waiting()
    await office.registry.submission_read(read(mailbox="documents@diwan.example"))
    await office.registry.submission_read(read("passport.pdf"))
    office.sign_in("clerk")
    page = (await office.client.get("/api/v1/desk?because=unreadable")).json()
    assert [one["submission_id"] for one in page["waiting"]] == [str(unreadable.submission_id)]
    assert (await office.client.get("/api/v1/desk?because=stated")).status_code == 422
    counts = (await office.client.get("/api/v1/desk/counts")).json()
    assert (counts["undecided"]["count"], counts["incomplete"]["count"]) == (2, 1)
    assert {reason: one["count"] for reason, one in counts["because"].items() if one["count"]} == {
        "unreadable": 1,
        "unclear": 1,
    }


async def test_the_desk_shows_what_may_have_been_handed_in_before(office: Office) -> None:
    first = await office.registered()
    submission = read(readable=False, subject="طَلَب")
    await office.registry.submission_read(submission)
    office.sign_in("clerk")
    (shown,) = (await office.client.get("/api/v1/desk?duplicates=true")).json()["waiting"]
    assert shown["submission_id"] == str(submission.submission_id)
    assert shown["duplicates"] == [
        {"submission_id": str(first.submission_id), "number": first.number, "why": "subject"}
    ]
    assert (await office.client.get("/api/v1/desk/counts")).json()["duplicates"] == {"count": 1, "more": False}


async def test_a_desk_is_counted_up_to_ninety_nine(office: Office) -> None:
    office.sign_in("clerk")
    for many, count in (
        (99, {"count": 99, "more": False}),
        (1, {"count": 99, "more": True}),
        (9, {"count": 99, "more": True}),
    ):
        await asyncio.gather(*(office.waiting() for _ in range(many)))
        assert (await office.client.get("/api/v1/desk/counts")).json()["undecided"] == count


async def test_tracking_tells_where_a_matter_is_and_nothing_about_people(office: Office) -> None:
    matter = await office.registered()
    answer = await office.client.get(f"/api/v1/tracking/{matter.requester.token}")
    told = answer.json()
    assert [(one["name"], one["submission_id"]) for one in told.pop("documents")] == [
        (name, str(matter.submission_id)) for name in PERMIT_PAPERS
    ]
    assert told == {
        "state": "registered",
        "since": "2026-11-05T08:00:01Z",
        "received_at": "2026-11-05T08:00:00Z",
        "channel": "mail",
        "subject": matter.subject,
        "request_type": {"code": "work-permit", "title": TYPES["work-permit"].title.model_dump()},
        "number": FIRST,
        "unit": UNIT.name.model_dump(),
        "telephone": UNIT.telephone,
        "due": "2026-11-15",
        "days_to_answer": TYPES["work-permit"].days_to_answer,
        "round": 0,
        "remark": "",
        "missing": [],
        "wrong_fields": [],
        "question": None,
        "answers": [],
        "steps": [
            {"at": "2026-11-05T08:00:00Z", "what": "received", "reason": ""},
            {"at": "2026-11-05T08:00:00Z", "what": "registered", "reason": ""},
            {"at": "2026-11-05T08:00:00Z", "what": "moved", "reason": ""},
        ],
    }
    for secret in (matter.requester.name, matter.requester.address, matter.requester.token):
        assert str(secret) not in answer.text


async def test_staff_see_what_was_filled_in_in_a_form_and_what_is_wrong_in_it(office: Office) -> None:
    fields = {"civil_number": "1", "commercial_registration": "1234567", "occupation": "نجار"}
    await office.registry.submission_read(read(*PERMIT_PAPERS, fields=fields))
    office.sign_in("clerk")
    (shown,) = (await office.client.get("/api/v1/desk?state=incomplete")).json()["waiting"]
    assert (shown["fields"], shown["wrong_fields"]) == (fields, ["civil_number"])


async def test_tracking_tells_what_the_requester_is_asked_until_it_is_settled(office: Office) -> None:
    matter = await office.registered()
    tracking = f"/api/v1/tracking/{matter.requester.token}"
    await office.registry.routing_said(asked_event(matter, version=3))
    asked = (await office.client.get(tracking)).json()
    assert (asked["question"], asked["steps"][-1]["what"]) == ("متى يبدأ العمل؟", "asked")
    await office.registry.routing_said(settled_event(matter, version=4))
    settled = (await office.client.get(tracking)).json()
    assert (settled["question"], settled["steps"][-1]["what"]) == (None, "settled")


async def test_a_unit_that_a_part_was_referred_to_may_see_the_matter(office: Office) -> None:
    matter = await office.registered()
    office.sign_in("officer", units=("legal",))
    before = await office.client.get(f"/api/v1/transactions/{matter.number}")
    await office.registry.routing_said(routed_event(matter, version=2, also_with=("legal",)))
    after = await office.client.get(f"/api/v1/transactions/{matter.number}")
    assert [before.status_code, after.status_code] == [404, 200]


async def test_tracking_tells_what_is_missing_and_since_when(office: Office) -> None:
    submission = read("passport.pdf")
    await office.registry.submission_read(submission)
    answer = (await office.client.get(f"/api/v1/tracking/{submission.requester.token}")).json()
    assert (answer["state"], answer["number"], answer["unit"]) == ("incomplete", None, None)
    assert [one["code"] for one in answer["missing"]] == ["employment-contract", "commercial-registration"]
    assert all(one["title"]["ar"] and one["help"]["en"] for one in answer["missing"])


async def test_a_supplement_does_not_change_since_when_a_matter_is_in_its_state(office: Office) -> None:
    matter = await office.waiting()
    before = (await office.client.get(f"/api/v1/tracking/{matter.requester.token}")).json()["since"]
    office.clock.forward(days=1)
    await office.registry.submission_read(
        read("more.pdf", supplements=matter.submission_id, received_at=office.clock.now())
    )
    after = (await office.client.get(f"/api/v1/tracking/{matter.requester.token}")).json()["since"]
    assert after == before


@pytest.mark.parametrize(("token", "status"), [("0" * 32, 404), ("x", 422), ("A" * 32, 422), ("0" * 33, 422)])
async def test_a_token_that_opens_nothing_tells_nothing(office: Office, token: str, status: int) -> None:
    assert (await office.client.get(f"/api/v1/tracking/{token}")).status_code == status


async def test_request_types_say_what_is_needed_and_not_how_it_is_recognised(office: Office) -> None:
    answer = (await office.client.get("/api/v1/request-types")).json()
    assert [one["code"] for one in answer] == list(TYPES)
    permit = next(one for one in answer if one["code"] == "work-permit")
    assert {document["code"] for document in permit["documents"] if document["required"]} == {
        "passport",
        "employment-contract",
        "commercial-registration",
    }
    assert not {"keywords", "unit", "registration"} & permit.keys()
    assert all("recognise" not in document for document in permit["documents"])
