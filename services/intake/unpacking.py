"""What happens after acceptance: a mail is read, its files go into the vault, and what is in it is told."""

from collections.abc import Callable, Sequence
from uuid import UUID

import structlog

from services.intake.mailboxes import Mailboxes
from services.intake.model import MAX_TEXT, Submission
from services.intake.ports import MailReader, Submissions
from services.intake.reading import automatic_unread
from services.intake.reading.model import Attachment, Limits, ReadMail, Unreadable
from services.intake.room import Room
from services.intake.urgency import UrgencyRules, urgency
from shared.clock import Clock
from shared.contracts import SubmissionReadV1
from shared.contracts.base import Document, Requester
from shared.errors import TransientError
from shared.ids import derived_id
from shared.media import sniff
from shared.tracking import threads_in, token_hash, token_in_address
from shared.transaction_number import find_numbers
from shared.vault import Vault

log = structlog.get_logger(__name__)

ROOM = 128 * 1024 * 1024
"""Bytes of raw mail that are held for each lane; what is decoded from them comes on top."""


class Unpacking:
    """Reads what was accepted."""

    def __init__(
        self,
        *,
        submissions: Submissions,
        vault: Vault,
        reader: MailReader,
        urgent_reader: MailReader,
        mailboxes: Callable[[], Mailboxes],
        urgency_rules: UrgencyRules,
        clock: Clock,
        room: int = ROOM,
    ) -> None:
        self._submissions = submissions
        self._vault = vault
        self._reader = reader
        self._urgent_reader = urgent_reader
        self._mailboxes = mailboxes
        self._urgency_rules = urgency_rules
        self._clock = clock
        self._room, self._urgent_room = Room(room), Room(room)

    async def unpack(self, submission: Submission, raw: bytes | None = None) -> None:
        """Read an accepted mail, from the vault or from the bytes in hand, and tell what is in it.

        What cannot be read is told as that. Raises `TransientError`.
        """
        urgent = bool(submission.urgent_because)
        # As many of the largest mails as wait at a time would not fit into any memory.
        async with (self._urgent_room if urgent else self._room).hold(submission.size):
            try:
                raw = raw or await self._vault.read(submission.sha256)
                # Readers of their own: large ordinary mails that are being read do not hold up urgent ones.
                mail = await (self._urgent_reader if urgent else self._reader).read(raw)
                await self._tell(await self._readable(submission, mail))
            except TransientError:
                raise
            except Unreadable as reason:
                await self._tell(await self._unreadable(submission, raw, reason.code))
            except ValueError as error:
                # What it says fits into no event, and is not for the log either.
                log.warning(
                    "mail cannot be told", submission_id=str(submission.submission_id), error=type(error).__name__
                )
                await self._tell(await self._unreadable(submission, raw, "unforeseen"))
            except Exception:
                # A defect of ours, or a lost blob: nobody else would be told, so a clerk sees it.
                log.exception("mail cannot be read", submission_id=str(submission.submission_id))
                await self._tell(await self._unreadable(submission, raw, "unforeseen"))

    async def _tell(self, event: SubmissionReadV1) -> None:
        await self._submissions.mark_read(event.submission_id, event.documents, [event])

    async def _readable(self, submission: Submission, mail: ReadMail) -> SubmissionReadV1:
        documents = [
            await self._store(submission.submission_id, position, attachment)
            for position, attachment in enumerate(mail.attachments)
            if not attachment.inline
        ]
        urgent_because = submission.urgent_because or urgency(
            self._urgency_rules,
            envelope_from=submission.envelope_sender,
            urgent_mailbox=self._mailboxes().is_urgent(submission.mailbox),
            importance=mail.importance,
            subject=mail.subject,
        )
        return SubmissionReadV1(
            occurred_at=self._clock.now(),
            urgent=bool(urgent_because),
            submission_id=submission.submission_id,
            channel="mail",
            received_at=submission.received_at,
            sha256=submission.sha256,
            size=submission.size,
            mailbox=submission.mailbox,
            request_type=self._mailboxes().type_of(submission.mailbox),
            subject=mail.subject,
            text=mail.text[:MAX_TEXT],
            requester=Requester(
                name=mail.from_name,
                # RFC 3834, section 4: an automatic answer goes to the return path, whatever From says.
                address=submission.envelope_sender or None,
                language=mail.language,
                answerable=bool(submission.envelope_sender) and not mail.automatic,
                token=submission.token,
                message_id=mail.message_id or None,
            ),
            documents=tuple(documents),
            supplements=await self._supplemented_by(submission, mail.references, mail.in_reply_to),
            mentions=find_numbers(mail.subject),
            urgent_because=urgent_because,
        )

    async def _unreadable(self, submission: Submission, raw: bytes | None, because: str) -> SubmissionReadV1:
        return SubmissionReadV1(
            occurred_at=self._clock.now(),
            urgent=bool(submission.urgent_because),
            submission_id=submission.submission_id,
            channel="mail",
            received_at=submission.received_at,
            sha256=submission.sha256,
            size=submission.size,
            readable=False,
            unreadable_because=because,
            mailbox=submission.mailbox,
            requester=Requester(
                address=submission.envelope_sender or None,
                # Two programs that answer each other's unreadable mail would never stop.
                answerable=bool(submission.envelope_sender) and raw is not None and not automatic_unread(raw, Limits()),
                token=submission.token,
            ),
            supplements=await self._supplemented_by(submission, (), ""),
            urgent_because=submission.urgent_because,
        )

    async def _store(self, submission_id: UUID, position: int, attachment: Attachment) -> Document:
        blob = await self._vault.put(attachment.payload)
        sniffed = sniff(attachment.payload, attachment.name)
        return Document(
            # The same mail read again gives the same ids.
            document_id=derived_id(submission_id, f"attachment {position}"),
            name=attachment.name,
            sha256=blob.sha256,
            size=blob.size,
            media_type=sniffed.media_type,
            agrees=sniffed.agrees,
        )

    async def _supplemented_by(
        self, submission: Submission, references: Sequence[str], in_reply_to: str
    ) -> UUID | None:
        """The submission that this mail proves to complete, by the token in its address or the thread it answers."""
        token = token_in_address(submission.recipient)
        found = await self._submissions.by_token_hash(token_hash(token)) if token else None
        if found is None:
            threads = threads_in(" ".join((*references, in_reply_to)), self._mailboxes().domain)
            found = await self._submissions.by_thread(threads) if threads else None
        if found is None or found.submission_id == submission.submission_id:
            return None
        # A reply to the notice about a supplement completes the first submission, not the supplement.
        return found.supplements or found.submission_id
