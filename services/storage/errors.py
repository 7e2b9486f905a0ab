"""What can be wrong with bytes that are handed to the vault, and with those that are asked for."""

from shared.errors import DiwanError


class LengthRequiredError(DiwanError):
    """The request does not say how many bytes follow (RFC 9110, section 15.5.12)."""

    status = 411
    code = "length-required"


class FileTooLargeError(DiwanError):
    """The file is larger than the vault takes."""

    status = 413
    code = "file-too-large"


class ContentMismatchError(DiwanError):
    """The bytes that arrived are not those that the hash or the length names."""

    status = 422
    code = "checksum-mismatch"


class DocumentDisposedError(DiwanError):
    """The document's term was over, and its bytes were deleted; what is known of it stays."""

    status = 410
    code = "document-disposed"
