"""Reading of mail: bounded, in processes that may be killed.

`ReaderPool.read` is what the service calls; `read_mail` is the pure function that its children run, and
`automatic_unread` what is left to say of a mail that they could not read.
"""

from services.intake.reading.mail import automatic_unread, read_mail
from services.intake.reading.model import Attachment, Limits, ReadMail, Unreadable

__all__ = ["Attachment", "Limits", "ReadMail", "Unreadable", "automatic_unread", "read_mail"]
