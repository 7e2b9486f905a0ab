"""What the portal knows: request types and matters as the other services tell of them, forms and what is wrong in them."""

from services.portal.model.asked import AskedDocument, AskedField, RequestType, matching
from services.portal.model.codes import grouped, in_typed
from services.portal.model.faults import Fault, Limits
from services.portal.model.handed import Accepted, ChosenFile, Handover, SentFile
from services.portal.model.matter import Matter
from services.portal.model.seals import Seals

__all__ = [
    "Accepted",
    "AskedDocument",
    "AskedField",
    "ChosenFile",
    "Fault",
    "Handover",
    "Limits",
    "Matter",
    "RequestType",
    "Seals",
    "SentFile",
    "grouped",
    "in_typed",
    "matching",
]
