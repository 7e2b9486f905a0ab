"""Administrators change request types: checked as files are, one version at a time, and what waits keeps its own."""

from typing import Any

import pytest

from services.registry.request_types import content_of
from shared.web.auth import Role
from tests.unit.registry.examples import PERMIT_PAPERS, TYPES, read
from tests.unit.registry.office import Office

PERMIT = "/api/v1/request-types/work-permit"
SKETCH = {
    "code": "sketch",
    "title": {"ar": "مخطط الموقع", "en": "Site sketch"},
    "help": {"ar": "مخطط حديث", "en": "A recent one"},
    "required": True,
    "recognise": {"names": {"ar": ["مخطط الموقع"], "en": ["site sketch"]}, "media_types": ["image/jpeg"]},
}


def permit(**different: Any) -> dict[str, Any]:
    return {**content_of(TYPES["work-permit"]), **different}


def asking_for_a_sketch() -> dict[str, Any]:
    return permit(documents=[*content_of(TYPES["work-permit"])["documents"], SKETCH])


@pytest.fixture
async def office() -> Office:
    office = Office()
    await office.take_files()
    office.sign_in("administrator")
    return office


async def put(office: Office, content: dict[str, Any], seen: str = '"1"', code: str = "work-permit") -> Any:
    headers = {"If-Match": seen, "Accept-Language": "en"}
    return await office.client.put(
        f"/api/v1/request-types/{code}", json={"content": content, "why": "new law"}, headers=headers
    )


async def test_a_type_is_shown_with_its_version(office: Office) -> None:
    answer = await office.client.get(PERMIT)
    assert answer.headers["ETag"] == '"1"'
    shown = answer.json()
    assert (shown["number"], shown["by"], shown["content"]) == (1, None, content_of(TYPES["work-permit"]))
    assert (await office.client.get("/api/v1/request-types/nothing")).status_code == 404


async def test_a_change_is_in_force_at_once_and_told(office: Office) -> None:
    answer = await put(office, asking_for_a_sketch())
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    (permit_now,) = [
        one for one in (await office.client.get("/api/v1/request-types")).json() if one["code"] == "work-permit"
    ]
    assert permit_now["version"] == 2
    assert "sketch" in {one["code"] for one in permit_now["documents"]}
    told = office.versions.told[-1]
    assert told.model_dump(include={"code", "version", "mailbox", "unit_id", "active"}) == {
        "code": "work-permit",
        "version": 2,
        "mailbox": TYPES["work-permit"].mailbox,
        "unit_id": TYPES["work-permit"].unit,
        "active": True,
    }


async def test_history_says_who_and_why_and_an_older_version_comes_back(office: Office) -> None:
    await put(office, asking_for_a_sketch())
    back = await office.client.post(
        f"{PERMIT}/versions/1/restore", json={"why": "too much"}, headers={"If-Match": '"2"'}
    )
    assert back.json()["content"] == content_of(TYPES["work-permit"])
    versions = (await office.client.get(f"{PERMIT}/versions")).json()
    assert [(one["number"], one["by"], one["why"], one["restores"]) for one in versions] == [
        (3, "p1", "too much", 1),
        (2, "p1", "new law", None),
        (1, None, "", None),
    ]
    assert "sketch" in (await office.client.get(f"{PERMIT}/versions/2")).text
    assert (await office.client.get(f"{PERMIT}/versions/9")).status_code == 404


async def test_a_change_of_an_older_version_is_refused(office: Office) -> None:
    await put(office, asking_for_a_sketch())
    assert (await put(office, permit(days_to_answer=9), '"1"')).status_code == 412
    assert (await put(office, permit(days_to_answer=9), "*")).status_code == 428


async def test_a_new_type_is_offered_and_recognised(office: Office) -> None:
    content = permit(
        code="boat-licence",
        title={"ar": "رخصة قارب", "en": "Boat licence"},
        mailbox="boats@diwan.example",
        keywords={"ar": [], "en": ["boat licence please"]},
    )
    assert (await put(office, content, "*", "boat-licence")).status_code == 200
    assert office.types().by_mailbox("boats@diwan.example") is not None
    assert office.types().offers("boat-licence")


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "another type's mailbox": (
        {"mailbox": TYPES["work-permit-renewal"].mailbox},
        "mailbox",
        "is the mail address of the type",
    ),
    "another domain": ({"mailbox": "permits@elsewhere.example"}, "mailbox", "must be at"),
    "an unknown unit": ({"unit": "nowhere"}, "unit", "no unit"),
    "swapped languages": ({"title": {"ar": "Permit", "en": "تصريح"}}, "title.ar", "Arabic letters"),
    "one word": ({"keywords": {"ar": [], "en": ["permit"]}}, "keywords.en.0", "two words"),
    "an unknown field": ({"colour": "red"}, "colour", "not known"),
    "another code": ({"code": "other"}, "code", "must be"),
    "no days": ({"days_to_answer": 0}, "days_to_answer", "or more"),
    "a broken expression": (
        {"fields": [{"name": "x", "title": {"ar": "س", "en": "x"}, "required": True, "pattern": "("}]},
        "fields.0.pattern",
        "regular expression",
    ),
    "a document twice": ({"documents": [SKETCH, SKETCH]}, "documents.1.code", "twice"),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_what_is_wrong_is_said_at_its_field(office: Office, wrong: str) -> None:
    different, field, sentence = WRONG[wrong]
    answer = await put(office, permit(**different))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-content")
    told = {one["field"]: one["message"] for one in answer.json()["errors"]}
    assert sentence in told[field]
    assert len(office.versions.kept) == len(TYPES)


async def test_everything_wrong_is_said_at_once_in_the_askers_language(office: Office) -> None:
    content = permit(days_to_answer=0, colour="red", title={"ar": "Permit", "en": "Permit"})
    answer = await office.client.put(
        PERMIT, json={"content": content, "why": "x"}, headers={"If-Match": '"1"', "Accept-Language": "ar"}
    )
    errors = {one["field"]: one["message"] for one in answer.json()["errors"]}
    assert errors.keys() == {"days_to_answer", "colour", "title.ar"}
    assert "عربية" in errors["title.ar"]


async def test_general_correspondence_stays(office: Office) -> None:
    content = {**content_of(TYPES["general-correspondence"]), "active": False}
    answer = await put(office, content, code="general-correspondence")
    assert answer.json()["errors"][0]["field"] == "active"


async def test_a_retired_type_is_neither_offered_nor_recognised_and_its_matters_stay_readable(office: Office) -> None:
    submission = read(*PERMIT_PAPERS)
    await office.registry.submission_read(submission)
    await put(office, permit(active=False))
    types = office.types()
    assert types.by_mailbox(TYPES["work-permit"].mailbox or "") is None
    offered = (await office.client.get("/api/v1/request-types")).json()
    everything = (await office.client.get("/api/v1/request-types", params={"retired": True})).json()
    assert "work-permit" not in {one["code"] for one in offered}
    assert [one["active"] for one in everything if one["code"] == "work-permit"] == [False]
    tracked = (await office.client.get(f"/api/v1/tracking/{submission.requester.token}")).json()
    assert tracked["request_type"]["code"] == "work-permit"
    stated = read(*PERMIT_PAPERS).model_copy(update={"request_type": "work-permit"})
    await office.registry.submission_read(stated)
    assert office.books.matters[stated.submission_id].because == "unknown-type"


async def test_what_a_retired_type_had_for_itself_is_free(office: Office) -> None:
    await put(office, permit(active=False))
    renewal = {**content_of(TYPES["work-permit-renewal"]), "mailbox": TYPES["work-permit"].mailbox}
    assert (await put(office, renewal, code="work-permit-renewal")).status_code == 200


async def test_a_matter_that_waits_is_judged_by_what_it_was_opened_under(office: Office) -> None:
    before = read(PERMIT_PAPERS[0])
    await office.registry.submission_read(before)
    assert office.books.matters[before.submission_id].type_version == 1
    await put(office, asking_for_a_sketch())
    await office.registry.submission_read(read(*PERMIT_PAPERS[1:], supplements=before.submission_id))
    assert office.books.matters[before.submission_id].state == "registered"
    after = read(*PERMIT_PAPERS)
    await office.registry.submission_read(after)
    matter = office.books.matters[after.submission_id]
    assert (matter.state, matter.missing, matter.type_version) == ("incomplete", ("sketch",), 2)


async def test_a_clerk_who_names_the_type_decides_by_what_is_in_force(office: Office) -> None:
    before = read(PERMIT_PAPERS[0])
    await office.registry.submission_read(before)
    await put(office, asking_for_a_sketch())
    office.sign_in("clerk")
    body = {"request_type": "work-permit", "missing": ["sketch"], "remark": "a sketch, too"}
    answer = await office.client.post(f"/api/v1/desk/{before.submission_id}/return", json=body)
    assert (answer.status_code, answer.json()["type_version"]) == (200, 2)


@pytest.mark.parametrize("role", ["clerk", "officer", "manager", "agent", "auditor"])
async def test_nobody_else_changes_types_and_auditors_see_them(office: Office, role: Role) -> None:
    office.sign_in(role)
    assert (await put(office, permit(days_to_answer=9))).status_code == 403
    seen = (await office.client.get(f"{PERMIT}/versions")).status_code
    assert seen == (200 if role == "auditor" else 403)
