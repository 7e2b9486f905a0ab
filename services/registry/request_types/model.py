"""What a request type says. The form of `config/request-types/*.yaml`, one file per type."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints
from pydantic_core import PydanticCustomError

from services.registry.request_types import expressions
from services.registry.request_types.file_names import words_of
from services.registry.request_types.words import Keywords, Names, Words
from shared.arabic import Phrases, stem

MediaType = Literal[
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/heic",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
]
"""What documents may be. A closed list, so that `image/jpg`, which no file ever is, is found at start."""

_LONGEST_PATTERN = 200


def _compiles(pattern: str) -> str:
    try:
        expressions.check(pattern)
    except ValueError as error:
        raise PydanticCustomError(
            "field-no-expression", "is not a regular expression: {error}", {"error": str(error)}
        ) from error
    return pattern


Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
"""Small Latin letters, digits and single hyphens."""

Mailbox = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*@[a-z0-9-]+(\.[a-z0-9-]+)+$")]
"""A full mail address in small letters."""

Pattern = Annotated[str, StringConstraints(max_length=_LONGEST_PATTERN), AfterValidator(_compiles)]
"""A regular expression (`expressions`) for a whole value."""


class _Declared(BaseModel):
    """A frozen part of a request type: no unknown fields, no conversions (a number is no text)."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class FormField(_Declared):
    """A field of the portal's form. `pattern` must fit the whole value, digits folded to ASCII."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
    title: Words
    required: bool
    pattern: Pattern | None = None


class Recognition(_Declared):
    """How a document is recognised: words in its file name (any of them), and what its bytes may be (any of these)."""

    names: Names
    media_types: tuple[MediaType, ...] = Field(strict=False, min_length=1)


class RequiredDocument(_Declared):
    """A document that a request type asks for (`required`), or knows when it sees it."""

    code: Code
    title: Words
    help: Words
    required: bool
    recognise: Recognition

    @property
    def media_types(self) -> tuple[MediaType, ...]:
        """What its file may be: the one thing about its recognition that whoever sends it has to know."""
        return self.recognise.media_types


class RequestType(_Declared):
    """A kind of matter: what it needs, who handles it, how it is recognised and how long an answer may take."""

    code: Code
    title: Words
    help: Words
    unit: Code = Field(description="Id of the unit that handles it, as directory knows it.")
    mailbox: Mailbox | None = Field(default=None, description="Address of its own; none when only words or people say.")
    keywords: Keywords = Keywords()
    fields: tuple[FormField, ...] = Field(default=(), strict=False)
    documents: tuple[RequiredDocument, ...] = Field(default=(), strict=False)
    days_to_answer: int = Field(ge=1, le=365, description="Working days of the unit's calendar.")
    original_required: bool = Field(default=False, description="The original must follow on paper.")
    registration: Literal["automatic", "clerk"] = "automatic"
    urgent: bool = False
    confidential: bool = Field(
        default=False, description="Seen by clearance only, as is all that comes to its address."
    )
    confidential_mailbox: bool = Field(default=False, description="What comes to its address is, whatever it is about.")
    active: bool = Field(
        default=True, description="Whether it is offered and recognised; a retired type stays readable."
    )
    retention: Code | None = Field(
        default=None, description="Code of the retention class of its documents; the default one where it is not named."
    )

    _version: int = PrivateAttr(default=0)

    @property
    def version(self) -> int:
        """The number of the version that says this; 0 where it comes from a file and was never put in force."""
        return self._version

    def as_version(self, number: int) -> Self:
        """The same, as what a version says."""
        numbered = self.model_copy()
        numbered._version = number  # noqa: SLF001 - of its own kind
        return numbered

    @cached_property
    def phrases(self) -> Mapping[str, str]:
        """What letters of this type say, by stem, so that the same words count once: keywords, and longer titles."""
        titles = (title for title in (self.title.ar, self.title.en) if len(title.split()) > 1)
        return {stem(phrase): phrase for phrase in (*titles, *self.keywords.ar, *self.keywords.en)}

    @cached_property
    def names(self) -> Phrases[str]:
        """The words by which its documents are recognised, each owned by the document's code.

        A document's titles are among them: whoever is told what is missing may name the file so.
        """
        return Phrases(
            (words_of(name), document.code)
            for document in self.documents
            for name in (
                document.title.ar,
                document.title.en,
                *document.recognise.names.ar,
                *document.recognise.names.en,
            )
        )
