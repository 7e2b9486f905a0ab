"""Words of request types that must be in the language they are given for: swapped `ar` and `en` are found at start."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from shared.language import Text

_ARABIC = re.compile(r"[\u0621-\u064a]")
_LATIN = re.compile(r"[A-Za-z]")


def _arabic(text: str) -> str:
    if not _ARABIC.search(text):
        raise PydanticCustomError("field-no-arabic", "has no Arabic letter")
    return text.strip()


def _english(text: str) -> str:
    if _ARABIC.search(text) or not _LATIN.search(text):
        raise PydanticCustomError("field-not-english", "is not English")
    return text.strip()


def _phrase(text: str) -> str:
    if len(text.split()) < 2:  # noqa: PLR2004 - two words make a phrase
        raise PydanticCustomError(
            "field-one-word", "has one word, which stands in many letters by chance; give a phrase of two words or more"
        )
    return text


Arabic = Annotated[str, AfterValidator(_arabic)]
"""Words in Arabic."""

English = Annotated[str, AfterValidator(_english)]
"""Words in English."""


class Words(Text):
    """The same words in both languages, neither of them empty."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    ar: Arabic
    en: English


class Names(BaseModel):
    """Words that stand in file names, in either language."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    ar: tuple[Arabic, ...] = Field(strict=False, min_length=1)
    en: tuple[English, ...] = Field(strict=False, min_length=1)


class Keywords(BaseModel):
    """Phrases that stand in letters about one thing and in hardly any other."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    ar: tuple[Annotated[Arabic, AfterValidator(_phrase)], ...] = Field(default=(), strict=False)
    en: tuple[Annotated[English, AfterValidator(_phrase)], ...] = Field(default=(), strict=False)
