"""Reading of mail: bounded, in processes that may be killed.

`ReaderPool.read` is what the service calls; `read_mail` is the pure function that its children run.
"""

from services.intake.reading.mail import read_mail
from services.intake.reading.model import Attachment, Limits, ReadMail, Unreadable

__all__ = ["Attachment", "Limits", "ReadMail", "Unreadable", "read_mail"]
