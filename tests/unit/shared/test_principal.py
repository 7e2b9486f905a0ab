"""In whose rights somebody may do something."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shared.principal import CONFIDENTIAL, Principal, Role

ROLES: tuple[Role, ...] = ("administrator", "clerk", "officer", "manager", "agent", "auditor")
wanted = st.sampled_from(ROLES)


def somebody(person_id: str) -> st.SearchStrategy[Principal]:
    return st.builds(
        Principal,
        person_id=st.just(person_id),
        name=st.just(person_id),
        roles=st.frozensets(st.sampled_from(ROLES)),
        units=st.frozensets(st.sampled_from(("labour", "trade"))),
        clearance=st.sampled_from(("ordinary", CONFIDENTIAL)),
    )


others = st.tuples(somebody("a"), somebody("b"))


@given(somebody("me"), others, wanted)
def test_ones_own_rights_come_first_and_then_those_of_whom_one_acts_for(
    me: Principal, acts_for: tuple[Principal, ...], role: Role
) -> None:
    asker = replace(me, acts_for=acts_for)
    found = asker.as_whom(role)
    assert list(found) == [one for one in (me, *acts_for) if role in one.roles]


@given(somebody("me"), others, wanted)
def test_nobody_gets_what_neither_he_nor_anybody_he_acts_for_has_as_a_whole(
    me: Principal, acts_for: tuple[Principal, ...], role: Role
) -> None:
    for one in replace(me, acts_for=acts_for).as_whom(role):
        assert one in (me, *acts_for)
        assert one.acts_for == ()


@given(somebody("me"), others)
def test_what_is_done_in_anothers_right_is_written_down_as_that(me: Principal, acts_for: tuple[Principal, ...]) -> None:
    asker = replace(me, acts_for=acts_for)
    assert asker.on_behalf_of(me) == ""
    assert [asker.on_behalf_of(one) for one in acts_for] == ["a", "b"]


@given(somebody("me"), others)
def test_what_one_is_oneself_is_not_what_others_are(me: Principal, acts_for: tuple[Principal, ...]) -> None:
    asker = replace(me, acts_for=acts_for)
    assert asker.cleared == me.cleared
    assert [asker.has(role) for role in ROLES] == [role in me.roles for role in ROLES]
