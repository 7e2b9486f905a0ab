"""Fills templates. All words come from the catalogue; templates hold none of their own."""

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from services.portal.model import grouped
from services.portal.model.clerks import BECAUSE, STEPS
from services.portal.model.deeds import DEEDS
from services.portal.model.letters import STEPS as LETTER_STEPS
from services.portal.model.matter import STATES
from services.portal.model.navigation import groups_for, way_to
from services.portal.model.story import ARRIVING
from services.portal.model.work import SETTLED
from services.portal.rendering.assets import Assets
from services.portal.rendering.charts import bar, swatch
from services.portal.rendering.code128 import barcode
from services.portal.rendering.place import Place
from shared.dates import date_text, moment_text, month_name, short_date_text, weekday_name
from shared.language import Catalogue, OneLanguage, Text
from shared.markup import dialled, isolated, unisolated
from shared.tracking import tracking_url

LATE: Final = Markup("<!-- late -->")
"""Stands in a page where a part of it comes later; nothing that people wrote can look like it, because it is escaped."""
_TEMPLATES: Final = Path(__file__).parent.parent / "templates"
_ENDINGS: Final = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/tiff": ("tif", "tiff"),
    "image/heic": ("heic",),
    "application/msword": ("doc",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
}
"""Media types that request types ask for, and how the names of such files end: what people know them by."""


class Pages:
    """The templates of one organisation, ready to be filled. Safe to share: filling changes nothing."""

    def __init__(
        self,
        *,
        organisation: Text,
        mailbox: str,
        public_url: str,
        zone: ZoneInfo,
        assets: Assets,
        catalogue: Catalogue,
    ) -> None:
        self._organisation = organisation
        self._public_url = public_url
        self._zone = zone
        self._catalogue = catalogue
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=select_autoescape(("html",)),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(
            dialled=dialled, grouped=grouped, endings=endings, accepted=accepted, as_day=date.fromisoformat
        )
        self._templates.globals.update(
            asset=assets.address, mailbox=mailbox, deeds=DEEDS, states=STATES, reasons=BECAUSE, steps=STEPS
        )
        self._templates.globals.update(barcode=barcode, bar=bar, swatch=swatch, arriving=ARRIVING, settled=SETTLED)
        self._templates.globals.update(late=LATE, letter_steps=LETTER_STEPS, groups_for=groups_for, way_to=way_to)

    def fill(self, template: str, place: Place, **content: Any) -> str:
        """One page, whole."""
        language = place.language
        return self._templates.get_template(f"{template}.html").render(
            place=place,
            organisation=self._organisation.in_(language),
            t=partial(self._said, language),
            plain=partial(self._plain, language),
            other=partial(self._said, place.other.language),
            day=partial(_day, language=language),
            short_day=partial(_short_day, language=language),
            moment=partial(self._moment, language),
            size=partial(self._size, language),
            qr=self._qr,
            public=self._public,
            month_name=partial(month_name, language=language),
            weekday=partial(weekday_name, language=language),
            weekday_short=partial(weekday_name, language=language, short=True),
            **content,
        )

    def say(self, language: OneLanguage, key: str, /, **arguments: str | int) -> str:
        """Words of the catalogue without any marks, for what is drawn."""
        return self._plain(language, key, **arguments)

    def _said(self, language: OneLanguage, key: str, /, **arguments: str | int) -> Markup:
        bare = {name: unisolated(value) if isinstance(value, str) else value for name, value in arguments.items()}
        return isolated(self._catalogue.text(language, key, **bare))

    def _plain(self, language: OneLanguage, key: str, /, **arguments: str | int) -> str:
        return unisolated(self._catalogue.text(language, key, **arguments))

    def _moment(self, language: OneLanguage, moment: datetime) -> str:
        return moment_text(moment, self._zone, language)

    def _size(self, language: OneLanguage, size: int) -> Markup:
        kilobytes = max(1, round(size / 1024))
        if kilobytes < 1024:  # noqa: PLR2004 - kilobytes of a megabyte
            return self._said(language, "portal-kilobytes", size=str(kilobytes))
        return self._said(language, "portal-megabytes", size=f"{kilobytes / 1024:.1f}")

    def _public(self, path: str) -> str:
        """An address as it is handed out, also outside the pages."""
        return f"{self._public_url.rstrip('/')}{path}"

    def _qr(self, token: str, label: str) -> Markup:
        """A QR code of a matter's tracking page: an element, no picture from anywhere."""
        code = segno.make(tracking_url(self._public_url, token), error="m", micro=False)
        drawn = code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None, title=label)
        return Markup(drawn)  # noqa: S704 - drawn by us; segno escapes the title


def endings(media_types: tuple[str, ...]) -> str:
    """How names of such files end, as people are told: `PDF, JPG, PNG`; nothing when it does not matter."""
    return ", ".join(_ENDINGS[kind][0].upper() for kind in media_types if kind in _ENDINGS)


def accepted(media_types: tuple[str, ...]) -> str:
    """What a file control offers to choose from: types and endings, because not every system knows every type."""
    return ",".join((*media_types, *(f".{one}" for kind in media_types for one in _ENDINGS.get(kind, ()))))


def _day(day: date, language: OneLanguage) -> str:
    return date_text(day, language)


def _short_day(day: date, language: OneLanguage) -> str:
    return short_date_text(day, language)
