"""How people sign in and stay signed in, and what shows documents to them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import httpx

from services.portal import api
from services.portal.adapters import HttpDirectory, HttpOtherIssuer, HttpPapers, MongoSessions
from services.portal.drawing import DrawingPool, Limits
from services.portal.model.attempts import Attempts
from services.portal.signing_in import SigningIn
from services.portal.signing_in_elsewhere import SigningInElsewhere
from services.portal.viewing import Viewing
from services.portal.wiring.ground import Ground
from shared.language import Text
from shared.mongo.connection import connect, database, is_alive
from shared.oidc import OtherIssuer
from shared.web.draining import Step
from shared.web.watching import Check

_SESSION_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """What all who have signed in use; `sessions` forgets in the background those that have ended."""

    staff: api.Staff
    viewing: Viewing
    drawing: DrawingPool
    sessions: MongoSessions
    close: Sequence[Step]
    is_alive: Check


def staff(ground: Ground, desk: api.Desk) -> Entrance:
    """The entrance: directory's own, and another issuer's where the settings name one."""
    settings = ground.settings
    mongo = connect(settings.mongo_url.get_secret_value())
    sessions = MongoSessions(
        database(mongo, settings.mongo_database),
        secret=settings.session_secret.get_secret_value(),
        accepted=settings.accepted_session_secret.get_secret_value(),
    )
    directory = HttpDirectory(ground.asking(settings.directory_url))
    signing_in = SigningIn(
        sign_ins=directory,
        sessions=sessions,
        clock=ground.clock,
        new_session_id=lambda: secrets.token_urlsafe(_SESSION_BYTES),
    )
    other = _other_issuer(ground)
    elsewhere = (
        None
        if other is None
        else SigningInElsewhere(
            name=Text(ar=settings.other_name_ar, en=settings.other_name_en),
            issuer=other,
            sign_ins=directory,
            signing_in=signing_in,
            attempts=Attempts(
                settings.form_secret.get_secret_value(), accepted=settings.accepted_form_secret.get_secret_value()
            ),
            clock=ground.clock,
        )
    )
    papers, drawing = HttpPapers(ground.asking(settings.storage_url)), DrawingPool(Limits(), at_once=settings.drawings)
    viewing = Viewing(
        papers=papers,
        drawing=drawing,
        most_bytes=settings.most_shown_bytes,
        most_kept=settings.most_kept_bytes,
        most_pages=settings.most_pages,
    )

    async def close() -> None:
        mongo.close()

    return Entrance(
        staff=api.Staff(desk=desk, signing_in=signing_in, elsewhere=elsewhere),
        viewing=viewing,
        drawing=drawing,
        sessions=sessions,
        close=[directory.close, papers.close, drawing.close, *([other.close] if other else []), close],
        is_alive=lambda: is_alive(mongo),
    )


def _other_issuer(ground: Ground) -> HttpOtherIssuer | None:
    settings = ground.settings
    if not settings.other_issuer:
        return None
    return HttpOtherIssuer(
        OtherIssuer(
            issuer=settings.other_issuer,
            client_id=settings.other_client_id,
            client=httpx.AsyncClient(timeout=settings.ask_seconds, trust_env=False),
            clock=ground.clock,
        ),
        httpx.AsyncClient(timeout=settings.ask_seconds, trust_env=False),
        secret=settings.other_client_secret.get_secret_value(),
        back=settings.public_url + api.BACK,
        after_leaving=f"{settings.public_url}/sign-in",
        scope=settings.other_scope,
    )
