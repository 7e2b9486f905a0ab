"""Routing's templates of letters in versions, in memory."""

from collections.abc import Mapping
from typing import Any

from services.portal.errors import RefusedError
from services.portal.model.letter_templates import TemplateShelf
from shared.errors import NotFoundError
from shared.language import OneLanguage
from tests.unit.portal.staff.rules_fakes import FakeConfigured

APPROVAL: Mapping[str, Any] = {
    "code": "approval",
    "title": {"ar": "الموافقة <b>", "en": "Approval <b>"},
    "kinds": ["answer"],
    "ar": {"subject": "بشأن {subject}", "body": "رقم {number}\n"},
    "en": {"subject": "About {subject}", "body": "Number {number}\n"},
}


class FakeLetterTemplates:
    """`refuse` is the next refusal of a draft that is printed; `asked` is what was printed."""

    def __init__(self) -> None:
        self.kept = {"approval": FakeConfigured(APPROVAL)}
        self.refuse: RefusedError | None = None
        self.asked: list[tuple[str, Mapping[str, Any], str, str, str]] = []

    async def shelf(self, token: str) -> TemplateShelf:
        assert token
        latest = [(one.kept[-1].content, one.kept[-1].number) for one in self.kept.values() if one.kept]
        listed = [{"active": True, **content, "version": number} for content, number in latest]
        return TemplateShelf.model_validate({"templates": listed, "fields": ["number", "subject", "unheard_of"]})

    def of(self, code: str) -> FakeConfigured:
        return self.kept.setdefault(code, FakeConfigured())

    async def printed(
        self, token: str, code: str, content: Mapping[str, Any], unit_id: str, number: str, language: OneLanguage
    ) -> bytes:
        assert token
        if self.refuse is not None:
            refusal, self.refuse = self.refuse, None
            raise refusal
        if number:
            raise NotFoundError(number)
        self.asked.append((code, content, unit_id, number, language))
        return b"%PDF 2"
