"""What notify needs from outside."""

from collections.abc import AsyncGenerator, Collection, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from services.notify.model.calls import Tick
from services.notify.model.delivery import Classification, Enclosures, NoticeRecord, Settlement, State
from services.notify.model.notice import Medium, Notice
from services.notify.model.reminders import Box, Line
from services.notify.model.staff import Colleague


class Notices(Protocol):
    """Keeps every notice by its id."""

    async def add(self, record: NoticeRecord) -> bool:
        """Make a notice durable; false when it is known, and then nothing changes. Raises `TransientError`."""
        ...

    async def settle(self, settlement: Settlement, *, urgent: bool) -> None:
        """Write down what an attempt at a pending notice ended in. Raises `TransientError`."""
        ...

    async def claim(
        self, *, medium: Medium, urgent: bool, now: datetime, until: datetime, limit: int
    ) -> Sequence[NoticeRecord]:
        """Take over due notices of one lane, the longest due first: until then no one else gets them."""
        ...

    async def get(self, notice_id: UUID) -> NoticeRecord | None:
        """One notice."""
        ...

    async def listed(
        self,
        *,
        state: State | None = None,
        submission_id: UUID | None = None,
        number: str | None = None,
        after: tuple[datetime, UUID] | None = None,
        limit: int,
    ) -> Sequence[NoticeRecord]:
        """Notices, newest first, from a place (`created_at`, id) on."""
        ...

    async def reopen(self, notice_id: UUID, *, now: datetime, give_up_at: datetime) -> NoticeRecord | None:
        """Make a notice that was given up or withheld wait again, with a new patience; None when it was neither."""
        ...

    async def calls(
        self, *, offices: Collection[str] | None, after: tuple[bool, datetime, UUID] | None, limit: int
    ) -> Sequence[NoticeRecord]:
        """Calls that wait, urgent first, then oldest, from a place on; of these offices alone, if any are named."""
        ...

    async def tick(self, tick: Tick) -> NoticeRecord | None:
        """Note what came of a call that waits and was tried so often before; None when that is not so."""
        ...


class Renders(Protocol):
    """Turns a notice into what its sender hands over; the same notice always becomes the same bytes."""

    def fitting(self, notice: Notice) -> Notice:
        """The notice with no more in it than a message may carry, if it can be less."""
        ...

    def message_id(self, notice: Notice) -> str:
        """What its receiver knows a repeated message by."""
        ...

    def render(self, notice: Notice) -> bytes:
        """The message, or what stands before its enclosures."""
        ...

    def enclosures(self, notice: Notice) -> Enclosures:
        """What follows a message that carries documents; nothing where it carries none."""
        ...


class Blobs(Protocol):
    """What notify does with the vault: it reads what a mail carries, and nothing else."""

    def open(self, sha256: str) -> AsyncGenerator[bytes, None]:
        """The bytes of a blob. Raises `NotFoundError`, `TransientError` once read."""
        ...


class Classifications(Protocol):
    """Knows of which matters staff see notices by clearance only."""

    async def note(self, said: Classification) -> None:
        """Replace what was said of a matter unless it is as new or newer. Raises `TransientError`."""
        ...

    async def confidential_of(self, submission_ids: Collection[UUID]) -> frozenset[UUID]:
        """Those of these matters that are confidential. Raises `TransientError`."""
        ...


class Staff(Protocol):
    """Knows the staff as directory last told of them. All raise `TransientError`."""

    async def note(self, colleague: Colleague) -> None:
        """Remember somebody as he is now; older news changes nothing."""
        ...

    async def of_unit(self, unit_id: str) -> Sequence[Colleague]:
        """All who belong to a unit."""
        ...

    async def get(self, person_id: str) -> Colleague | None:
        """One of them."""
        ...


class Boxes(Protocol):
    """Keeps what people are reminded of until it goes out, in one box for each. All raise `TransientError`."""

    async def put(self, person_id: str, line: Line, *, look_at: datetime) -> None:
        """Put a line into a box, to be looked at by then at the latest; one that was put in before changes nothing."""
        ...

    async def due(self, now: datetime, limit: int) -> Sequence[Box]:
        """Boxes that are to be looked at."""
        ...

    async def wait(self, box: Box, until: datetime) -> None:
        """Look at a box again at a later moment, unless something came into it meanwhile."""
        ...

    async def begin(self, box: Box, on: date, keys: Collection[UUID]) -> bool:
        """Begin the mail of a day, of these lines; says no where it was begun or sent by somebody else."""
        ...

    async def done(self, person_id: str, on: date) -> None:
        """Take out what the mail of a day was made of; doing it twice does no harm."""
        ...


class MailConnection(Protocol):
    """One connection to the relay, for one mail at a time, used again for many. Senders of short messages are the same."""

    @property
    def is_open(self) -> bool:
        """Whether it can be used as it is."""
        ...

    async def open(self) -> None:
        """Connect anew. Raises `RelayUnavailableError`."""
        ...

    async def send(self, recipient: str, message: bytes, *, smtputf8: bool) -> str:
        """Hand over one mail; returns the relay's words.

        Raises `StaleConnectionError` (try again on a new connection), `DeferredError`, `RefusedError`, `TooLargeError`.
        """
        ...

    async def close(self) -> None:
        """Say goodbye; never raises."""
        ...


class MailRelay(Protocol):
    """The mail server that notices are handed to."""

    def connection(self) -> MailConnection:
        """A connection, not open yet."""
        ...
