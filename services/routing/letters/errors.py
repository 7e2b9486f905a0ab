"""What can be wrong with a request about a letter."""

from shared.errors import DiwanError, TransientError


class LetterStateError(DiwanError):
    """The letter is in another state: it was submitted, approved, sent back or discarded in the meantime."""

    status = 409
    code = "letter-state"


class LetterFullError(DiwanError):
    """The letter has as many editions as it can hold."""

    status = 409
    code = "letter-full"


class ImpossibleLetterError(DiwanError):
    """A letter of that kind cannot be like that: to nobody, by e-mail without an address, a memo to outside."""

    status = 422
    code = "impossible-letter"


class UnknownAttachmentError(DiwanError):
    """An attachment is named by a hash that the vault does not have."""

    status = 422
    code = "unknown-attachment"


class UnknownTemplateError(DiwanError):
    """There is no such template for letters."""

    status = 404
    code = "not-found"


class DeliveryError(DiwanError):
    """What was noted of a delivery cannot follow what was noted before, or the letter does not go by paper."""

    status = 409
    code = "impossible-delivery"


class NotPrintedError(TransientError):
    """The letter's form could not be made; the same again may succeed."""

    code = "letter-not-printed"
