"""The door: what arrives becomes a submission, and nothing is lost after we said yes."""

from collections.abc import Callable
from uuid import UUID

from services.intake.errors import EmptySubmissionError, IdempotencyKeyReusedError, UnknownRequestTypeError
from services.intake.fingerprint import fingerprint
from services.intake.mailboxes import Mailboxes
from services.intake.model import MAX_TEXT, Envelope, Submission, Upload
from services.intake.ports import Submissions
from services.intake.space import Space
from services.intake.urgency import UrgencyRules, door_hints, urgency
from shared.clock import Clock
from shared.contracts import SubmissionReadV1
from shared.contracts.base import Requester
from shared.errors import NotFoundError
from shared.ids import new_id
from shared.tracking import new_token, token_hash
from shared.vault import Vault


class Intake:
    """Accepts; what is in a mail is read afterwards."""

    def __init__(
        self,
        *,
        submissions: Submissions,
        vault: Vault,
        mailboxes: Callable[[], Mailboxes],
        urgency_rules: UrgencyRules,
        space: Space,
        clock: Clock,
        read_soon: Callable[[Submission, bytes], None],
        new_id: Callable[[], UUID] = new_id,
        token: Callable[[], str] = new_token,
    ) -> None:
        self._submissions = submissions
        self._vault = vault
        self._mailboxes = mailboxes
        self._urgency_rules = urgency_rules
        self._space = space
        self._clock = clock
        self._read_soon = read_soon
        self._new_id = new_id
        self._token = token

    def admit(self) -> None:
        """Raise `StoreFullError` while there is no space for anything more: asked before anything is sent to us."""
        self._space.require()

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
        kept = await self._submissions.add(submission, [])
        if kept is submission:
            self._read_soon(submission, envelope.raw)
        return kept

    async def accept_upload(self, upload: Upload) -> Submission:
        """Make an upload durable. Its files are in the vault already; what was said about them follows as a manifest.

        Raises `UnknownRequestTypeError`, `EmptySubmissionError`, `IdempotencyKeyReusedError`, `TransientError`.
        """
        statement = upload.statement
        if statement.request_type is not None and statement.request_type not in self._mailboxes().request_types:
            raise UnknownRequestTypeError(statement.request_type)
        if not upload.says_something:
            raise EmptySubmissionError
        manifest = await self._vault.put(upload.manifest())
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
            fields=upload.fields,
            handed_in=upload.handed_in,
            identity=upload.identity,
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

    def _urgency_at_the_door(self, envelope: Envelope) -> str:
        hints = door_hints(envelope.raw)
        return urgency(
            self._urgency_rules,
            envelope_from=envelope.sender,
            urgent_mailbox=self._mailboxes().is_urgent(envelope.mailbox),
            importance=hints.importance,
            subject=hints.subject,
        )

    def _urgency_of_upload(self, upload: Upload) -> str:
        return urgency(
            self._urgency_rules,
            # An address in a form proves nothing, not even a route; only words count.
            envelope_from="",
            urgent_mailbox=upload.statement.request_type in self._mailboxes().urgent_types,
            importance="",
            subject=upload.statement.subject,
        )


def _read_upload(submission: Submission, upload: Upload) -> SubmissionReadV1:
    statement = upload.statement
    return SubmissionReadV1(
        occurred_at=submission.received_at,
        urgent=bool(submission.urgent_because),
        submission_id=submission.submission_id,
        channel=submission.channel,
        received_at=submission.received_at,
        sha256=submission.sha256,
        size=submission.size,
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
            handed_in=upload.handed_in,
        ),
        documents=submission.documents,
        fields=None if submission.fields is None else dict(submission.fields),
        supplements=submission.supplements,
        urgent_because=submission.urgent_because,
    )
