"""Renders notices into messages."""

from dataclasses import replace
from email.utils import format_datetime
from typing import Final

from services.notify.model.delivery import Enclosure, Enclosures
from services.notify.model.notice import Answered, Notice, OwnLetter
from services.notify.model.words import clean_line
from services.notify.rendering import mime
from services.notify.rendering.composition import SUBJECT_LIMIT, compose
from services.notify.rendering.letter import Letter
from services.notify.rendering.letterhead import Letterhead
from services.notify.rendering.page import Pages
from shared.language import Catalogue, Language, OneLanguage
from shared.tracking import notice_message_id, reply_address

_LANGUAGES: Final[dict[Language, tuple[OneLanguage, ...]]] = {"ar": ("ar",), "en": ("en",), "both": ("ar", "en")}


MOST_ENCLOSED: Final = 10 * 1024 * 1024
"""Bytes. In base64 they are a third more; most mail systems take 20 to 25 megabytes."""


class Renderer:
    """Turns a notice into the bytes of its message; the same notice always becomes the same bytes."""

    def __init__(
        self,
        letterhead: Letterhead,
        catalogue: Catalogue,
        pages: Pages | None = None,
        *,
        most_enclosed: int = MOST_ENCLOSED,
    ) -> None:
        """`most_enclosed` is how many bytes of documents a mail carries."""
        self._head = letterhead
        self._catalogue = catalogue
        self._pages = pages or Pages()
        self._most_enclosed = most_enclosed

    def fitting(self, notice: Notice) -> Notice:
        """The notice with no more in it than a mail may carry, if it can be less."""
        facts = notice.facts
        if not isinstance(facts, Answered | OwnLetter):
            return notice
        return replace(notice, facts=facts.within(self._most_enclosed))

    def message_id(self, notice: Notice) -> str:
        """The notice's Message-ID, with its brackets."""
        # A letter that nobody follows is a thread by itself.
        return notice_message_id(notice.notice_id, notice.token or notice.notice_id.hex, self._head.mail_domain)

    def render(self, notice: Notice) -> bytes:
        """The message, lines ended by CRLF; 7 bit unless `notice.needs_smtputf8`.

        Of one that carries documents it is what stands before them: see `enclosures`.
        """
        languages = _LANGUAGES[notice.language]
        letters = tuple(compose(notice, language, self._head, self._catalogue) for language in languages)
        return mime.write(
            self._headers(notice, letters),
            text=self._pages.text(letters),
            html=self._pages.html(letters),
            # `=_` cannot stand in base64 text (RFC 2045, 6.7 recommends it for that reason).
            boundary=f"=_diwan_{notice.notice_id.hex}",
            enclosing=_enclosing(notice) if notice.enclosures else "",
        )

    def enclosures(self, notice: Notice) -> Enclosures:
        """What follows a message that carries documents; nothing where it carries none."""
        if not notice.enclosures:
            return Enclosures()
        boundary = _enclosing(notice)
        return Enclosures(
            parts=tuple(
                Enclosure(
                    before=mime.before_enclosure(boundary, one.name, one.media_type if one.agrees else ""),
                    sha256=one.sha256,
                    size=one.size,
                )
                for one in notice.enclosures
            ),
            end=mime.end(boundary),
        )

    def _headers(self, notice: Notice, letters: tuple[Letter, ...]) -> list[tuple[str, str]]:
        head = self._head
        organisation = " / ".join(letter.signature[-1] for letter in letters)
        headers = [
            ("From", mime.mailbox(organisation, head.address)),
            ("To", notice.recipient),
            ("Reply-To", reply_address(head.mailbox, notice.token, head.mail_domain) if notice.token else head.address),
            ("Subject", mime.unstructured(_subject(notice, letters))),
            ("Date", format_datetime(notice.stated_at.astimezone(head.zone))),
            ("Message-ID", self.message_id(notice)),
        ]
        if notice.in_reply_to:
            headers += [(name, notice.in_reply_to) for name in ("In-Reply-To", "References")]
        headers += [
            # RFC 3834, 5; the Microsoft header keeps absence notes and read receipts away, but not bounces (NDR).
            ("Auto-Submitted", "auto-replied" if notice.token else "auto-generated"),
            ("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
            ("Content-Language", ", ".join(letter.language for letter in letters)),
            ("X-Diwan-Notice", notice.kind),
            ("X-Diwan-Submission", str(notice.submission_id)),
        ]
        if notice.number:
            headers.append(("X-Diwan-Transaction", mime.unstructured(notice.number)))
        return headers


def _enclosing(notice: Notice) -> str:
    return f"=_diwan_{notice.notice_id.hex}_enclosing"


def _subject(notice: Notice, letters: tuple[Letter, ...]) -> str:
    titles = " / ".join(letter.title for letter in letters)
    # The number after the title, so that an Arabic subject begins with Arabic and its line runs from right to left.
    numbered = f"{titles} [{clean_line(notice.number)}]" if notice.number else titles
    original = "" if notice.confidential else clean_line(notice.subject, SUBJECT_LIMIT)
    return f"{numbered}: {original}" if original else numbered
