"""Confidential matters (سري): what makes one, and what is told of it. Who sees it is tested over HTTP."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry import classified, rights
from services.registry.errors import AlreadyClassifiedError
from services.registry.joining import join
from services.registry.lifecycle import opened
from services.registry.model import Matter
from services.registry.request_types import RequestTypes
from shared.contracts import MatterClassifiedV1, SubmissionOpenedV1, TransactionVoidedV1
from shared.principal import Principal
from tests.unit.registry.examples import (
    NOW,
    PERMIT_PAPERS,
    TYPES,
    incomplete_matter,
    read,
    registered_matter,
    undecided_matter,
)


def types(code: str, **changes: bool) -> RequestTypes:
    return RequestTypes(one.model_copy(update=changes) if one.code == code else one for one in TYPES.values())


SECRET = types("work-permit", confidential=True)


def secret(matter: Matter) -> Matter:
    return replace(matter, confidential_because="clerk")


def test_a_matter_is_confidential_by_its_type() -> None:
    by_words = read("letter.pdf", mailbox="documents@diwan.example", subject="طلب تصريح عمل")
    assert opened(SECRET, by_words, NOW).matter.confidential_because == "type"
    assert not opened(TYPES, by_words, NOW).matter.confidential


@pytest.mark.parametrize("declared", [{"confidential": True}, {"confidential_mailbox": True}])
def test_a_matter_is_confidential_by_where_it_came_before_anybody_knows_what_it_is(declared: dict[str, bool]) -> None:
    unreadable = opened(types("work-permit", **declared), read(readable=False), NOW).matter
    assert (unreadable.state, unreadable.confidential_because) == ("undecided", "arrival")


def test_the_letters_of_a_type_are_ordinary_when_only_its_mailbox_is_confidential() -> None:
    by_words = read("letter.pdf", mailbox="documents@diwan.example", subject="طلب تصريح عمل")
    assert not opened(types("work-permit", confidential_mailbox=True), by_words, NOW).matter.confidential


@pytest.mark.parametrize("matter", [undecided_matter(), incomplete_matter(), registered_matter()])
def test_a_clerk_makes_a_matter_confidential_and_ordinary_again_with_a_reason(matter: Matter) -> None:
    hidden = classified.classify(matter, NOW, confidential=True, reason="تحقيق", by="clerk-1").matter
    assert (hidden.confidential, hidden.version, hidden.state) == (True, matter.version + 1, matter.state)
    shown = classified.classify(hidden, NOW, confidential=False, reason="انتهى", by="clerk-2").matter
    assert not shown.confidential
    steps = [(one.what, one.who, one.why) for one in shown.history[len(matter.history) :]]
    assert steps == [("made-confidential", "clerk-1", "تحقيق"), ("made-ordinary", "clerk-2", "انتهى")]
    with pytest.raises(AlreadyClassifiedError):
        classified.classify(shown, NOW, confidential=False, reason="x", by="clerk-2")


def test_what_is_registered_at_once_and_ordinary_is_told_nothing_more_of() -> None:
    outcome = opened(TYPES, read(*PERMIT_PAPERS), NOW)
    matter = replace(outcome.matter, number="IN-2026-000001-1")
    assert classified.told(None, matter, outcome.events, NOW) == outcome.events


@pytest.mark.parametrize("matter", [undecided_matter(), incomplete_matter()])
def test_what_waits_is_told_of_so_that_it_is_known_to_be_ordinary(matter: Matter) -> None:
    (event,) = classified.told(None, matter, (), NOW)
    assert isinstance(event, MatterClassifiedV1)
    assert (event.confidential, event.version, event.number, event.by) == (False, matter.version, None, "")


@pytest.mark.parametrize("matter", [secret(undecided_matter()), secret(registered_matter())])
def test_what_opens_confidential_is_told_of_with_every_event_marked(matter: Matter) -> None:
    opening = opened(TYPES, read(), NOW).events[0]
    marked, event = classified.told(None, matter, (opening,), NOW)
    assert isinstance(marked, SubmissionOpenedV1)
    assert (marked.confidential, marked.version) == (True, matter.version)
    assert isinstance(event, MatterClassifiedV1)
    assert (event.confidential, event.number, event.because) == (True, matter.number, "clerk")


def test_a_change_is_told_with_who_made_it_and_why() -> None:
    before = registered_matter()
    after = classified.classify(before, NOW, confidential=True, reason="تحقيق", by="clerk-1").matter
    (event,) = classified.told(before, after, (), NOW)
    assert isinstance(event, MatterClassifiedV1)
    assert (event.confidential, event.number, event.by, event.because) == (True, before.number, "clerk-1", "تحقيق")


def test_other_changes_are_told_without_it() -> None:
    matter = secret(registered_matter())
    void = TransactionVoidedV1(
        occurred_at=NOW, submission_id=matter.submission_id, number="x", reason="x", voided_by="x"
    )
    assert classified.told(matter, replace(matter, version=9), (void,), NOW) == (void,)


@pytest.mark.parametrize(("first", "second"), [*product((True, False), repeat=2)])
def test_what_is_joined_is_confidential_if_either_was(*, first: bool, second: bool) -> None:
    matter = secret(undecided_matter()) if first else undecided_matter()
    into = secret(registered_matter()) if second else registered_matter()
    joined, fuller = join(matter, into, NOW, by="clerk-1")
    assert {joined.matter.confidential, fuller.matter.confidential} == {first or second}


roles = st.frozensets(st.sampled_from(("administrator", "clerk", "officer", "manager", "agent", "auditor")))
people = st.builds(
    Principal,
    person_id=st.sampled_from(("a", "b")),
    name=st.just(""),
    roles=roles,
    units=st.frozensets(st.sampled_from(("work-permits", "legal"))),
    clearance=st.sampled_from(("ordinary", "confidential")),
    acts_for=st.just(()),
)


@given(people, st.lists(people, max_size=2).map(tuple), st.sampled_from((undecided_matter(), registered_matter())))
def test_clearance_only_ever_takes_away_and_is_never_lent_to_another_right(
    own: Principal, acts_for: tuple[Principal, ...], matter: Matter
) -> None:
    asker = replace(own, acts_for=acts_for)
    if rights.may_see(asker, secret(matter)):
        assert rights.may_see(asker, matter)
        assert any(one.cleared and rights.may_see(one, matter) for one in (own, *acts_for))
