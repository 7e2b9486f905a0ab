"""What requests about letters say."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, EmailStr, Field

from services.routing.letters.model import Content, Kind, Outcome, Way, Wording
from services.routing.letters.papers import Enclosure, Written
from services.routing.letters.requesting import Done
from shared.contracts import routing as contracts

UnitId = Annotated[str, Field(min_length=1, max_length=100, description="The unit's code.")]
# with something in it that can be seen
Line = Annotated[str, Field(pattern=r"^[^\r\n]*\S[^\r\n]*$", max_length=300)]
MOST_ENCLOSED, MOST_UNITS = 20, 50


class WordingBody(BaseModel):
    """A letter's words in one language."""

    subject: Line
    body: Annotated[
        str, Field(pattern=r"\S", max_length=20_000, description="Paragraphs and simple lists, as plain text.")
    ]


class RecipientBody(BaseModel):
    """Whom it goes to."""

    name: Annotated[str, Field(max_length=300)] = ""
    address: EmailStr | None = Field(default=None, description="Null where it goes by paper.")
    postal_address: Annotated[str, Field(max_length=1000, description="Lines of the address block.")] = ""


class EnclosureBody(BaseModel):
    """A file that lies in the vault: a document of the matter, or one that was put there (`PUT /blobs/{sha256}`)."""

    name: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f/\\]*\S[^\x00-\x1f\x7f/\\]*$", max_length=255)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class ContentBody(BaseModel):
    """All of a letter that its writer decides; in one language or in both."""

    ar: WordingBody | None = None
    en: WordingBody | None = None
    recipient: RecipientBody = Field(default=RecipientBody(), description="Of a memo nobody: it goes to units.")
    by: Way
    to_units: Annotated[list[UnitId], Field(max_length=MOST_UNITS, description="Of a memo, the units it goes to.")] = []
    attachments: Annotated[list[EnclosureBody], Field(max_length=MOST_ENCLOSED)] = []
    confidential: bool = False

    @property
    def written(self) -> Written:
        """The same in the words of the service."""
        return Written(
            content=Content(
                ar=Wording(**self.ar.model_dump()) if self.ar else None,
                en=Wording(**self.en.model_dump()) if self.en else None,
                recipient=contracts.Recipient(**self.recipient.model_dump()),
                by=self.by,
                to_units=tuple(dict.fromkeys(self.to_units)),
                confidential=self.confidential,
            ),
            enclosures=[Enclosure(name=each.name, sha256=each.sha256) for each in self.attachments],
        )


class FromTemplateBody(BaseModel):
    """The template that the words began as."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
    version: int = Field(ge=1, le=2**31)


class DraftLetter(BaseModel):
    """Begin a letter."""

    kind: Kind
    number: Annotated[str, Field(max_length=60)] | None = Field(
        default=None, description="The transaction that it answers or belongs to."
    )
    unit_id: UnitId | None = Field(
        default=None,
        description="The unit that writes it. Of an answer, the one whose work on the transaction the asker holds; "
        "elsewhere needed by whoever belongs to several.",
    )
    content: ContentBody
    begun_from: FromTemplateBody | None = Field(
        default=None, description="The template that it was begun with, if any."
    )


class Approve(BaseModel):
    """Approve the edition that one has seen."""

    edition: int = Field(ge=1, description="Its round.")


class SendBack(BaseModel):
    """Send a letter back to its writer."""

    comments: Annotated[str, Field(pattern=r"\S", max_length=4000)]


class Discard(BaseModel):
    """Give a letter up."""

    because: Annotated[str, Field(max_length=2000)] = ""


class NoteDelivery(BaseModel):
    """What became of a letter on paper."""

    outcome: Outcome
    at: AwareDatetime | None = Field(default=None, description="When it happened; null: now.")
    how: Annotated[str, Field(max_length=200, description="Such as by hand, by post, by courier.")] = ""
    reference: Annotated[str, Field(max_length=200, description="Such as a tracking number.")] = ""
    remark: Annotated[str, Field(max_length=2000, description="Such as who signed for it, or why it came back.")] = ""


class FillTemplate(BaseModel):
    """For whom a template is to be filled."""

    unit_id: UnitId
    number: Annotated[str, Field(max_length=60)] | None = Field(
        default=None, description="The transaction that the letter is about."
    )


class DoneView(BaseModel):
    """What came of a change; the version is also in the `ETag`."""

    letter_id: UUID
    version: int

    @classmethod
    def of(cls, done: Done) -> "DoneView":
        """The same, shown."""
        return cls(letter_id=done.letter_id, version=done.version)
