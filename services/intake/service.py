"""The door: what arrives becomes a submission, and nothing is lost after we said yes."""

import json
from collections.abc import Callable, Sequence
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from services.intake.errors import EmptySubmissionError, IdempotencyKeyReusedError, UnknownRequestTypeError
from services.intake.fingerprint import fingerprint
from services.intake.mailboxes import Mailboxes
from services.intake.model import Envelope, Submission, Upload
from services.intake.ports import MailReader, Submissions
from services.intake.reading.model import Attachment, ReadMail, Unreadable
from services.intake.urgency import UrgencyRules, door_hints, urgency
from shared.clock import Clock
from shared.contracts import SubmissionReadV1, SubmissionReceivedV1
from shared.contracts.base import Document, Requester
from shared.errors import NotFoundError
from shared.media import sniff
from shared.tracking import new_token, threads_in, token_hash, token_in_address
from shared.transaction_number import find_numbers
from shared.vault import Vault

MAX_TEXT = 4_000
"""Characters of the text that travel in an event: enough to recognise and to route by."""


class Intake:
    """Accepts first, reads later."""

    def __init__(
        self,
        *,
        submissions: Submissions,
        vault: Vault,
        reader: MailReader,
        urgent_reader: MailReader,
        mailboxes: Mailboxes,
        urgency_rules: UrgencyRules,
        clock: Clock,
        new_id: Callable[[], UUID] = uuid4,
        token: Callable[[], str] = new_token,
    ) -> None:
        self._submissions = submissions
        self._vault = vault
        self._reader = reader
        self._urgent_reader = urgent_reader
        self._mailboxes = mailboxes
        self._urgency_rules = urgency_rules
        self._clock = clock
        self._new_id = new_id
        self._token = token

    async def accept_mail(self, envelope: Envelope) -> Submission:
        """Make a mail durable: the raw bytes in the vault, then the submission. Raises `TransientError`.

        The same mail again, whatever trace headers it gathered on the way, is the one submission.
        """
        urgent_because = self._urgency_at_the_door(envelope)
        blob = await self._vault.put(envelope.raw)
        submission = Submission(
            submission_id=self._new_id(),
            channel="mail",
            received_at=self._clock.now(),
            sha256=blob.sha256,
            size=blob.size,
            key=f"mail:{fingerprint(envelope.raw, envelope.mailbox)}",
            token=self._token(),
            mailbox=envelope.mailbox,
            recipient=envelope.recipient,
            envelope_sender=envelope.sender,
            urgent_because=urgent_because,
        )
        received = SubmissionReceivedV1(
            occurred_at=submission.received_at,
            urgent=bool(urgent_because),
            submission_id=submission.submission_id,
            channel="mail",
            received_at=submission.received_at,
            sha256=blob.sha256,
            size=blob.size,
        )
        return await self._submissions.add(submission, [received])

    async def accept_upload(self, upload: Upload) -> Submission:
        """Make an upload durable. Its files are in the vault already; what was said about them follows as a manifest.

        Raises `UnknownRequestTypeError`, `EmptySubmissionError`, `IdempotencyKeyReusedError`, `TransientError`.
        """
        statement = upload.statement
        if statement.request_type is not None and statement.request_type not in self._mailboxes.request_types:
            raise UnknownRequestTypeError(statement.request_type)
        if not (statement.subject or statement.message or upload.documents):
            raise EmptySubmissionError
        manifest = await self._vault.put(_manifest(upload))
        submission_id = self._new_id()
        key = (
            f"upload:{upload.client}:{upload.idempotency_key}" if upload.idempotency_key else f"upload:{submission_id}"
        )
        submission = Submission(
            submission_id=submission_id,
            channel=upload.channel,
            received_at=self._clock.now(),
            sha256=manifest.sha256,
            size=manifest.size,
            key=key,
            token=self._token(),
            body_hash=upload.body_hash(),
            supplements=upload.supplements,
            state="read",
            documents=upload.documents,
            urgent_because=self._urgency_of_upload(upload),
        )
        kept = await self._submissions.add(submission, [_read_upload(submission, upload)])
        if kept.body_hash != submission.body_hash:
            raise IdempotencyKeyReusedError(key)
        return kept

    async def find(self, submission_id: UUID) -> Submission | None:
        """One submission."""
        return await self._submissions.get(submission_id)

    async def owner_of(self, token: str) -> Submission:
        """The submission that a tracking token opens. Raises `NotFoundError`."""
        found = await self._submissions.by_token_hash(token_hash(token))
        if found is None:
            raise NotFoundError("token")
        return found

    async def read(self, received: SubmissionReceivedV1) -> None:
        """Read an accepted mail and tell what is in it; what cannot be read is told as that. Raises `TransientError`."""
        submission = await self._submissions.get(received.submission_id)
        if submission is None:
            raise NotFoundError(str(received.submission_id))
        if submission.state == "read":
            return
        raw = await self._vault.read(submission.sha256)
        try:
            # Readers of their own: large ordinary mails that are being read do not hold up urgent ones.
            mail = await (self._urgent_reader if received.urgent else self._reader).read(raw)
        except Unreadable as reason:
            event = await self._unreadable(submission, reason.code)
        else:
            event = await self._readable(submission, mail)
        await self._submissions.mark_read(submission.submission_id, event.documents, [event])

    async def _readable(self, submission: Submission, mail: ReadMail) -> SubmissionReadV1:
        documents = [
            await self._store(submission.submission_id, position, attachment)
            for position, attachment in enumerate(mail.attachments)
            if not attachment.inline
        ]
        urgent_because = submission.urgent_because or urgency(
            self._urgency_rules,
            envelope_from=submission.envelope_sender,
            urgent_mailbox=self._is_urgent_mailbox(submission.mailbox),
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
            mailbox=submission.mailbox,
            request_type=self._type_of(submission.mailbox),
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

    async def _unreadable(self, submission: Submission, because: str) -> SubmissionReadV1:
        return SubmissionReadV1(
            occurred_at=self._clock.now(),
            urgent=bool(submission.urgent_because),
            submission_id=submission.submission_id,
            channel="mail",
            received_at=submission.received_at,
            sha256=submission.sha256,
            readable=False,
            unreadable_because=because,
            mailbox=submission.mailbox,
            requester=Requester(
                address=submission.envelope_sender or None,
                answerable=bool(submission.envelope_sender),
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
            document_id=uuid5(NAMESPACE_OID, f"{submission_id}/{position}"),
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
            threads = threads_in(" ".join((*references, in_reply_to)), self._mailboxes.domain)
            found = await self._submissions.by_thread(threads) if threads else None
        if found is None or found.submission_id == submission.submission_id:
            return None
        # A reply to the notice about a supplement completes the first submission, not the supplement.
        return found.supplements or found.submission_id

    def _urgency_at_the_door(self, envelope: Envelope) -> str:
        hints = door_hints(envelope.raw)
        return urgency(
            self._urgency_rules,
            envelope_from=envelope.sender,
            urgent_mailbox=self._is_urgent_mailbox(envelope.mailbox),
            importance=hints.importance,
            subject=hints.subject,
        )

    def _urgency_of_upload(self, upload: Upload) -> str:
        return urgency(
            self._urgency_rules,
            # An address in a form proves nothing, not even a route; only words count.
            envelope_from="",
            urgent_mailbox=upload.statement.request_type in self._mailboxes.urgent_types,
            importance="",
            subject=upload.statement.subject,
        )

    def _is_urgent_mailbox(self, mailbox: str) -> bool:
        found = self._mailboxes.by_address.get(mailbox)
        return found is not None and found.urgent

    def _type_of(self, mailbox: str) -> str | None:
        found = self._mailboxes.by_address.get(mailbox)
        return found.request_type if found else None


def _read_upload(submission: Submission, upload: Upload) -> SubmissionReadV1:
    statement = upload.statement
    return SubmissionReadV1(
        occurred_at=submission.received_at,
        urgent=bool(submission.urgent_because),
        submission_id=submission.submission_id,
        channel=submission.channel,
        received_at=submission.received_at,
        sha256=submission.sha256,
        request_type=statement.request_type,
        subject=statement.subject,
        text=statement.message[:MAX_TEXT],
        requester=Requester(
            name=statement.sender_name,
            address=statement.sender_email,
            phone=statement.sender_phone,
            on_behalf_of=statement.on_behalf_of,
            language=statement.language,
            answerable=statement.sender_email is not None,
            token=submission.token,
        ),
        documents=submission.documents,
        supplements=submission.supplements,
        urgent_because=submission.urgent_because,
    )


def _manifest(upload: Upload) -> bytes:
    """What was handed in, as one canonical JSON document: its hash stands in the register for the whole upload."""
    statement = {name: getattr(upload.statement, name) for name in upload.statement.__slots__}
    documents = [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in upload.documents]
    return json.dumps(
        {"statement": statement, "documents": documents}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()
