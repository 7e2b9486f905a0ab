"""What can be wrong with something that is handed in."""

from shared.errors import DiwanError


class UnknownRequestTypeError(DiwanError):
    """The request type that the sender states does not exist."""

    status = 422
    code = "unknown-request-type"


class EmptySubmissionError(DiwanError):
    """Neither words nor files: there is nothing to register."""

    status = 422
    code = "empty-submission"


class DocumentCodesMismatchError(DiwanError):
    """There are document codes, but not one for each file: which is of which cannot be known."""

    status = 422
    code = "document-codes-mismatch"


class FileTooLargeError(DiwanError):
    """One file is larger than the vault takes."""

    status = 413
    code = "file-too-large"


class SubmissionTooLargeError(DiwanError):
    """All files together are larger than one submission may be."""

    status = 413
    code = "submission-too-large"


class IdempotencyKeyReusedError(DiwanError):
    """The same Idempotency-Key came with another body."""

    status = 422
    code = "idempotency-key-reused"


class IdentityFaultyError(DiwanError):
    """Something that is asked for at the counter about the person is missing, or does not fit."""

    status = 422
    code = "identity-faulty"


class OfficeUnknownError(DiwanError):
    """The agent belongs to several service offices and names none of them, or names another one."""

    status = 422
    code = "office-unknown"
