"""Request types as data: what a matter of each kind needs, who handles it and how it is recognised."""

from services.registry.request_types.collection import GENERAL, GOVERNMENT, RequestTypes
from services.registry.request_types.loader import load_request_types
from services.registry.request_types.model import FormField, Recognition, RequestType, RequiredDocument

__all__ = [
    "GENERAL",
    "GOVERNMENT",
    "FormField",
    "Recognition",
    "RequestType",
    "RequestTypes",
    "RequiredDocument",
    "load_request_types",
]
