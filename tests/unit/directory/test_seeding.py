"""What an empty directory is filled with, and what stays as it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from services.directory.model import UnitKind
from services.directory.seed import AccountsFileError, load_accounts, load_people, load_units
from services.directory.seeding import Seeding
from shared.contracts import UnitChangedV1
from tests.unit.directory.examples import NOW, a_person, a_unit
from tests.unit.directory.fakes import FakeClock, FakePasswords, FakePeople, FakeUnits


class Empty:
    def __init__(self) -> None:
        self.units = FakeUnits()
        self.people = FakePeople()
        self.passwords = FakePasswords()
        self.seeding = Seeding(units=self.units, people=self.people, passwords=self.passwords, clock=FakeClock(NOW))

    async def hash_of(self, login: str) -> str | None:
        account = await self.people.account(login)
        assert account is not None
        return account.password_hash


async def test_units_and_people_are_added_and_units_are_told_of() -> None:
    empty = Empty()
    await empty.seeding.seed([a_unit()], [a_person()], {"clerk": "secret"})
    assert await empty.units.get("labour-permits") == a_unit()
    [event] = empty.units.events
    assert isinstance(event, UnitChangedV1)
    assert event.version == 1
    assert await empty.hash_of("clerk") == "terces"


async def test_a_unit_that_receives_nothing_is_not_told_of() -> None:
    empty = Empty()
    await empty.seeding.seed([a_unit("sanad", kind=UnitKind.SERVICE_OFFICE)], [], {})
    assert await empty.units.get("sanad") is not None
    assert empty.units.events == []


async def test_seeding_again_does_nothing_and_hashes_nothing() -> None:
    empty = Empty()
    for _ in range(2):
        await empty.seeding.seed([a_unit()], [a_person()], {"clerk": "secret"})
    assert len(empty.units.events) == 1
    assert empty.passwords.hashed == ["secret"]


async def test_what_administrators_changed_stays() -> None:
    empty = Empty()
    await empty.seeding.seed([a_unit()], [a_person()], {"clerk": "secret"})
    empty.units.kept["labour-permits"] = replace(a_unit(version=2), telephone="+968 24 000 999")
    await empty.seeding.seed([a_unit()], [a_person()], {"clerk": "another"})
    kept = await empty.units.get("labour-permits")
    assert kept is not None
    assert kept.telephone == "+968 24 000 999"
    assert await empty.hash_of("clerk") == "terces"


async def test_who_has_no_password_in_the_file_has_none() -> None:
    empty = Empty()
    await empty.seeding.seed([], [a_person()], {"nobody": "secret"})
    assert await empty.hash_of("clerk") is None
    assert empty.passwords.hashed == []


async def test_the_demonstrations_own_files_can_be_seeded(repository: Path) -> None:
    folder = repository / "config" / "seed"
    units = load_units(folder / "units.yaml")
    people = load_people(folder / "people.yaml", units)
    empty = Empty()
    await empty.seeding.seed(units, people, {person.login: "secret" for person in people})
    assert len(empty.units.kept) == len(units)
    assert len(empty.units.events) == sum(unit.receives for unit in units)
    assert sorted(empty.people.kept) == sorted(person.person_id for person in people)
    assert len(empty.passwords.hashed) == len(people)


def test_accounts_are_a_login_and_a_password_a_line(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    file.write_text("admin s3cret\n\nclerk كلمة سر\n", encoding="utf-8")
    assert load_accounts(file) == {"admin": "s3cret", "clerk": "كلمة سر"}


def test_without_a_file_there_are_no_accounts(tmp_path: Path) -> None:
    assert load_accounts(tmp_path / "none") == {}


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"admin s3cret\nclerk\n", ":2:"), (b"admin s3cret\nadmin other\n", ":2:"), (b"admin \xff\n", "UTF-8")],
)
def test_a_file_that_cannot_be_used_is_refused_without_its_passwords(tmp_path: Path, content: bytes, line: str) -> None:
    file = tmp_path / "accounts"
    file.write_bytes(content)
    with pytest.raises(AccountsFileError, match=line) as refused:
        load_accounts(file)
    assert "s3cret" not in str(refused.value)


def test_a_password_of_no_person_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    file.write_text(f"admin {'x' * 1025}\n", encoding="utf-8")
    with pytest.raises(AccountsFileError):
        load_accounts(file)
