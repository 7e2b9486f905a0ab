"""MongoDB, the mail relay and the sender of short messages behind notify's ports."""

from services.notify.adapters.address import RelayAddress
from services.notify.adapters.boxes import MongoBoxes
from services.notify.adapters.classifications import MongoClassifications
from services.notify.adapters.measures import MongoMeasures
from services.notify.adapters.notices import MongoNotices
from services.notify.adapters.relay import SmtpRelay
from services.notify.adapters.sms import HttpSmsSender
from services.notify.adapters.staff import MongoStaff

__all__ = [
    "HttpSmsSender",
    "MongoBoxes",
    "MongoClassifications",
    "MongoMeasures",
    "MongoNotices",
    "MongoStaff",
    "RelayAddress",
    "SmtpRelay",
]
