"""How people come to a password, and which ones they may not choose."""

from datetime import timedelta

import pytest

from services.directory.choosing_passwords import INVITED_FOR, ChoosingPasswords
from services.directory.errors import BadCredentialsError, InvitationOverError, WeakPasswordError
from services.directory.model import Account
from services.directory.strength import LONGEST, check_strength
from shared.errors import NotFoundError
from tests.unit.directory.examples import NOW, a_person, a_session
from tests.unit.directory.fakes import FakeClock, FakeInvitations, FakePasswords, FakePeople, FakeSessions

GOOD = "three grey camels at noon"


class Office:
    """A clerk whose password is `open`, somebody new without one, and somebody who has left."""

    def __init__(self) -> None:
        self.people = FakePeople(
            Account(person=a_person(), password_hash="nepo"),
            Account(person=a_person("p-0006", "new"), password_hash=None),
            Account(person=a_person("p-0008", "gone", active=False), password_hash=None),
        )
        self.sessions = FakeSessions()
        self.invitations, self.clock, secrets = FakeInvitations(), FakeClock(NOW), iter(range(1, 9))
        self.choosing = ChoosingPasswords(
            people=self.people,
            invitations=self.invitations,
            passwords=FakePasswords(),
            sessions=self.sessions,
            clock=self.clock,
            random_bytes=lambda count: bytes([next(secrets)]) * count,
        )


@pytest.fixture
def office() -> Office:
    return Office()


async def test_who_is_invited_chooses_a_password_once(office: Office) -> None:
    invitation = await office.choosing.invite("p-0006", by="p-0001")
    assert (invitation.secret, invitation.until) == ("01" * 32, NOW + INVITED_FOR)
    await office.choosing.accept(invitation.secret, GOOD)
    assert office.people.kept["p-0006"].password_hash == GOOD[::-1]
    with pytest.raises(InvitationOverError):
        await office.choosing.accept(invitation.secret, GOOD + "!")


async def test_nothing_of_the_secret_is_kept_or_shown(office: Office) -> None:
    invitation = await office.choosing.invite("p-0006", by="p-0001")
    assert invitation.secret not in repr(office.invitations.kept)
    assert invitation.secret not in repr(invitation)


async def test_an_invitation_ends(office: Office) -> None:
    invitation = await office.choosing.invite("p-0006", by="p-0001")
    office.clock.pass_(INVITED_FOR + timedelta(seconds=1))
    with pytest.raises(InvitationOverError):
        await office.choosing.accept(invitation.secret, GOOD)


async def test_a_second_invitation_voids_the_first(office: Office) -> None:
    first, second = [await office.choosing.invite("p-0006", by="p-0001") for _ in range(2)]
    with pytest.raises(InvitationOverError):
        await office.choosing.accept(first.secret, GOOD)
    await office.choosing.accept(second.secret, GOOD)


async def test_who_has_left_is_not_invited_and_chooses_nothing(office: Office) -> None:
    with pytest.raises(NotFoundError):
        await office.choosing.invite("p-0008", by="p-0001")
    invitation = await office.choosing.invite("p-0006", by="p-0001")
    gone = a_person("p-0006", "new", active=False)
    office.people.kept["p-0006"] = Account(person=gone, password_hash=None)
    with pytest.raises(InvitationOverError):
        await office.choosing.accept(invitation.secret, GOOD)


async def test_a_weak_password_does_not_use_up_the_invitation(office: Office) -> None:
    invitation = await office.choosing.invite("p-0006", by="p-0001")
    with pytest.raises(WeakPasswordError):
        await office.choosing.accept(invitation.secret, "password1234")
    await office.choosing.accept(invitation.secret, GOOD)


async def test_ones_own_password_is_changed_by_the_one_before(office: Office) -> None:
    with pytest.raises(BadCredentialsError):
        await office.choosing.change("p-0002", current="wrong", password=GOOD)
    with pytest.raises(BadCredentialsError):
        await office.choosing.change("of another issuer", current="open", password=GOOD)
    await office.choosing.change("p-0002", current="open", password=GOOD)
    assert office.people.kept["p-0002"].password_hash == GOOD[::-1]


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "short"),
        ("password1234", "common"),
        ("asdfghjkl;'#zx", "keyboard"),
        ("aaaaaaaaaaaaaaaa", "repeats"),
        ("salim.harthi", "names"),
        ("abcdefghijkl", "sequence"),
        ("x" * (LONGEST + 1), "long"),
    ],
)
def test_what_somebody_would_try_first_is_no_password_and_that_is_said(password: str, why: str) -> None:
    with pytest.raises(WeakPasswordError) as error:
        check_strength(password, a_person(login="salim.harthi"))
    assert error.value.fields == {"password": f"password-{why}"}


@pytest.mark.parametrize("password", [GOOD, "ثلاثة جمال رمادية عند الظهر", "Vq8!mzT3w-Lk", "x7" + "q9z" * 42])
def test_what_nobody_would_guess_is_one_whatever_its_letters(password: str) -> None:
    check_strength(password, a_person())


async def test_a_new_password_signs_the_person_out_everywhere_and_nobody_else(office: Office) -> None:
    own, others = a_session(1), a_session(2, person_id="p-0006")
    for one in (own, others):
        await office.sessions.add(one)
    await office.choosing.change("p-0002", current="open", password=GOOD)
    assert list(office.sessions.kept) == [others.session_id]
