"""A template as the letter that it would begin: about a transaction, or as if there were one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from services.routing.letters.beginning import matter_of
from services.routing.letters.model import Content, Edition, Letter, Matter, Wording
from services.routing.letters.sheet import Letterhead
from services.routing.letters.templates import Template, fill, values
from services.routing.model import By, Route
from shared.contracts import UnitChangedV1
from shared.contracts.base import Requester
from shared.contracts.routing import Recipient
from shared.dates import date_text
from shared.language import OneLanguage
from shared.transaction_number import transaction_number

_NO_LETTER: Final = UUID(int=0)
_SEQUENCE: Final = 123
# Of nobody, so that no draft carries the code of somebody's tracking page.
_NOBODY: Final = Requester(name="", token="")


def sample_letter(
    template: Template, by: By, unit: UnitChangedV1, route: Route | None, head: Letterhead, now: datetime
) -> Letter:
    """The letter in both languages, of the first kind that the template is for; it is nobody's and kept nowhere."""
    filled = {language: _filled(language, template, unit, route, head, now) for language in template.wordings}
    name = route.requester.name if route else head.catalogue.text("ar", "template-sample-requester")
    content = Content(ar=filled["ar"], en=filled["en"], recipient=Recipient(name=name), by="paper")
    kind = template.kinds[0]
    return Letter(
        letter_id=_NO_LETTER,
        version=1,
        kind=kind,
        state="draft",
        since=now,
        unit_id=unit.unit.unit_id,
        drafted_by=by,
        editions=(Edition(round=1, content=content, by=by, at=now),),
        matter=_matter(route, now) if kind == "answer" else None,
    )


def _filled(
    language: OneLanguage, template: Template, unit: UnitChangedV1, route: Route | None, head: Letterhead, now: datetime
) -> Wording:
    known = values(language, route=route, unit=unit, organisation=head.organisation, now=now)
    if route is None:
        known = {**_sampled(language, unit, head, now), **known}
    words = template.wordings[language]
    return Wording(subject=fill(words.subject, known), body=fill(words.body, known))


def _sampled(language: OneLanguage, unit: UnitChangedV1, head: Letterhead, now: datetime) -> Mapping[str, str]:
    """What the fields of a transaction could be."""
    today, words = date_text(now.astimezone(ZoneInfo(unit.time_zone)).date(), language), head.catalogue.text
    return {
        "number": _number(now),
        "subject": words(language, "template-sample-subject"),
        "requester": words(language, "template-sample-requester"),
        "received_on": today,
        "due_on": today,
    }


def _matter(route: Route | None, now: datetime) -> Matter:
    if route is None:
        return Matter(submission_id=_NO_LETTER, number=_number(now), received_at=now, requester=_NOBODY)
    matter = matter_of(route)
    return Matter(
        submission_id=matter.submission_id,
        number=matter.number,
        received_at=matter.received_at,
        requester=_NOBODY,
        subject=matter.subject,
    )


def _number(now: datetime) -> str:
    return transaction_number("incoming", now.year, _SEQUENCE)
