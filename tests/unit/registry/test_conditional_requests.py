"""A clerk changes what was seen, and once."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.errors import KeyReusedError
from services.registry.model import Matter, Outcome
from services.registry.requesting import MOST_ANSWERED, Request, conditional
from shared.errors import NotFoundError, OldVersionError, VersionRequiredError
from tests.unit.registry.examples import NOW, asking, undecided_matter


def changed(matter: Matter, _now: datetime) -> Outcome:
    return Outcome(matter=replace(matter, version=matter.version + 1))


def ask(request: Request, matter: Matter | None) -> Matter:
    return conditional(request, changed)(matter, NOW).matter


def test_what_was_not_seen_is_not_changed() -> None:
    matter = undecided_matter()
    newer = ask(asking(seen=matter), matter)
    with pytest.raises(OldVersionError):
        ask(asking(seen=matter), newer)
    with pytest.raises(VersionRequiredError):
        ask(replace(asking(), versions=None), newer)


def test_what_there_is_not_is_not_changed() -> None:
    with pytest.raises(NotFoundError):
        ask(replace(asking(), versions=None), None)


def test_the_same_request_again_changes_nothing_whatever_happened_since() -> None:
    first = asking(seen=undecided_matter(), key="k")
    once = ask(first, undecided_matter())
    later = ask(asking("somebody-else"), once)
    assert ask(first, later) is later


def test_a_key_is_of_one_person_and_one_request() -> None:
    matter = ask(asking("one", key="k"), undecided_matter())
    assert ask(asking("two", key="k"), matter).version == matter.version + 1
    with pytest.raises(KeyReusedError):
        ask(replace(asking("one", key="k"), fingerprint="of another request"), matter)


def test_a_request_that_fails_may_be_sent_again_with_its_key() -> None:
    matter = undecided_matter()

    def refuse(_matter: Matter, _now: datetime) -> Outcome:
        raise OldVersionError

    request = asking(seen=matter, key="k")
    with pytest.raises(OldVersionError):
        conditional(request, refuse)(matter, NOW)
    assert ask(request, matter).version == matter.version + 1


@given(keys=st.lists(st.text(min_size=1, max_size=3), max_size=80))
def test_every_key_counts_once_and_the_newest_are_remembered(keys: list[str]) -> None:
    matter = undecided_matter()
    newest: list[str] = []
    for key in keys:
        before = matter
        matter = ask(asking(seen=matter, key=key), matter)
        assert (matter is before) == (key in newest)
        if key not in newest:
            newest = [*newest, key][-MOST_ANSWERED:]
        assert [each.key for each in matter.answered] == newest
