"""What a scenario is: steps that are taken one after the other, and an end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from deploy.demo.letters import TOPICS, File, Letter, Style, compose

State = Literal["registered", "incomplete", "undecided", "rejected"]
"""Of a matter, as its tracking shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Hand a mail to the SMTP door."""

    raw: bytes
    sender: str
    """The envelope's."""
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Hand the letter in over HTTP; the same `key` twice is one submission."""

    key: str
    request_type: str = ""
    with_address: bool = True
    on_behalf_of: str = ""
    """With a name, the demo account `agent` uploads for somebody who has no address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Answer the notice of this kind; the second reply to a kind answers its second notice.

    `through`: to the address with the token; to the general address with the notice in the References; or with
    nothing but the number in the subject.
    """

    letter: Letter
    after: Literal["incomplete", "registered"]
    through: Literal["address", "thread", "number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """Add files by the tracking token as soon as the matter is incomplete."""

    files: tuple[File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a clerk decides as soon as the matter waits for one: `register`, `return` or `reject`, with the API's body."""

    action: Literal["register", "return", "reject"]
    body: Mapping[str, str]


Step = Mail | Upload | Reply | Supplement | Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The end that a scenario must come to: its notices in any order, and where it is registered as what, and for whom."""

    state: State
    notices: Sequence[str]
    request_type: str = ""
    urgent: str = ""
    """Why it is urgent, as the registry says it; empty when it must not be."""
    channel: str = "mail"

    @property
    def unit(self) -> str:
        """The unit that has it."""
        return TOPICS[self.request_type].unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One line of the table. `letter` is what came in first; `readable` whether the registry can know what is in it."""

    title: str
    letter: Letter
    steps: tuple[Step, ...]
    expected: Expected
    readable: bool = True

    @property
    def door(self) -> str:
        """How it came in."""
        return "HTTP" if isinstance(self.steps[0], Upload) else "SMTP"

    @property
    def answers_notices(self) -> bool:
        """Whether it can only be played by who can read the notices."""
        return any(isinstance(step, Reply) for step in self.steps)

    @property
    def repeats(self) -> int:
        """How many times something is sent that was there already."""
        kind = Upload if self.door == "HTTP" else Mail
        return sum(isinstance(step, kind) for step in self.steps) - 1

    @property
    def documents(self) -> list[str]:
        """The names of all files that come together, sorted."""
        files = [*self.letter.files] if self.readable else []
        for step in self.steps:
            files += (
                step.letter.files if isinstance(step, Reply) else step.files if isinstance(step, Supplement) else ()
            )
        return sorted(file.name for file in files)


def mail(letter: Letter, style: Style | None = None) -> Mail:
    """The step that sends a letter."""
    return Mail(raw=compose(letter, style), sender=letter.writer.address, recipient=letter.recipient)


def registered(request_type: str, *between: str, urgent: str = "", channel: str = "mail") -> Expected:
    """Registered after a receipt, and what came between."""
    return Expected(
        state="registered",
        notices=("received", *between, "registered"),
        request_type=request_type,
        urgent=urgent,
        channel=channel,
    )
