"""The events of Diwan, by owner. One frozen class per event, named in the past tense with its version.

An event may gain optional fields; anything else is a new version beside the old one. Golden JSON Schemas under
`tests/contracts` fail on any change.
"""

from shared.contracts.base import Event
from shared.contracts.directory import PersonChangedV1, UnitChangedV1
from shared.contracts.intake import SubmissionReadV1
from shared.contracts.registry import (
    LetterNumberedV1,
    MatterClassifiedV1,
    RequestTypeChangedV1,
    SubmissionIncompleteV1,
    SubmissionOpenedV1,
    SubmissionRejectedV1,
    SubmissionSupplementedV1,
    TransactionRegisteredV1,
    TransactionRetypedV1,
    TransactionVoidedV1,
)
from shared.contracts.routing import (
    ClosureRestatedV1,
    HolderRemindedV1,
    LetterApprovedV1,
    LetterIssuedV1,
    QuestionAskedV1,
    QuestionSettledV1,
    TransactionClosedV1,
    TransactionRoutedV1,
)

EVENTS: tuple[type[Event], ...] = (
    SubmissionReadV1,
    SubmissionOpenedV1,
    SubmissionIncompleteV1,
    SubmissionSupplementedV1,
    SubmissionRejectedV1,
    TransactionRegisteredV1,
    TransactionRetypedV1,
    TransactionVoidedV1,
    MatterClassifiedV1,
    TransactionRoutedV1,
    QuestionAskedV1,
    QuestionSettledV1,
    TransactionClosedV1,
    ClosureRestatedV1,
    LetterApprovedV1,
    LetterNumberedV1,
    LetterIssuedV1,
    HolderRemindedV1,
    UnitChangedV1,
    RequestTypeChangedV1,
    PersonChangedV1,
)
"""Every event there is."""

__all__ = [
    "EVENTS",
    "ClosureRestatedV1",
    "Event",
    "HolderRemindedV1",
    "LetterApprovedV1",
    "LetterIssuedV1",
    "LetterNumberedV1",
    "MatterClassifiedV1",
    "PersonChangedV1",
    "QuestionAskedV1",
    "QuestionSettledV1",
    "RequestTypeChangedV1",
    "SubmissionIncompleteV1",
    "SubmissionOpenedV1",
    "SubmissionReadV1",
    "SubmissionRejectedV1",
    "SubmissionSupplementedV1",
    "TransactionClosedV1",
    "TransactionRegisteredV1",
    "TransactionRetypedV1",
    "TransactionRoutedV1",
    "TransactionVoidedV1",
    "UnitChangedV1",
]
