"""How a page is answered: what it may use, and that nobody keeps it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from services.portal.model import Seals
from services.portal.rendering import LATE, Pages, Place
from services.portal.service import Portal

MAY_USE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""The Content-Security-Policy of every page: what is our own, nothing inline, nothing from elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A part of a page that takes long: the page is read meanwhile. What it is filled with must not raise."""

    template: str
    content: Callable[[], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every page needs: the use cases, the templates, the signatures; `secure` whether people come by HTTPS."""

    portal: Portal
    pages: Pages
    seals: Seals
    secure: bool

    def page(
        self,
        template: str,
        place: Place,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        late: Late | None = None,
        **content: Any,
    ) -> Response:
        """A filled-in template as an answer; where it says `late`, that part is sent when it is there."""
        page = self.pages.fill(template, place, **content)
        if late is None or LATE not in page:
            return as_page(page, place, status, headers)

        async def parts() -> AsyncIterator[str]:
            before, _, after = page.partition(LATE)
            yield before
            yield self.pages.fill(late.template, place, **content, **await late.content())
            yield after

        # No gateway may keep the first part until the last one is there.
        told = {**_told(place), **(headers or {}), "X-Accel-Buffering": "no"}
        return StreamingResponse(parts(), status, headers=told, media_type="text/html")

    def form(self, request: Request, template: str, place: Place, *, status: int = 200, **content: Any) -> Response:
        """A page with a form that may be sent: it carries a seal that fits this browser's cookie."""
        nonce = request.cookies.get(self.cookie, "")
        known = bool(nonce) and nonce.isalnum()
        if not known:
            nonce = self.seals.new_nonce()
        answer = self.page(template, place, status=status, seal=self.seals.of_form(nonce), **content)
        if not known:
            # Lax: a link in a mail leads to a form that is sent from here. No end: it goes with the browser's session.
            answer.set_cookie(self.cookie, nonce, path="/", httponly=True, secure=self.secure, samesite="lax")
        return answer

    @property
    def cookie(self) -> str:
        """The cookie's name; with its prefix, browsers take it from this very host by HTTPS only (RFC 6265bis, 4.1.3)."""
        return "__Host-diwan-form" if self.secure else "diwan-form"


def as_page(html: str, place: Place, status: int, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """A page as an answer."""
    return HTMLResponse(html, status, headers={**_told(place), **(headers or {})})


def see(place: Place, path: str) -> RedirectResponse:
    """Go on to another page, which a reload then asks for without sending anything again."""
    return RedirectResponse(place.to(path), 303, headers={"Referrer-Policy": "no-referrer"})


def _told(place: Place) -> Mapping[str, str]:
    return {
        "Content-Security-Policy": MAY_USE,
        "Content-Language": place.language,
        # An address may hold a tracking code.
        "Referrer-Policy": "no-referrer",
    }
