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


class UnknownUploadError(DiwanError):
    """A file that is said to have been sent in parts is not there, or not any more."""

    status = 422
    code = "unknown-upload"


class UnfinishedUploadError(DiwanError):
    """A file that was sent in parts is not there to its end."""

    status = 422
    code = "unfinished-upload"


class UploadOffsetError(DiwanError):
    """Bytes were sent for another place than the end of what is there (tus 1.0: 409)."""

    status = 409
    code = "upload-offset"


class TooManyUploadsError(DiwanError):
    """As many files as one address may have under way are so; `retry_after` says when to come again."""

    status = 429
    code = "too-many-uploads"


class UploadProtocolError(DiwanError):
    """Another version of the protocol than the one that is spoken here (tus 1.0: 412)."""

    status = 412
    code = "upload-protocol"


class NotPartOfAFileError(DiwanError):
    """The body does not say that it is part of a file (tus 1.0: 415)."""

    status = 415
    code = "not-part-of-a-file"


class IdentityFaultyError(DiwanError):
    """Something that is asked for at the counter about the person is missing, or does not fit."""

    status = 422
    code = "identity-faulty"


class OfficeUnknownError(DiwanError):
    """The agent belongs to several service offices and names none of them, or names another one."""

    status = 422
    code = "office-unknown"
