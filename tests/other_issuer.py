"""A small OpenID Connect issuer over HTTP, for tests: it keeps to the standards, and lies where it is told to."""

import asyncio
import hashlib
import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

CLIENT_ID, CLIENT_SECRET = "diwan-portal", "a secret: with / odd & letters"


@dataclass
class Issuer:
    """The issuer. `claims` are put over those of its ID tokens; `lies` name what it does wrong."""

    address: str
    people: tuple[str, ...] = ("clerk", "officer", "nobody-here")
    lies: set[str] = field(default_factory=set)
    claims: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}))

    def __post_init__(self) -> None:
        self.key.ensure_kid()

    def metadata(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": "https://evil.example" if "name" in self.lies else self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": "http://evil.example/keys" if "plain keys" in self.lies else f"{self.address}/keys",
            "end_session_endpoint": f"{self.address}/leave",
            "authorization_response_iss_parameter_supported": True,
        }

    def sign_in(self, asked: dict[str, str], login: str) -> str:
        """Where the browser of somebody who has signed in is sent."""
        code = secrets.token_urlsafe(24)
        self.codes[code] = {**asked, "login": login}
        iss = "https://evil.example" if "mixed up" in self.lies else self.address
        brought = {"code": code, "state": asked["state"], **({} if "no iss" in self.lies else {"iss": iss})}
        return f"{asked['redirect_uri']}?{urlencode(brought)}"

    def redeem(self, form: dict[str, str], authorization: str) -> Response:
        """The token endpoint."""
        self.asked.append({**form, "authorization": authorization})
        given = self.codes.pop(form.get("code", ""), None)
        if "down" in self.lies:
            return JSONResponse({}, 503)
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            given is None
            or urlsafe_b64encode(challenge).decode().rstrip("=") != given["code_challenge"]
            or form["redirect_uri"] != given["redirect_uri"]
            or not authorization.startswith("Basic ")
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        if "endless" in self.lies:
            return Response(b"x" * 2_000_000)
        return JSONResponse({"token_type": "Bearer", "access_token": "x", "id_token": self.id_token(given)})

    def id_token(self, given: dict[str, str]) -> str:
        """Who somebody is."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": f"sub-{given['login']}",
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": given["nonce"],
            "preferred_username": given["login"],
            **self.claims,
        }
        if "alg none" in self.lies:
            parts = (b'{"alg":"none"}', json.dumps(claims).encode(), b"")
            return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
        if "client's secret" in self.lies:
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET), algorithms=["HS256"])
        key = ECKey.generate_key("P-256") if "another key" in self.lies else self.key
        return jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, key, algorithms=["ES256"])


def app_of(issuer: Issuer) -> FastAPI:
    """Its HTTP side."""
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    async def metadata() -> JSONResponse:
        return JSONResponse(issuer.metadata())

    @app.get("/keys")
    async def keys() -> JSONResponse:
        return JSONResponse({"keys": [issuer.key.as_dict(private=False)]})

    @app.get("/authorize")
    async def authorize(request: Request) -> HTMLResponse:
        links = [f'<a href="/as/{login}?{request.url.query}">{login}</a>' for login in issuer.people]
        return HTMLResponse(f"<!doctype html><html lang=en><title>Who?</title>{' '.join(links)}")

    @app.get("/as/{login}")
    async def as_(login: str, request: Request) -> RedirectResponse:
        return RedirectResponse(issuer.sign_in(dict(request.query_params), login), 302)

    @app.post("/token")
    async def token(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        return issuer.redeem(form, request.headers.get("authorization", ""))

    @app.get("/leave")
    async def leave() -> HTMLResponse:
        return HTMLResponse("<!doctype html><html lang=en><title>Left</title>left")

    return app


@contextmanager
def running(port: int) -> Iterator[Issuer]:
    """One that is really there, on a port of this machine."""
    issuer = Issuer(f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(app_of(issuer), host="127.0.0.1", port=port, log_config=None))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    yield issuer
    server.should_exit = True
    thread.join(10)
