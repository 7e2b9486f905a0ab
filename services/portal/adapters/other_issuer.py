"""Another OpenID Connect issuer by HTTP: the code flow's side of a client."""

from urllib.parse import quote, urlencode

import httpx
from joserfc.errors import JoseError

from services.portal.errors import ElsewhereRefusedError
from shared.errors import TransientError
from shared.oidc import IdTokenError, OtherIssuer, unjudged


class HttpOtherIssuer:
    """One issuer that has `back` registered as the address to come back to."""

    def __init__(
        self, issuer: OtherIssuer, client: httpx.AsyncClient, *, secret: str, back: str, after_leaving: str, scope: str
    ) -> None:
        self._issuer = issuer
        self._client = client
        self._secret = secret
        self._back = back
        self._after_leaving = after_leaving
        self._scope = scope

    async def address(self, *, state: str, nonce: str, challenge: str) -> str:
        """Where a browser is sent to sign in (OpenID Connect Core 1.0, section 3.1.2.1). Raises `TransientError`."""
        asked = {
            "response_type": "code",
            "client_id": self._issuer.client_id,
            "redirect_uri": self._back,
            "scope": self._scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return _with((await self._issuer.metadata()).authorization_endpoint, asked)

    async def check_name(self, iss: str) -> None:
        """Look whose answer it is (RFC 9207). Raises `ElsewhereRefusedError`, `TransientError`."""
        expected = (await self._issuer.metadata()).authorization_response_iss_parameter_supported
        if (iss or expected) and iss != self._issuer.issuer:
            raise ElsewhereRefusedError("another issuer's answer")

    async def redeem(self, code: str, *, verifier: str, nonce: str) -> str:
        """The ID token for a code. Raises `ElsewhereRefusedError`, `TransientError`."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "client_id": self._issuer.client_id,
            "code_verifier": verifier,
        }
        # Both are escaped before they are put together (RFC 6749, section 2.3.1).
        pair = (quote(self._issuer.client_id, safe=""), quote(self._secret, safe=""))
        endpoint = (await self._issuer.metadata()).token_endpoint
        answer = await unjudged(
            self._client, "POST", endpoint, data=form, auth=httpx.BasicAuth(*pair) if self._secret else None
        )
        if answer.is_server_error:
            raise TransientError(f"the issuer answered {answer.status_code}")
        if not answer.is_success:
            raise ElsewhereRefusedError(f"the issuer answered {answer.status_code}")
        try:
            token = str(answer.json()["id_token"])
            claims = await self._issuer.claims(token)
        except (IdTokenError, JoseError, ValueError, KeyError, TypeError) as error:
            raise ElsewhereRefusedError(f"no ID token that proves anything: {error}") from None
        if claims.get("nonce") != nonce:
            raise ElsewhereRefusedError("the ID token of another attempt")
        return token

    async def leaving(self) -> str:
        """Where one signs out there (OpenID Connect RP-Initiated Logout 1.0), or nothing. Raises `TransientError`."""
        endpoint = (await self._issuer.metadata()).end_session_endpoint
        asked = {"client_id": self._issuer.client_id, "post_logout_redirect_uri": self._after_leaving}
        return _with(endpoint, asked) if endpoint else ""

    async def close(self) -> None:
        """Close the connections."""
        await self._issuer.close()
        await self._client.aclose()


def _with(endpoint: str, asked: dict[str, str]) -> str:
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"
