"""A form of all classes: rows come and go by buttons, so that it works without a script."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from services.portal.api.reading import new_key
from services.portal.api.staff.administrators.parts import LONGEST_REASON, Administrators, condition
from services.portal.api.staff.answering import Asking, Sent
from services.portal.api.staff.item import Tried
from services.portal.errors import RefusedError
from services.portal.model.retention import COUNTED_FROM, THEN, Content
from services.portal.rendering import Place
from shared.language import OneLanguage

HERE: Final = "/administration/retention/classes"
MOST_ROWS: Final = 50
MOST_FIELDS: Final = 600
_CONFLICT: Final = 409
_DIGITS: Final = 4
_NEW: Final[Content] = {"code": "", "title": {"ar": "", "en": ""}, "help": {"ar": "", "en": ""}}


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    retaining = administrators.retaining

    def page(asking: Asking, content: Content, version: str, tried: Tried | None, faults: dict[str, str]) -> Response:
        return administrators.page(
            asking,
            "retention-classes",
            Place(language, HERE),
            tried,
            content=content,
            version=version,
            faults=faults,
            moments=COUNTED_FROM,
            ways=THEN,
        )

    @router.get(HERE)
    async def begin(request: Request) -> Response:
        asking = await administrators.asking(request)
        latest = await retaining.retention.latest(asking.token)
        return page(asking, dict(latest.content), str(latest.number), None, {})

    @router.post(HERE)
    async def go_on(request: Request) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking, most_fields=MOST_FIELDS)
        content, typed = stepped(content_of(sent), sent.value("step")), {"why": sent.value("why")}
        if sent.value("step") != "put":
            tried = Tried(values=typed, status=200, key=sent.value("key"))
            return page(asking, content, sent.value("version"), tried, {})
        if not 0 < len(typed["why"]) <= LONGEST_REASON:
            tried = Tried(values=typed, said="types-why-needed", key=sent.value("key"))
            return page(asking, content, sent.value("version"), tried, {})
        try:
            await retaining.retention.put(asking.token, content, typed["why"], condition(sent), language)
        except RefusedError as error:
            stale = error.because == "stale-version"
            now = await retaining.retention.latest(asking.token)
            tried = Tried(
                values=typed,
                said="administration-meanwhile" if stale else "error-invalid-content",
                status=_CONFLICT if stale else 422,
                key=new_key(),
            )
            # What is sent next is about what is there now: the history shows what somebody else changed.
            return page(asking, content, str(now.number) if stale else sent.value("version"), tried, dict(error.told))
        return administrators.done(asking, Place(language, ""), "/administration/retention", "in-force")


def content_of(sent: Sent) -> Content:
    """The classes as the form says them, right or wrong."""
    rows = sent.value("rows")
    count = min(int(rows), MOST_ROWS) if _is_whole(rows) else 0
    return {"default": sent.value("default"), "classes": [_class(sent, f"classes.{row}") for row in range(count)]}


def stepped(content: Content, step: str) -> Content:
    """The form with a row more or less, as its button says."""
    what, _, row = step.partition(":")
    classes: list[Any] = content["classes"]
    if what == "add":
        return {**content, "classes": [*classes, _NEW][:MOST_ROWS]}
    if what == "remove" and _is_whole(row):
        return {**content, "classes": [one for at, one in enumerate(classes) if at != int(row)]}
    return content


def _class(sent: Sent, at: str) -> Content:
    years = sent.value(f"{at}.years")
    return {
        "code": sent.value(f"{at}.code"),
        "title": {language: sent.value(f"{at}.title.{language}") for language in ("ar", "en")},
        "help": {language: sent.value(f"{at}.help.{language}") for language in ("ar", "en")},
        "years": int(years) if _is_whole(years) else years or None,
        "counted_from": sent.value(f"{at}.counted_from") or "closed",
        "then": sent.value(f"{at}.then") or "review",
    }


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS
