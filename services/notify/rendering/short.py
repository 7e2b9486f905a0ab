"""Notices as short texts: what is sent to a telephone, and what somebody says who calls."""

from typing import Final

from services.notify.model.delivery import Enclosures
from services.notify.model.notice import Notice
from services.notify.model.short_message import parts, plain
from services.notify.model.words import clean_line
from services.notify.rendering.letterhead import Letterhead
from services.notify.rendering.sms_body import SmsBody
from services.notify.rendering.voice import Voice
from shared.contracts.base import Unit
from shared.language import Catalogue, Language, OneLanguage
from shared.markup import unisolated
from shared.tracking import short_tracking_url

MOST_PARTS: Final = 3
"""Of a text in one language."""
_UNIT_LIMITS: Final = (60, 30, 15)
"""Characters of a unit's name: as many as the parts allow."""
_LEFT_TO_RIGHT: Final = "\u200e"
_LANGUAGES: Final[dict[Language, tuple[OneLanguage, ...]]] = {"ar": ("ar",), "en": ("en",), "both": ("ar", "en")}


class ShortTexts:
    """Says a notice in one breath. Nothing in it was written by strangers, so its length is known."""

    def __init__(self, letterhead: Letterhead, catalogue: Catalogue) -> None:
        self._head = letterhead
        self._catalogue = catalogue

    def spoken(self, notice: Notice, language: OneLanguage) -> str:
        """What to say, without an address that nobody can write down."""
        return self._text(notice, language, _UNIT_LIMITS[0])

    def written(self, notice: Notice) -> str:
        """What is sent, in the requester's language or in both."""
        link = short_tracking_url(self._head.public_url, notice.token)
        return "\n\n".join(self._fitting(notice, language, link) for language in _LANGUAGES[notice.language])

    def _fitting(self, notice: Notice, language: OneLanguage, link: str) -> str:
        # Marks that keep directions apart would be paid for; what needs one has it already.
        texts = (f"{plain(unisolated(self._text(notice, language, limit)))}\n{link}" for limit in _UNIT_LIMITS)
        *longer, shortest = texts
        return next((text for text in longer if parts(text) <= MOST_PARTS), shortest)

    def _text(self, notice: Notice, language: OneLanguage, unit_limit: int) -> str:
        voice = Voice(self._catalogue, language, self._head.zone)
        unit = getattr(notice.facts, "unit", None)
        return voice.say(
            f"short-{notice.kind}",
            organisation=clean_line(self._head.organisation.in_(language), _UNIT_LIMITS[0]),
            number=clean_line(notice.number or ""),
            unit=clean_line(unit.name.in_(language), unit_limit) if isinstance(unit, Unit) else "",
            telephone=_dialled(unit.telephone, language) if isinstance(unit, Unit) else "",
        )


def _dialled(telephone: str, language: OneLanguage) -> str:
    """A telephone number whose parts keep their order also among Arabic words (UAX #9), for one character more."""
    line = clean_line(telephone, 20)
    return f"{_LEFT_TO_RIGHT}{line}" if language == "ar" else line


class SmsRenderer:
    """Turns a notice into what the sender of short messages is told; the same notice always becomes the same bytes."""

    def __init__(self, texts: ShortTexts, body: SmsBody) -> None:
        self._texts = texts
        self._body = body

    def fitting(self, notice: Notice) -> Notice:
        """The notice as it is: it carries nothing."""
        return notice

    def enclosures(self, _notice: Notice) -> Enclosures:
        """Nothing."""
        return Enclosures()

    def message_id(self, notice: Notice) -> str:
        """What the sender knows a repeated message by."""
        return str(notice.notice_id)

    def render(self, notice: Notice) -> bytes:
        """The whole request."""
        return self._body.fill(to=notice.recipient, text=self._texts.written(notice), id_=self.message_id(notice))
