"""The catalogue, the calendar and the clock of one organisation in one language."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.notify.model.words import clean_line
from shared.dates import date_text, moment_text
from shared.language import Catalogue, OneLanguage, Text


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in one language."""

    catalogue: Catalogue
    language: OneLanguage
    zone: ZoneInfo

    def say(self, key: str, /, **arguments: str | int) -> str:
        """A message of the catalogue; what stands in its places is isolated."""
        return self.catalogue.text(self.language, key, **arguments)

    def words(self, text: Text) -> str:
        """A bilingual text in this language, safe to stand in a line."""
        return clean_line(text.in_(self.language))

    def moment(self, moment: datetime) -> str:
        """Date and time with the name of the clock."""
        return moment_text(moment, self.zone, self.language, name_zone=True)

    def day(self, day: date) -> str:
        """A date."""
        return date_text(day, self.language)
