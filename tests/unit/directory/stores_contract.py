"""What every store behind directory's ports does, in memory and in MongoDB."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from services.directory.model import (
    EVERYBODY,
    WINDOW,
    Answered,
    Clearance,
    PersonChange,
    PersonPatch,
    Role,
    UnitChange,
    UnitPatch,
    Wanted,
    changed,
    ended,
    patched,
    person_patched,
    undoing,
    undoing_unit,
)
from services.directory.ports import Assertions, Delegations, Invitations, People, Sessions, SignIns, Units
from shared.language import Text
from tests.unit.directory.examples import NOW, a_delegation, a_person, a_record, a_session, a_unit

Waiting = Callable[[], Awaitable[set[str]]]
"""The ids of the events that wait to be published."""


class UnitsContract:
    @pytest.fixture
    def units(self) -> Units:
        raise NotImplementedError

    @pytest.fixture
    def waiting(self) -> Waiting:
        raise NotImplementedError

    async def test_what_is_missing_is_added_with_its_events_and_once(self, units: Units, waiting: Waiting) -> None:
        unit, silent = a_unit(), a_unit("sanad")
        event = changed(unit, UUID(int=1), NOW)
        assert await units.add_missing([(unit, [event]), (silent, [])]) == 2
        assert await units.add_missing([(replace(unit, telephone="+968 1"), [changed(unit, UUID(int=2), NOW)])]) == 0
        assert await units.get(unit.unit_id) == unit
        assert await units.get(silent.unit_id) == silent
        assert await waiting() == {str(UUID(int=1))}

    async def test_adding_nothing_is_no_error(self, units: Units) -> None:
        assert await units.add_missing([]) == 0

    async def test_two_who_add_the_same_unit_at_once_add_it_once(self, units: Units, waiting: Waiting) -> None:
        ours = [(a_unit(), [changed(a_unit(), UUID(int=number), NOW)]) for number in (1, 2)]
        assert sorted(await asyncio.gather(*(units.add_missing([one]) for one in ours))) == [0, 1]
        assert len(await waiting()) == 1

    async def test_a_unit_that_is_not_there_is_none(self, units: Units) -> None:
        assert await units.get("none") is None
        assert await units.changes("none", 10) == []

    async def test_a_unit_is_replaced_whole_with_its_event_and_its_history(
        self, units: Units, waiting: Waiting
    ) -> None:
        await units.add_missing([(a_unit(), [])])
        patches = (
            UnitPatch(name=Text(ar="دائرة", en="Department"), telephone="+968 24 000 999", parent_id="", active=False),
            UnitPatch(time_zone="Asia/Dubai", weekend=(6, 7), holiday_country="", parent_id="dg-labour", active=True),
            UnitPatch(days_off={date(2060, 9, 5): "عيد"}, days_on={date(2060, 9, 6): "work", date(2060, 9, 7): None}),
        )
        unit, history = a_unit(), []
        for number, patch in enumerate(patches):
            before, unit = unit, patched(unit, patch)
            change = UnitChange(
                version=unit.version, at=NOW, by="p-0001", patch=patch, before=undoing_unit(before, patch), reason="x"
            )
            history.append(change)
            assert await units.replace(unit, change, [changed(unit, UUID(int=number), NOW)])
        assert await units.get(unit.unit_id) == unit
        assert await units.changes(unit.unit_id, 10) == history[::-1]
        assert await units.changes(unit.unit_id, 1) == history[-1:]
        assert await units.changes(unit.unit_id, 0) == history[::-1]
        assert await waiting() == {str(UUID(int=number)) for number in range(3)}

    async def test_of_two_who_replace_the_same_version_one_does(self, units: Units, waiting: Waiting) -> None:
        await units.add_missing([(a_unit(), [])])

        async def change(number: int) -> bool:
            unit = replace(a_unit(), telephone=f"+968 {number}", version=2)
            patch = UnitPatch(telephone=unit.telephone)
            change = UnitChange(version=2, at=NOW, by="p-0001", patch=patch)
            return await units.replace(unit, change, [changed(unit, UUID(int=number), NOW)])

        assert sorted(await asyncio.gather(change(1), change(2))) == [False, True]
        assert len(await waiting()) == 1
        assert len(await units.changes(a_unit().unit_id, 10)) == 1

    async def test_a_new_unit_is_added_once_with_its_history_its_event_and_its_request(
        self, units: Units, waiting: Waiting
    ) -> None:
        unit = replace(a_unit(), answered=(Answered(person_id="p-0001", key="k", fingerprint="f"),))
        change = UnitChange(version=1, at=NOW, by="p-0001", patch=UnitPatch(name=unit.name), reason="new")
        assert await units.add(unit, change, [changed(unit, UUID(int=1), NOW)])
        assert not await units.add(a_unit(version=7), change, [changed(unit, UUID(int=2), NOW)])
        assert await units.get(unit.unit_id) == unit
        assert await units.changes(unit.unit_id, 0) == [change]
        assert await waiting() == {str(UUID(int=1))}
        assert await units.page(after="", limit=0) == [unit]

    async def test_a_unit_that_is_not_there_is_not_replaced(self, units: Units) -> None:
        change = UnitChange(version=2, at=NOW, by="p-0001", patch=UnitPatch())
        assert not await units.replace(a_unit(version=2), change, [])
        assert await units.get(a_unit().unit_id) is None

    async def test_pages_follow_the_ids(self, units: Units) -> None:
        await units.add_missing([(a_unit(name), []) for name in ("c", "a", "d", "b")])
        assert [unit.unit_id for unit in await units.page(after="", limit=2)] == ["a", "b"]
        assert [unit.unit_id for unit in await units.page(after="b", limit=2)] == ["c", "d"]
        assert await units.page(after="d", limit=2) == []


class PeopleContract:
    @pytest.fixture
    def people(self) -> People:
        raise NotImplementedError

    async def test_who_is_missing_is_added_without_a_password(self, people: People) -> None:
        assert await people.add_missing([a_person()]) == 1
        account = await people.account("clerk")
        assert account is not None
        assert account.person == a_person()
        assert account.password_hash is None
        assert await people.get("p-0002") == a_person()

    async def test_who_is_there_stays(self, people: People) -> None:
        await people.add_missing([a_person()])
        await people.set_first_password("clerk", "hash")
        assert await people.add_missing([a_person(login="other"), a_person("p-0003")]) == 0
        account = await people.account("clerk")
        assert account is not None
        assert account.person == a_person()
        assert account.password_hash == "hash"
        assert await people.account("other") is None
        assert await people.get("p-0003") is None

    async def test_nobody_is_none(self, people: People) -> None:
        assert await people.account("nobody") is None
        assert await people.get("nobody") is None

    async def test_a_first_password_is_set_once(self, people: People) -> None:
        await people.add_missing([a_person(), a_person("p-0003", "officer")])
        assert await people.without_password(["officer", "clerk", "nobody"]) == ["clerk", "officer"]
        assert await people.set_first_password("clerk", "first")
        assert not await people.set_first_password("clerk", "second")
        assert not await people.set_first_password("nobody", "first")
        account = await people.account("clerk")
        assert account is not None
        assert account.password_hash == "first"
        assert await people.without_password(["officer", "clerk"]) == ["officer"]
        assert await people.without_password([]) == []

    async def test_a_password_takes_the_place_of_another(self, people: People) -> None:
        await people.add_missing([a_person()])
        assert await people.set_password("p-0002", "first")
        assert await people.set_password("p-0002", "second")
        assert not await people.set_password("nobody", "first")
        account = await people.account("clerk")
        assert account is not None
        assert account.password_hash == "second"

    async def test_several_are_those_who_are_there(self, people: People) -> None:
        await people.add_missing([a_person(), a_person("p-0003", "officer"), a_person("p-0004", "manager")])
        found = await people.several(["p-0003", "nobody", "p-0002"])
        assert {one.person_id for one in found} == {"p-0002", "p-0003"}
        assert await people.several([]) == []

    async def test_a_person_is_replaced_whole_with_the_history_and_keeps_the_password(self, people: People) -> None:
        await people.add_missing([a_person()])
        await people.set_first_password("clerk", "hash")
        patches = (
            PersonPatch(roles=(Role.MANAGER,), units=("trade", "labour"), clearance=Clearance.CONFIDENTIAL),
            PersonPatch(name=Text(ar="سالم", en="Salim"), active=False),
        )
        person, history = a_person(), []
        for patch in patches:
            before, person = person, person_patched(person, patch)
            change = PersonChange(
                version=person.version, at=NOW, by="p-0001", patch=patch, before=undoing(before, patch)
            )
            history.append(change)
            assert await people.replace(person, change)
        account = await people.account("clerk")
        assert account is not None
        assert (account.person, account.password_hash) == (person, "hash")
        assert await people.changes("p-0002", 10) == history[::-1]
        assert await people.changes("p-0002", 1) == history[1:]
        assert await people.changes("p-0002", 0) == history[::-1]
        assert await people.changes("nobody", 10) == []

    async def test_of_two_who_replace_the_same_version_one_does(self, people: People) -> None:
        await people.add_missing([a_person()])

        async def change(role: Role) -> bool:
            patch = PersonPatch(roles=(role,))
            before = undoing(a_person(), patch)
            change = PersonChange(version=2, at=NOW, by="p-0001", patch=patch, before=before)
            return await people.replace(person_patched(a_person(), patch), change)

        assert sorted(await asyncio.gather(change(Role.MANAGER), change(Role.AUDITOR))) == [False, True]
        assert len(await people.changes("p-0002", 10)) == 1

    async def test_pages_follow_the_ids(self, people: People) -> None:
        await people.add_missing([a_person(f"p-{number}", f"login{number}") for number in (3, 1, 2)])
        assert [one.person_id for one in await people.page(EVERYBODY, after="", limit=2)] == ["p-1", "p-2"]
        assert [one.person_id for one in await people.page(EVERYBODY, after="p-2", limit=2)] == ["p-3"]

    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            (Wanted(words="ahmad"), ["p-1"]),
            (Wanted(words="احمد"), ["p-1"]),
            (Wanted(words="فاطمه حارث"), ["p-2"]),
            (Wanted(words="fat.nasser"), ["p-2"]),
            (Wanted(words=".*"), ["p-1", "p-2", "p-3"]),
            (Wanted(words="ahmad fatima"), []),
            (Wanted(unit_id="trade"), ["p-2"]),
            (Wanted(role=Role.MANAGER), ["p-2"]),
            (Wanted(active=False), ["p-3"]),
            (Wanted(active=True, role=Role.CLERK), ["p-1"]),
        ],
    )
    async def test_people_are_found_as_people_compare_names(
        self, people: People, wanted: Wanted, found: list[str]
    ) -> None:
        ahmad = replace(a_person("p-1", "login1"), name=Text(ar="أحمد البلوشي", en="Ahmad Al Balushi"))
        fatima = replace(
            a_person("p-2", "fat.nasser", roles=(Role.MANAGER,)),
            name=Text(ar="فاطمة الحارثي", en="Fatima Al Harthi"),
            units=("documents", "trade"),
        )
        await people.add_missing([ahmad, fatima, a_person("p-3", "gone", active=False)])
        assert [one.person_id for one in await people.page(wanted, after="", limit=9)] == found

    async def test_somebody_new_is_added_once_with_the_history_and_the_request(self, people: People) -> None:
        person = replace(a_person(), answered=(Answered(person_id="p-0001", key="k", fingerprint="f"),))
        change = PersonChange(
            version=1, at=NOW, by="p-0001", patch=PersonPatch(name=person.name), before=PersonPatch(), reason="new"
        )
        assert await people.add(person, change)
        assert not await people.add(a_person("p-9"), change)
        assert not await people.add(a_person(login="another"), change)
        assert await people.get("p-0002") == person
        assert await people.changes("p-0002", 0) == [change]


class SessionsContract:
    @pytest.fixture
    def sessions(self) -> Sessions:
        raise NotImplementedError

    async def test_a_session_is_kept_with_all_that_is_known_of_it(self, sessions: Sessions) -> None:
        one = a_session().with_secret("another", NOW + timedelta(minutes=9))
        await sessions.add(one)
        assert await sessions.get(one.session_id) == one
        assert await sessions.get(UUID(int=9)) is None

    async def test_of_many_who_go_on_with_the_same_secret_one_does(self, sessions: Sessions) -> None:
        one = a_session()
        await sessions.add(one)
        wanted = [one.with_secret(f"new {number}", NOW) for number in range(10)]
        done = await asyncio.gather(*(sessions.replace(each, before=one.digest) for each in wanted))
        assert sum(done) == 1
        assert await sessions.get(one.session_id) == wanted[done.index(True)]

    async def test_a_session_that_ended_is_not_gone_on_with(self, sessions: Sessions) -> None:
        one = a_session()
        await sessions.add(one)
        await sessions.end(one.session_id)
        await sessions.end(one.session_id)
        assert not await sessions.replace(one.with_secret("new", NOW), before=one.digest)
        assert await sessions.get(one.session_id) is None

    async def test_ones_own_are_listed_the_latest_used_first_and_ended_together(self, sessions: Sessions) -> None:
        early, late = a_session(1), a_session(2, used_at=NOW + timedelta(minutes=30))
        others = a_session(3, person_id="p-0003")
        for one in (early, late, others):
            await sessions.add(one)
        assert list(await sessions.of("p-0002", NOW)) == [late, early]
        assert list(await sessions.of("p-0002", early.over_at)) == [late]
        assert await sessions.end_all("p-0002") == 2
        assert await sessions.end_all("p-0002") == 0
        assert list(await sessions.of("p-0003", NOW)) == [others]


class AssertionsContract:
    @pytest.fixture
    def assertions(self) -> Assertions:
        raise NotImplementedError

    async def test_an_assertion_is_taken_once_also_when_many_show_it_at_once(self, assertions: Assertions) -> None:
        until = NOW + timedelta(minutes=10)
        assert sum(await asyncio.gather(*(assertions.take("digest", until) for _ in range(10)))) == 1
        assert not await assertions.take("digest", until)
        assert await assertions.take("another", until)


class InvitationsContract:
    @pytest.fixture
    def invitations(self) -> Invitations:
        raise NotImplementedError

    async def test_an_invitation_is_taken_once_and_in_time(self, invitations: Invitations) -> None:
        until = NOW + timedelta(days=1)
        await invitations.keep("digest", "p-0002", until)
        await invitations.keep("another", "p-0003", until)
        assert await invitations.take("digest", until) is None
        assert await invitations.take("unknown", NOW) is None
        assert await invitations.take("digest", NOW) == "p-0002"
        assert await invitations.take("digest", NOW) is None
        assert await invitations.take("another", NOW) == "p-0003"

    async def test_a_new_invitation_voids_the_one_before(self, invitations: Invitations) -> None:
        for digest in ("first", "second"):
            await invitations.keep(digest, "p-0002", NOW + timedelta(days=1))
        assert await invitations.take("first", NOW) is None
        assert await invitations.take("second", NOW) == "p-0002"

    async def test_of_many_who_take_it_at_once_one_does(self, invitations: Invitations) -> None:
        await invitations.keep("digest", "p-0002", NOW + timedelta(days=1))
        taken = await asyncio.gather(*(invitations.take("digest", NOW) for _ in range(10)))
        assert sorted(one or "" for one in taken) == [*[""] * 9, "p-0002"]


class DelegationsContract:
    @pytest.fixture
    def delegations(self) -> Delegations:
        raise NotImplementedError

    async def test_a_delegation_is_kept_and_replaced(self, delegations: Delegations) -> None:
        await delegations.add(a_delegation())
        assert await delegations.get(a_delegation().delegation_id) == a_delegation()
        over = ended(a_delegation(), "p-0004", NOW + timedelta(days=1))
        assert await delegations.replace(over)
        assert not await delegations.replace(over)
        assert await delegations.get(over.delegation_id) == over
        assert not await delegations.add(a_delegation())
        assert await delegations.get(UUID(int=99)) is None

    async def test_what_somebody_gave_or_got_comes_with_the_latest_to_end_first(self, delegations: Delegations) -> None:
        given, got, others = a_delegation(1, days=3), a_delegation(2, of="x", to="p-0004"), a_delegation(3, of="x")
        for one in (given, got, others):
            await delegations.add(one)
        assert await delegations.about("p-0004", limit=10) == [got, given]
        assert await delegations.about("p-0004", limit=1) == [got]

    async def test_what_is_not_over_stands_and_the_first_to_end_comes_first(self, delegations: Delegations) -> None:
        late, soon, over = a_delegation(1, days=9), a_delegation(2, of="x", days=1), a_delegation(3, days=-1)
        for one in (late, soon, over):
            assert await delegations.add(one)
        assert await delegations.standing(NOW, limit=10) == [soon, late]
        assert await delegations.standing(NOW, limit=1) == [soon]

    async def test_only_what_is_in_force_runs(self, delegations: Delegations) -> None:
        running, over = a_delegation(1), a_delegation(2, days=-1)
        later = replace(a_delegation(3), starts_at=NOW + timedelta(days=1))
        for one in (running, over, later, a_delegation(4, to="p-0009")):
            await delegations.add(one)
        assert await delegations.running_to("p-0003", NOW) == [running]
        assert await delegations.running_to("p-0003", running.ends_at) == []


class SignInsContract:
    @pytest.fixture
    def sign_ins(self) -> SignIns:
        raise NotImplementedError

    async def test_attempts_count_up_from_the_first_until_its_window_is_over(self, sign_ins: SignIns) -> None:
        later = NOW + timedelta(minutes=14)
        assert [(await sign_ins.begin("k", at)).count for at in (NOW, NOW, later)] == [1, 2, 3]
        assert (await sign_ins.begin("k", later)).until == NOW + WINDOW
        anew = await sign_ins.begin("k", NOW + WINDOW)
        assert anew.count == 1
        assert anew.until == NOW + WINDOW + WINDOW

    async def test_attempts_of_one_login_are_not_another_ones(self, sign_ins: SignIns) -> None:
        await sign_ins.begin("one", NOW)
        assert (await sign_ins.begin("other", NOW)).count == 1

    async def test_attempts_at_the_same_time_all_count(self, sign_ins: SignIns) -> None:
        await sign_ins.begin("k", NOW)
        counted = await asyncio.gather(*(sign_ins.begin("k", NOW) for _ in range(20)))
        assert sorted(tries.count for tries in counted) == list(range(2, 22))

    async def test_attempts_are_forgotten_when_cleared(self, sign_ins: SignIns) -> None:
        await sign_ins.begin("k", NOW)
        await sign_ins.clear("k")
        await sign_ins.clear("never tried")
        assert (await sign_ins.begin("k", NOW)).count == 1

    async def test_records_come_back_newest_first_and_page_by_page(self, sign_ins: SignIns) -> None:
        # Three of the same moment: pages may begin between them.
        records = [a_record(number) for number in (1, 2, 3)]
        records.append(a_record(0, NOW + timedelta(seconds=1), person_id=None))
        for record in records:
            await sign_ins.record(record)
        first = await sign_ins.page(after=None, limit=2)
        assert first == [records[3], records[2]]
        assert await sign_ins.page(after=(first[-1].at, first[-1].sign_in_id), limit=5) == [records[1], records[0]]
