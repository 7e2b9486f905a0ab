"""Which notices are seen by clearance only: those of confidential matters (سري), and those that bring confidential letters."""

from collections.abc import Sequence
from uuid import UUID

from services.notify.model import Digest, Notice, Told
from services.notify.model.delivery import Classification, NoticeRecord
from services.notify.ports import Classifications
from shared.contracts import (
    LetterIssuedV1,
    MatterClassifiedV1,
    QuestionAskedV1,
    TransactionClosedV1,
    TransactionRoutedV1,
)

_ONLY_VERSION = 1
"""Of what is said of a notice itself: a letter's classification never changes."""


class Classified:
    """What was heard of matters. All raise `TransientError`."""

    def __init__(self, classifications: Classifications) -> None:
        self._classifications = classifications

    async def hear(self, event: MatterClassifiedV1) -> None:
        """Note what registry says of a matter."""
        # What is ordinary from its first moment nobody asks about.
        if event.confidential or event.version > 1:
            await self._say(event.submission_id, event.version, confidential=event.confidential)

    async def note(self, event: Told, notice: Notice) -> None:
        """Note that what is told by a notice is confidential."""
        match event:
            case LetterIssuedV1():
                # It is, and its matter need not be: the mail that brings it is told of by itself.
                await self._say(notice.notice_id, _ONLY_VERSION, confidential=True)
            case Digest():
                await self._say(notice.notice_id, _ONLY_VERSION, confidential=True)
            case TransactionRoutedV1() | QuestionAskedV1() | TransactionClosedV1():
                await self._say(event.submission_id, event.classified, confidential=True)
            case _:
                await self._say(event.submission_id, event.version or 0, confidential=True)

    async def ordinary(self, records: Sequence[NoticeRecord]) -> Sequence[NoticeRecord]:
        """Those of these notices that are seen without clearance."""
        ids = {each for one in records for each in (one.submission_id, one.notice_id)}
        hidden = await self._classifications.confidential_of(ids)
        return [one for one in records if hidden.isdisjoint((one.submission_id, one.notice_id))]

    async def _say(self, about: UUID, version: int, *, confidential: bool) -> None:
        said = Classification(submission_id=about, confidential=confidential, version=version)
        await self._classifications.note(said)
