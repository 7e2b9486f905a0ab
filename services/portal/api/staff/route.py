"""A route that leads whoever has not signed in to the page for it, and back to what was asked for afterwards."""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from typing_extensions import override

from services.portal.api.answering import see
from services.portal.api.refusals import PageRoute
from services.portal.errors import SignInNeededError
from services.portal.rendering.place import place_of


class StaffRoute(PageRoute):
    """A route for those who have signed in."""

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_signed_in(request: Request) -> Response:
            try:
                return await handle(request)
            except SignInNeededError:
                place = place_of(request.url.path)
                if request.method != "GET":
                    # What was to be done is not done by signing in: back to where it can be asked for again.
                    return see(place, "/sign-in")
                asked = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
                return see(place, f"/sign-in?{urlencode({'to': asked})}")

        return handle_signed_in
