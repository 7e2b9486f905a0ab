"""Everybody's own account: who one is here, the password, and where one is signed in."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from services.portal.api.staff.administrators.forms import ADDRESS_RULE, reached_typed
from services.portal.api.staff.administrators.parts import (
    Administrators,
    Done,
    Said,
    condition,
    faults_of,
    refused,
    tried_wrongly,
)
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.item import Tried
from services.portal.errors import BadCredentialsError, RefusedError, TooManySignInsError, WeakPasswordError
from services.portal.rendering import Place
from shared.language import OneLanguage

Typed = Annotated[str, Form(max_length=1000)]


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    staff, administering = administrators.staff, administrators.administering
    here = Place(language, "/account")

    async def show(
        asking: Asking,
        tried: Tried | None = None,
        done: Done | None = None,
        weak: tuple[str, ...] = (),
    ) -> Response:
        me, units = await administering.accounts.me(asking.token), await administering.all_units()
        sessions = await staff.signing_in.sessions(asking.session_id, me.person_id)
        return administrators.page(
            asking, "account", here, tried, me=me, units=units, sessions=sessions, done=done, weak=weak
        )

    _add_reminders(router, administrators, here, show)

    @router.get("/account")
    async def account(request: Request, said: Said) -> Response:
        asking = await staff.asking(request)
        return await show(asking, done=administrators.said(asking, said))

    @router.post("/account/password")
    async def change_password(request: Request, current: Typed = "", password: Typed = "") -> Response:
        asking = await staff.asking(request)
        await staff.sent(request, asking)
        empty = {
            name: "portal-fault-required" for name, typed in (("current", current), ("password", password)) if not typed
        }
        if empty:
            return await show(asking, Tried(faults=empty))
        try:
            await administering.accounts.change_password(asking.token, current, password, language=language)
        except BadCredentialsError:
            return await show(asking, Tried(faults={"current": "account-wrong-password"}))
        except WeakPasswordError as error:
            return await show(asking, Tried(faults={"password": "account-weak-password"}), weak=error.words)
        except TooManySignInsError:
            return await show(asking, Tried(said="error-too-many-requests", status=429))
        # Whoever knew the old one is signed in nowhere any more.
        await staff.signing_in.end_others(asking.session_id, asking.session.person.person_id)
        return administrators.done(asking, here, here.path, "password")

    @router.post("/account/sessions/end")
    async def end_sessions(request: Request) -> Response:
        asking = await staff.asking(request)
        await staff.sent(request, asking)
        await staff.signing_in.end_others(asking.session_id, asking.session.person.person_id)
        return administrators.done(asking, here, here.path, "signed-out")


def _add_reminders(
    router: APIRouter, administrators: Administrators, here: Place, show: Callable[[Asking, Tried], Awaitable[Response]]
) -> None:
    """The form by which one says how one is reached."""
    staff, administering = administrators.staff, administrators.administering

    @router.post("/account/reminders")
    async def change_reminders(request: Request) -> Response:
        asking = await staff.asking(request)
        sent = await staff.sent(request, asking)
        if faults := faults_of(sent, (), ADDRESS_RULE):
            return await show(asking, tried_wrongly(sent, faults))
        body = {**reached_typed(sent), "reminders": sent.value("reminders") == "yes"}
        try:
            await administering.accounts.change(asking.token, body, condition(sent))
        except RefusedError as error:
            return await show(asking, refused(sent, error))
        return administrators.done(asking, here, here.path, "changed")
