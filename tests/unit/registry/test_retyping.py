"""A registered matter turns out to be of another type."""

from dataclasses import replace

import pytest

from services.registry.errors import AlreadyClassifiedError, AlreadyVoidError, NotRegisteredError
from services.registry.model import Matter
from services.registry.request_types import RequestType
from services.registry.retyping import retype
from shared.contracts import TransactionRetypedV1
from tests.unit.registry.examples import NOW, TYPES, incomplete_matter, registered_matter, undecided_matter
from tests.unit.registry.office import Office

RENEWAL = TYPES["work-permit-renewal"]


def of(matter: Matter, request_type: RequestType = RENEWAL, unit_id: str | None = None) -> Matter:
    return retype(matter, request_type, NOW, unit_id=unit_id, reason="تجديد", by="clerk-1").matter


def test_number_entry_and_unit_stay_and_who_and_why_are_written_down() -> None:
    before = registered_matter()
    after = of(before)
    assert (after.request_type, after.version, after.because) == (RENEWAL.code, before.version + 1, "clerk")
    assert (after.number, after.sequence, after.unit_id) == (before.number, before.sequence, before.unit_id)
    step = after.history[-1]
    assert (step.what, step.who, step.why) == ("retyped", "clerk-1", "work-permit → work-permit-renewal: تجديد")


def test_routing_is_told_the_days_of_the_new_type_and_the_unit_if_one_was_named() -> None:
    matter = registered_matter()
    for unit_id in (None, "legal-affairs"):
        (event,) = retype(matter, RENEWAL, NOW, unit_id=unit_id, reason="x", by="clerk-1").events
        assert isinstance(event, TransactionRetypedV1)
        assert (event.number, event.version, event.by) == (matter.number, matter.version + 1, "clerk-1")
        assert (event.days_to_answer, event.unit_id) == (RENEWAL.days_to_answer, unit_id)


def test_a_confidential_type_makes_it_confidential() -> None:
    assert of(registered_matter(), RENEWAL.model_copy(update={"confidential": True})).confidential_because == "type"


@pytest.mark.parametrize("matter", [undecided_matter(), incomplete_matter()])
def test_what_has_no_number_gets_its_type_with_it(matter: Matter) -> None:
    with pytest.raises(NotRegisteredError):
        of(matter)


def test_what_is_void_or_of_that_type_already_is_not_changed() -> None:
    with pytest.raises(AlreadyVoidError):
        of(replace(registered_matter(), voided_because="twice"))
    with pytest.raises(AlreadyClassifiedError):
        of(registered_matter(), TYPES["work-permit"])


async def test_a_clerk_changes_the_type_of_what_was_seen(office: Office) -> None:
    matter = await office.registered()
    office.sign_in("clerk")
    path, body = f"/api/v1/desk/{matter.submission_id}/retype", {"request_type": RENEWAL.code, "reason": "تجديد"}
    old = await office.client.post(path, json=body, headers={"If-Match": '"1"'})
    assert old.status_code == 412
    key = {"Idempotency-Key": "k"}
    answers = [await office.client.post(path, json=body, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json()["version"] == answers[1].json()["version"]
    assert answers[0].json()["request_type"] == RENEWAL.code
    for wrong, code in (({"request_type": "none"}, "unknown-request-type"), ({"unit": "none"}, "unknown-unit")):
        refused = await office.client.post(path, json=body | wrong)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
