"""Another issuer says who somebody is; directory knows whether and as what that person works here."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from services.directory.errors import BadCredentialsError, UnsupportedGrantTypeError
from services.directory.granting import Granting
from services.directory.model import Account, Outcome
from services.directory.sign_in import SignIn
from services.directory.signing_in_elsewhere import FRESH, SigningInElsewhere
from services.directory.staying_signed_in import Renewed, StayingSignedIn
from services.directory.token_form import EXCHANGE, ExchangeGrant
from shared.errors import TransientError
from shared.oidc import IdTokenError
from tests.unit.directory.examples import NOW, a_person
from tests.unit.directory.fakes import (
    FakeAssertions,
    FakeClock,
    FakePeople,
    FakeSignIns,
)
from tests.unit.directory.test_sign_in import Desk as PasswordDesk
from tests.unit.directory.test_staying_signed_in import Desk as StayingDesk


class FakeOtherIssuer:
    """Says what it is told to say; an ID token is whatever it is called."""

    def __init__(self) -> None:
        self.said: dict[str, Any] = {"sub": "1", "iat": NOW.timestamp(), "preferred_username": "Clerk"}
        self.error: Exception | None = None

    async def claims(self, token: str) -> Mapping[str, Any]:
        if self.error:
            raise self.error
        return {**self.said, "jti": token}


class Desk:
    """A clerk, and an officer who has left."""

    def __init__(self, claim: str = "preferred_username") -> None:
        self.issuer, self.sign_ins, self.clock = FakeOtherIssuer(), FakeSignIns(), FakeClock(NOW)
        self.people = FakePeople(
            Account(person=a_person(), password_hash=None),
            Account(person=a_person("p-0003", "officer", active=False), password_hash=None),
        )
        self.elsewhere = SigningInElsewhere(
            issuer=self.issuer,
            claim=claim,
            assertions=FakeAssertions(),
            people=self.people,
            sign_ins=self.sign_ins,
            clock=self.clock,
        )

    async def prove(self, assertion: str = "a token") -> str:
        return (await self.elsewhere.prove(assertion, address="192.0.2.7")).person_id

    @property
    def outcomes(self) -> list[tuple[Outcome, str | None]]:
        return [(record.outcome, record.person_id) for record in self.sign_ins.records]


async def test_whoever_directory_knows_by_that_login_is_signed_in_and_it_is_remembered() -> None:
    desk = Desk()
    assert await desk.prove() == "p-0002"
    assert desk.outcomes == [(Outcome.SUCCEEDED, "p-0002")]
    assert desk.sign_ins.records[0].address == "192.0.2.7"


@pytest.mark.parametrize(
    ("said", "person"),
    [
        ({"preferred_username": "stranger"}, None),
        ({"preferred_username": "officer"}, "p-0003"),
        ({"preferred_username": " "}, None),
        ({"preferred_username": None}, None),
        ({"preferred_username": ["clerk"]}, None),
        ({"iat": (NOW - FRESH - timedelta(seconds=1)).timestamp()}, None),
    ],
)
async def test_nobody_else_is_signed_in_and_that_is_remembered_too(said: dict[str, Any], person: str | None) -> None:
    desk = Desk()
    desk.issuer.said |= said
    with pytest.raises(BadCredentialsError):
        await desk.prove()
    assert desk.outcomes == [(Outcome.FAILED, person)]


async def test_a_word_that_proves_nothing_or_was_shown_before_is_refused() -> None:
    desk = Desk()
    assert await desk.prove() == "p-0002"
    with pytest.raises(BadCredentialsError):
        await desk.prove()
    assert await desk.prove("another") == "p-0002"
    desk.issuer.error = IdTokenError("forged")
    with pytest.raises(BadCredentialsError):
        await desk.prove("a third")
    desk.issuer.error = TransientError("away")
    with pytest.raises(TransientError):
        await desk.prove("a fourth")


async def test_an_e_mail_address_counts_only_when_the_issuer_has_looked_at_it() -> None:
    desk = Desk(claim="email")
    desk.people.kept["p-0002"] = Account(person=a_person(login="salim@ministry.example"), password_hash=None)
    desk.issuer.said |= {"email": "Salim@Ministry.example"}
    for verified in (None, False, "true"):
        desk.issuer.said["email_verified"] = verified
        with pytest.raises(BadCredentialsError):
            await desk.prove()
    desk.issuer.said["email_verified"] = True
    assert await desk.prove() == "p-0002"


async def test_it_is_exchanged_for_a_session_where_there_is_another_issuer() -> None:
    desk, staying, sign_in = Desk(), StayingDesk().staying, PasswordDesk()._sign_in
    assert isinstance(staying, StayingSignedIn)
    assert isinstance(sign_in, SignIn)
    with_other = Granting(sign_in, staying, desk.elsewhere)
    given = await with_other.give(ExchangeGrant(assertion="x"), address="")
    assert isinstance(given, Renewed)
    assert EXCHANGE in with_other.types
    without = Granting(sign_in, staying)
    assert EXCHANGE not in without.types
    with pytest.raises(UnsupportedGrantTypeError):
        await without.give(ExchangeGrant(assertion="x"), address="")
