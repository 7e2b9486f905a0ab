"""Letters, as routing tells those who may see them. What it tells beyond this is passed over."""

from typing import Final, Literal, get_args
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from services.portal.model.branch import By
from shared.language import OneLanguage

Kind = Literal["answer", "letter", "memo"]
"""An answer to a transaction; a letter of a unit's own initiative; a memo (مذكرة) to other units."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Stage = Literal["draft", "back", "waiting", "approved", "dispatch", "issued", "discarded"]
"""How far a letter is. Sent back it is a draft again; dispatch is issued on paper and not delivered yet."""
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
Way = Literal["mail", "paper", "units"]
WAYS: Final[tuple[Way, ...]] = get_args(Way)
Act = Literal["submit", "withdraw", "discard", "approve", "send-back", "deliver"]
"""What can be done with a letter that is there, beside writing it."""
ACTS: Final[tuple[Act, ...]] = get_args(Act)

Outcome = Literal["dispatched", "delivered", "undeliverable"]
"""What becomes of a letter on paper."""
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
_MAY_FOLLOW: Final[dict[Outcome | None, tuple[Outcome, ...]]] = {
    None: ("dispatched", "delivered"),
    "dispatched": ("delivered", "undeliverable"),
    "undeliverable": ("dispatched", "delivered"),
    "delivered": (),
}

STEPS: Final = frozenset(
    {
        *("drafted", "edited", "submitted", "withdrawn", "approved", "sent-back", "discarded", "numbered", "issued"),
        *OUTCOMES,
    }
)
"""Steps of a letter's history that have words of their own."""


class Wording(Told):
    """A letter's words in one language."""

    subject: str
    body: str


class Filled(Told):
    """A template with its fields filled in."""

    ar: Wording
    en: Wording
    version: int = 1


class Recipient(Told):
    """Whom it goes to."""

    name: str = ""
    address: str | None = None
    postal_address: str = ""


class Enclosed(Told):
    """A file that comes with a letter, or the letter's own PDF."""

    document_id: UUID
    name: str
    sha256: str
    size: int
    media_type: str
    agrees: bool = True


class Content(Told):
    """All of a letter that its writer decides."""

    ar: Wording | None = None
    en: Wording | None = None
    recipient: Recipient = Recipient()
    by: Way
    to_units: tuple[str, ...] = ()
    attachments: tuple[Enclosed, ...] = ()
    confidential: bool = False

    @property
    def wordings(self) -> tuple[tuple[OneLanguage, Wording], ...]:
        """The words by language, Arabic first."""
        arabic: tuple[tuple[OneLanguage, Wording], ...] = (("ar", self.ar),) if self.ar else ()
        return (*arabic, ("en", self.en)) if self.en else arabic


class Edition(Told):
    """One version of the content. Rounds count from 1."""

    round: int
    content: Content
    by: By
    at: AwareDatetime


class Approval(Told):
    """Who approved which edition, for which unit."""

    unit_id: str
    by: By
    at: AwareDatetime
    edition: int


class LetterStep(Told):
    """One line of a letter's history; `because` has the words that were said with it."""

    when: AwareDatetime
    by: By
    kind: str
    edition: int
    because: str = ""


class Delivery(Told):
    """One line of the delivery log."""

    outcome: Outcome
    at: AwareDatetime
    by: By
    how: str = ""
    reference: str = ""
    remark: str = ""


class LetterLine(Told):
    """A letter in a list."""

    letter_id: UUID
    version: int
    kind: Kind
    stage: Stage
    since: AwareDatetime
    unit_id: str
    drafted_by: By
    subject: str
    recipient_name: str = ""
    to_units: tuple[str, ...] = ()
    belongs_to: str | None = None
    waits_for: str | None = None
    number: str | None = None
    confidential: bool = False
    urgent: bool = False


class FromTemplate(Told):
    """The template that a letter was drafted from."""

    code: str
    version: int


class Letter(LetterLine):
    """A letter with everything about it. `edition` is the round of its content as it is now; `may` what the asker can do."""

    edition: int
    editions: tuple[Edition, ...]
    chain: tuple[str, ...] = ()
    approvals: tuple[Approval, ...] = ()
    history: tuple[LetterStep, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    issued_at: AwareDatetime | None = None
    document: Enclosed | None = None
    may: tuple[str, ...] = ()
    begun_from: FromTemplate | None = None

    @property
    def content(self) -> Content:
        """As it is now."""
        return self.editions[-1].content

    @property
    def comments(self) -> LetterStep | None:
        """What was said when it was sent back last, unless it was submitted again since."""
        last = next((step for step in reversed(self.history) if step.kind in ("sent-back", "submitted")), None)
        return last if last and last.kind == "sent-back" else None

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What can be noted of its delivery next."""
        return _MAY_FOLLOW[self.deliveries[-1].outcome if self.deliveries else None]

    def offers(self, what: str) -> bool:
        """Whether the asker can do this now."""
        return what in self.may
