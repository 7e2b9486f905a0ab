"""Letters as those see them who may."""

from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from services.routing.letters import rights
from services.routing.letters.model import Kind, Letter, Outcome, Stage, StepKind, Way, stage
from services.routing.letters.rights import Action
from services.routing.rights import Person
from services.routing.views.branches import ByView
from shared.contracts.base import Document
from shared.contracts.routing import Recipient


class LetterLine(BaseModel):
    """A letter in a list."""

    letter_id: UUID
    version: int
    kind: Kind
    stage: Stage = Field(description="How far it is.")
    since: AwareDatetime = Field(description="When it came into this state.")
    unit_id: str = Field(description="The unit that writes it.")
    drafted_by: ByView
    subject: str
    recipient_name: str
    to_units: tuple[str, ...]
    answers: str | None = Field(description="Number of the transaction that it answers.")
    belongs_to: str | None = Field(description="Number of the transaction that it answers or belongs to.")
    waits_for: str | None = Field(description="The unit whose manager is to approve it next.")
    number: str | None
    confidential: bool
    urgent: bool


class LetterPage(BaseModel):
    """A page of letters; `next` is the `after` of the following page."""

    letters: list[LetterLine]
    next: str | None


class WordingView(BaseModel):
    """Words in one language."""

    subject: str
    body: str


class ContentView(BaseModel):
    """All that the writer decides."""

    ar: WordingView | None
    en: WordingView | None
    recipient: Recipient
    by: Way
    to_units: tuple[str, ...]
    attachments: tuple[Document, ...]
    confidential: bool


class EditionView(BaseModel):
    """One version of the content."""

    round: int = Field(description="From 1.")
    content: ContentView
    by: ByView
    at: AwareDatetime


class ApprovalView(BaseModel):
    """An approval, and of what."""

    unit_id: str
    by: ByView
    at: AwareDatetime
    edition: int


class LetterStepView(BaseModel):
    """One line of a letter's history."""

    when: AwareDatetime
    by: ByView
    kind: StepKind
    edition: int
    because: str


class DeliveryView(BaseModel):
    """One line of the delivery log."""

    outcome: Outcome
    at: AwareDatetime
    noted_at: AwareDatetime
    by: ByView
    how: str
    reference: str
    remark: str


class FromTemplateView(BaseModel):
    """The template that a letter was drafted from."""

    code: str
    version: int


class LetterDetail(LetterLine):
    """A letter with everything about it."""

    edition: int = Field(description="The round of the content as it is now: what an approval has to name.")
    editions: list[EditionView] = Field(description="Every version there was, oldest first.")
    chain: tuple[str, ...] = Field(
        description="The units whose managers approve it, in order; empty before it is submitted."
    )
    approvals: list[ApprovalView]
    history: list[LetterStepView]
    deliveries: list[DeliveryView]
    issued_at: AwareDatetime | None
    document: Document | None = Field(description="The PDF, which storage gives by its `document_id`; null before.")
    may: list[Action] = Field(description="What the asker may do with it now.")
    begun_from: FromTemplateView | None = Field(default=None, description="The template that it was drafted from.")


def letter_line(letter: Letter) -> LetterLine:
    """A letter in a list."""
    content, matter = letter.content, letter.matter
    return LetterLine(
        letter_id=letter.letter_id,
        version=letter.version,
        kind=letter.kind,
        stage=stage(letter),
        since=letter.since,
        unit_id=letter.unit_id,
        drafted_by=ByView.model_validate(letter.drafted_by, from_attributes=True),
        subject=content.subject,
        recipient_name=content.recipient.name,
        to_units=content.to_units,
        answers=matter.number if matter and letter.kind == "answer" else None,
        belongs_to=matter.number if matter else None,
        waits_for=letter.waits_for,
        number=letter.numbered.number if letter.numbered else None,
        confidential=content.confidential,
        urgent=matter.urgent if matter else False,
    )


def letter_detail(letter: Letter, person: Person) -> LetterDetail:
    """A letter as one person sees it."""
    return LetterDetail(
        **letter_line(letter).model_dump(),
        edition=letter.edition.round,
        editions=[EditionView.model_validate(each, from_attributes=True) for each in letter.editions],
        chain=letter.chain,
        approvals=[ApprovalView.model_validate(each, from_attributes=True) for each in letter.approvals],
        history=[LetterStepView.model_validate(each, from_attributes=True) for each in letter.history],
        deliveries=[DeliveryView.model_validate(each, from_attributes=True) for each in letter.deliveries],
        issued_at=letter.issued_at,
        document=letter.document,
        may=rights.offered(person, letter, stage(letter)),
        begun_from=FromTemplateView.model_validate(letter.begun_from, from_attributes=True)
        if letter.begun_from
        else None,
    )
