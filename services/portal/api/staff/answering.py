"""What every page of the staff needs: who asks, and forms that were given out in this very session."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from services.portal.api.answering import Desk, see
from services.portal.errors import FormExpiredError
from services.portal.model.session import Role, Session
from services.portal.rendering import Place
from services.portal.signing_in import SigningIn
from services.portal.signing_in_elsewhere import SigningInElsewhere
from shared.errors import ForbiddenError


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Somebody who has signed in, and the id of the session."""

    session_id: str
    session: Session

    @property
    def token(self) -> str:
        """What the services behind know the person by."""
        return self.session.token


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """What the staff's pages share; `elsewhere` is None where there is no other issuer."""

    desk: Desk
    signing_in: SigningIn
    elsewhere: SigningInElsewhere | None = None

    @property
    def elsewhere_cookie(self) -> str:
        """The cookie of an attempt to sign in with another issuer."""
        return "__Host-diwan-elsewhere" if self.desk.secure else "diwan-elsewhere"

    @property
    def cookie(self) -> str:
        """The session's cookie; with its prefix, browsers take it from this very host by HTTPS only."""
        return "__Host-diwan-session" if self.desk.secure else "diwan-session"

    def session_id(self, request: Request) -> str:
        """The id that the browser has; nothing when it has none."""
        return request.cookies.get(self.cookie, "")

    async def asking(self, request: Request, *roles: Role) -> Asking:
        """Who asks, and has one of these roles if any are named. Raises `SignInNeededError`, `ForbiddenError`."""
        session_id = self.session_id(request)
        session = await self.signing_in.session(session_id)
        if roles and not session.person.has(*roles):
            raise ForbiddenError(f"{sorted(session.person.roles)} is none of {roles}")
        return Asking(session_id=session_id, session=session)

    def page(self, asking: Asking, template: str, place: Place, *, status: int = 200, **content: Any) -> Response:
        """A page for somebody who has signed in."""
        seal = self.desk.seals.of_session(asking.session_id)
        return self.desk.page(template, place, status=status, person=asking.session.person, seal=seal, **content)

    async def sent(self, request: Request, asking: Asking, *, most_fields: int = 200) -> "Sent":
        """What a form of this session says. Raises `FormExpiredError` for one that is of another, or of none."""
        form = await request.form(max_files=0, max_fields=most_fields)
        fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        sent = Sent(fields=tuple(fields))
        if not self.desk.seals.fits_session(asking.session_id, sent.value("seal")):
            raise FormExpiredError
        return sent

    def begin(self, session_id: str, place: Place, path: str) -> RedirectResponse:
        """Give the browser its session, and go on."""
        answer = see(place, path)
        # Lax, so that a link in a mail to staff opens what it leads to; every change needs a seal anyway.
        answer.set_cookie(self.cookie, session_id, path="/", httponly=True, secure=self.desk.secure, samesite="lax")
        return answer

    def end(self, answer: Response) -> None:
        """Take the session from the browser."""
        answer.delete_cookie(self.cookie, path="/", httponly=True, secure=self.desk.secure, samesite="lax")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The fields of a form, in order."""

    fields: tuple[tuple[str, str], ...]

    def value(self, name: str) -> str:
        """What was typed or chosen, without blanks around it; nothing when the form has no such field."""
        return next((value.strip() for field, value in self.fields if field == name), "")

    def values(self, name: str) -> tuple[str, ...]:
        """All that was ticked under one name."""
        return tuple(value for field, value in self.fields if field == name)
