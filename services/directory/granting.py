"""The token endpoint's grants: each is led to the use case that it is for."""

from services.directory.errors import UnsupportedGrantTypeError
from services.directory.sign_in import SignIn
from services.directory.signing_in_elsewhere import SigningInElsewhere
from services.directory.staying_signed_in import Renewed, StayingSignedIn
from services.directory.token_form import EXCHANGE, ExchangeGrant, Grant, RefreshGrant
from services.directory.tokens import IssuedToken


class Granting:
    """What tokens are given for. `elsewhere` is None where there is no other issuer."""

    def __init__(self, sign_in: SignIn, staying: StayingSignedIn, elsewhere: SigningInElsewhere | None = None) -> None:
        self._sign_in = sign_in
        self._staying = staying
        self._elsewhere = elsewhere

    @property
    def types(self) -> tuple[str, ...]:
        """The grant types that are offered."""
        return ("password", "refresh_token", *((EXCHANGE,) if self._elsewhere else ()))

    async def give(self, grant: Grant, *, address: str) -> IssuedToken | Renewed:
        """A token, and the secret for the next one where that was asked for. Raises `SignInError`, `TransientError`."""
        if isinstance(grant, RefreshGrant):
            return await self._staying.renew(grant.secret)
        if isinstance(grant, ExchangeGrant):
            if self._elsewhere is None:
                raise UnsupportedGrantTypeError
            person = await self._elsewhere.prove(grant.assertion, address=address)
        elif grant.stay:
            person = await self._sign_in.prove(grant.username, grant.password, address=address)
        else:
            return await self._sign_in.sign_in(grant.username, grant.password, address=address)
        return await self._staying.begin(person, address=address)

    async def end(self, secret: str) -> None:
        """End the session of a secret, if it has one. Raises `TransientError`."""
        await self._staying.end(secret)
