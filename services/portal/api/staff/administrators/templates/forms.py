"""The form of a template: shown, tried, put in force."""

from collections.abc import Sequence
from typing import Final

from fastapi import Request, Response

from services.portal.api.reading import new_key
from services.portal.api.staff.administrators.parts import Administrators, Done
from services.portal.api.staff.administrators.templates.looking import HERE
from services.portal.api.staff.administrators.templates.typed import (
    Looked,
    looked_at,
    refused_of,
    template_typed,
)
from services.portal.api.staff.answering import Asking, Sent
from services.portal.api.staff.item import Tried
from services.portal.errors import NotDrawnError, RefusedError
from services.portal.model.letter_templates import CONTROLS, KINDS, MERGED, LetterTemplate
from services.portal.ports import Condition
from services.portal.rendering import Place
from services.portal.templating import TemplateSheet
from shared.errors import NotFoundError
from shared.language import OneLanguage
from shared.transaction_number import parse_number

NEW: Final = "/administration/new-template"
LONGEST_REASON: Final = 500


class Forms:
    """The form of a template, in one language; an empty code is one that is new."""

    def __init__(self, administrators: Administrators, language: OneLanguage) -> None:
        self._administrators = administrators
        self._templating = administrators.templating
        self._language = language

    async def show(
        self, asking: Asking, code: str, looked: Looked, sheet: TemplateSheet | None = None, done: Done | None = None
    ) -> Response:
        """The form, with the history of what is there already."""
        if code and sheet is None:
            sheet = await self._templating.sheet(asking.token, code)
        return self._administrators.page(
            asking,
            "template",
            Place(self._language, f"{HERE}/{code}" if code else NEW),
            Tried(said=looked.said, status=looked.status, key=new_key()),
            looked=looked,
            draft=looked.template,
            faults=dict(looked.faults),
            sheet=sheet,
            code=code,
            kinds=KINDS,
            known_controls=CONTROLS,
            merge_fields=MERGED,
            around=await self._templating.surroundings(asking.token),
            done=done,
        )

    async def done(self, request: Request, code: str) -> Response:
        """Try what was typed, or put it in force."""
        asking = await self._administrators.asking(request)
        sent = await self._administrators.staff.sent(request, asking)
        template = template_typed(sent, code)
        try:
            if sent.value("act") == "put":
                return await self._put(asking, sent, code, template)
            pictures = await self._pictures(asking, sent, template)
        except (NotFoundError, NotDrawnError):
            return await self.show(asking, code, looked_at(sent, template, said="templates-not-shown", status=422))
        except RefusedError as error:
            return await self.show(asking, code, refused_of(sent, template, error))
        return await self.show(asking, code, looked_at(sent, template, pictures=pictures))

    async def _pictures(self, asking: Asking, sent: Sent, template: LetterTemplate) -> Sequence[str]:
        number = sent.value("number")
        parsed = parse_number(number) if number else None
        if number and parsed is None:
            raise NotFoundError(number)
        known = str(parsed) if parsed else ""
        return await self._templating.pictures(asking.token, template, sent.value("by-unit"), known, self._language)

    async def _put(self, asking: Asking, sent: Sent, code: str, template: LetterTemplate) -> Response:
        why = sent.value("why")
        if not template.code or not 0 < len(why) <= LONGEST_REASON:
            said = "rules-why-needed" if template.code else "templates-code-needed"
            return await self.show(asking, code, looked_at(sent, template, said=said, status=422))
        seen = Condition(key=sent.value("key") or new_key(), version=sent.value("version") if code else "")
        kept = self._templating.templates.of(template.code)
        await kept.put(asking.token, template.content, why, seen, self._language)
        return self._administrators.done(asking, Place(self._language, ""), f"{HERE}/{template.code}", "in-force")
