"""Renders notices into messages."""

from email.utils import format_datetime
from typing import Final

from services.notify.model.notice import Notice
from services.notify.model.words import clean_line
from services.notify.rendering import mime
from services.notify.rendering.composition import SUBJECT_LIMIT, compose
from services.notify.rendering.letter import Letter
from services.notify.rendering.letterhead import Letterhead
from services.notify.rendering.page import Pages
from shared.language import Catalogue, Language, OneLanguage
from shared.tracking import notice_message_id, reply_address

_LANGUAGES: Final[dict[Language, tuple[OneLanguage, ...]]] = {"ar": ("ar",), "en": ("en",), "both": ("ar", "en")}


class Renderer:
    """Turns a notice into the bytes of its message; the same notice always becomes the same bytes."""

    def __init__(self, letterhead: Letterhead, catalogue: Catalogue, pages: Pages | None = None) -> None:
        self._head = letterhead
        self._catalogue = catalogue
        self._pages = pages or Pages()

    def message_id(self, notice: Notice) -> str:
        """The notice's Message-ID, with its brackets."""
        return notice_message_id(notice.notice_id, notice.token, self._head.mail_domain)

    def render(self, notice: Notice) -> bytes:
        """The whole message, lines ended by CRLF; 7 bit unless `notice.needs_smtputf8`."""
        languages = _LANGUAGES[notice.language]
        letters = tuple(compose(notice, language, self._head, self._catalogue) for language in languages)
        return mime.write(
            self._headers(notice, letters),
            text=self._pages.text(letters),
            html=self._pages.html(letters),
            # `=_` cannot stand in base64 text (RFC 2045, 6.7 recommends it for that reason).
            boundary=f"=_diwan_{notice.notice_id.hex}",
        )

    def _headers(self, notice: Notice, letters: tuple[Letter, ...]) -> list[tuple[str, str]]:
        head = self._head
        organisation = " / ".join(letter.signature[-1] for letter in letters)
        headers = [
            ("From", mime.mailbox(organisation, head.address)),
            ("To", notice.recipient),
            ("Reply-To", reply_address(head.mailbox, notice.token, head.mail_domain)),
            ("Subject", mime.unstructured(_subject(notice, letters))),
            ("Date", format_datetime(notice.stated_at.astimezone(head.zone))),
            ("Message-ID", self.message_id(notice)),
        ]
        if notice.in_reply_to:
            headers += [(name, notice.in_reply_to) for name in ("In-Reply-To", "References")]
        headers += [
            # RFC 3834, 5; the Microsoft header keeps absence notes and read receipts away, but not bounces (NDR).
            ("Auto-Submitted", "auto-replied"),
            ("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
            ("Content-Language", ", ".join(letter.language for letter in letters)),
            ("X-Diwan-Notice", notice.kind),
            ("X-Diwan-Submission", str(notice.submission_id)),
        ]
        if notice.number:
            headers.append(("X-Diwan-Transaction", mime.unstructured(notice.number)))
        return headers


def _subject(notice: Notice, letters: tuple[Letter, ...]) -> str:
    titles = " / ".join(letter.title for letter in letters)
    # The number after the title, so that an Arabic subject begins with Arabic and its line runs from right to left.
    numbered = f"{titles} [{clean_line(notice.number)}]" if notice.number else titles
    original = "" if notice.confidential else clean_line(notice.subject, SUBJECT_LIMIT)
    return f"{numbered}: {original}" if original else numbered
