"""MongoDB and the mail relay behind notify's ports."""

from services.notify.adapters.address import RelayAddress
from services.notify.adapters.classifications import MongoClassifications
from services.notify.adapters.notices import MongoNotices
from services.notify.adapters.relay import SmtpRelay

__all__ = ["MongoClassifications", "MongoNotices", "RelayAddress", "SmtpRelay"]
