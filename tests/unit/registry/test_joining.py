"""A letter that belongs to a matter which has its number already."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from services.registry import desk
from services.registry.errors import AlreadyDecidedError, HasNumberError, UnknownTransactionError
from services.registry.following import follow
from services.registry.joining import join
from services.registry.model import Matter
from services.registry.supplementing import supplemented
from services.registry.views import tracking
from shared.contracts import SubmissionSupplementedV1
from tests.unit.registry.examples import (
    NOW,
    PERMIT_PAPERS,
    TYPES,
    asking,
    incomplete_matter,
    read,
    registered_matter,
    routed_event,
    sender,
    undecided_matter,
)
from tests.unit.registry.office import Office

INTO = registered_matter()


def void_matter() -> Matter:
    return desk.void(registered_matter(2), NOW, reason="sent twice", by="clerk-1").matter


@pytest.mark.parametrize("make", [undecided_matter, incomplete_matter, void_matter])
def test_what_waits_or_is_void_becomes_a_supplement(make: Callable[[], Matter]) -> None:
    matter = make()
    joined, fuller = (outcome.matter for outcome in join(matter, INTO, NOW, by="clerk-1"))
    assert (joined.state, joined.joined and joined.joined.number) == ("joined", INTO.number)
    assert (joined.number, joined.voided_because) == (matter.number, matter.voided_because)
    assert (fuller.state, fuller.supplements) == ("registered", (matter.submission_id,))
    assert fuller.documents == (*INTO.documents, *matter.documents)
    assert [step.who for step in (joined.history[-1], fuller.history[-1])] == ["clerk-1"] * 2
    assert (joined.version, fuller.version) == (matter.version + 1, INTO.version + 1)


def test_its_own_supplements_come_along_and_are_known_by_what_they_brought() -> None:
    matter, supplement = incomplete_matter(), read("employment-contract.pdf")
    fuller = join(supplemented(TYPES, matter, supplement, NOW).matter, INTO, NOW, by="clerk-1")[1].matter
    assert fuller.supplements == (matter.submission_id, supplement.submission_id)
    assert [len(one.documents) for one in fuller.brought] == [1, 1]
    assert len(fuller.brought) == len(fuller.supplements)


@pytest.mark.parametrize("address", ["salim@example.om", "SALIM@example.om", "lawyer@example.om", None])
def test_whoever_sent_it_is_told_and_only_the_same_sender_gets_the_key_to_the_matter(address: str | None) -> None:
    matter = replace(undecided_matter(), requester=sender(address=address))
    told = join(matter, INTO, NOW, by="clerk-1")[1].events[0]
    assert isinstance(told, SubmissionSupplementedV1)
    same = (address or "").casefold() == INTO.requester.address
    assert told.requester == (INTO.requester if same else matter.requester)
    assert (told.submission_id, told.number) == (INTO.submission_id, INTO.number)
    assert (told.supplement_id, told.leads_to) == (str(matter.submission_id), "nothing")


def test_an_automatic_letter_is_not_answered_when_it_is_joined() -> None:
    matter = replace(undecided_matter(), requester=sender(answerable=False))
    told = join(matter, INTO, NOW, by="clerk-1")[1].events[0]
    assert isinstance(told, SubmissionSupplementedV1)
    assert not told.requester.answerable


def test_what_has_a_number_that_stands_has_to_be_voided_before() -> None:
    with pytest.raises(HasNumberError):
        join(registered_matter(2), INTO, NOW, by="clerk-1")


def test_what_was_rejected_or_joined_before_is_not_joined() -> None:
    rejected = desk.reject(undecided_matter(), NOW, reason="no", by="clerk-1").matter
    joined = join(void_matter(), INTO, NOW, by="clerk-1")[0].matter
    for matter in (rejected, joined):
        with pytest.raises(AlreadyDecidedError):
            join(matter, INTO, NOW, by="clerk-1")


@pytest.mark.parametrize("into", [void_matter(), undecided_matter()])
def test_nothing_is_joined_to_what_is_void_or_has_no_number(into: Matter) -> None:
    with pytest.raises(UnknownTransactionError):
        join(undecided_matter(), into, NOW, by="clerk-1")


def test_the_sender_sees_what_it_was_joined_to_and_nothing_more_of_that() -> None:
    void = void_matter()
    routed = follow(void, routed_event(void)).matter
    told = tracking(join(routed, INTO, NOW, by="clerk-1")[0].matter, TYPES)
    assert (told.state, told.number, told.unit) == ("joined", INTO.number, None)
    assert told.steps[-1].what == "joined"


async def test_a_clerk_joins_by_number_and_what_comes_later_follows(office: Office) -> None:
    into, matter = await office.registered(), await office.waiting()
    office.sign_in("clerk")
    path = f"/api/v1/desk/{matter.submission_id}/join"
    answer = await office.client.post(path, json={"number": f" {into.number}"}, headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["state"], answer.json()["joined_to"]) == (200, "joined", into.number)
    again = await office.client.post(path, json={"number": f" {into.number}"}, headers={"Idempotency-Key": "k"})
    assert again.json() == answer.json()
    late = read("late.pdf", supplements=matter.submission_id)
    for _ in range(2):
        await office.registry.submission_read(late)
    after = office.books.matters[into.submission_id]
    assert after.supplements == (matter.submission_id, late.submission_id)
    assert [one.name for one in after.documents[-1:]] == ["late.pdf"]
    assert office.books.matters[matter.submission_id].supplements == ()


@pytest.mark.parametrize("number", ["IN-2026-000009-9", "nonsense", ""])
async def test_a_number_that_nobody_has_is_said_to_be_unknown(office: Office, number: str) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    answer = await office.client.post(f"/api/v1/desk/{matter.submission_id}/join", json={"number": number})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown-transaction")


async def test_what_is_registered_in_that_moment_is_not_joined_too(office: Office) -> None:
    into, matter = await office.registered(), await office.waiting()
    assert into.number is not None

    def somebody_else() -> None:
        there = office.books.matters[matter.submission_id]
        office.books.matters[matter.submission_id] = replace(
            there, version=there.version + 1, state="registered", number="IN-2026-000002-X"
        )

    office.books.before_commit.append(somebody_else)
    with pytest.raises(HasNumberError):
        await office.desk.join(matter.submission_id, asking(), number=into.number)
    assert office.books.matters[into.submission_id] == into


async def test_a_matter_that_changed_in_that_moment_is_joined_to_as_it_is_then(office: Office) -> None:
    into, matter = await office.registered(), await office.waiting()
    assert into.number is not None
    supplement = read(*PERMIT_PAPERS, supplements=into.submission_id)

    def somebody_else() -> None:
        added = supplemented(TYPES, office.books.matters[into.submission_id], supplement, NOW).matter
        office.books.matters[into.submission_id] = added

    office.books.before_commit.append(somebody_else)
    await office.desk.join(matter.submission_id, asking(), number=into.number)
    after = office.books.matters[into.submission_id]
    assert after.supplements == (supplement.submission_id, matter.submission_id)
