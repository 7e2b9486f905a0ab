"""Request types as data: what a matter of each kind needs, who handles it and how it is recognised."""

from services.registry.request_types.collection import GENERAL, GOVERNMENT, RequestTypes
from services.registry.request_types.loader import load_request_types
from services.registry.request_types.model import FormField, Recognition, RequestType, RequiredDocument
from services.registry.request_types.versions import content_of, drafted, told, types_in_force, with_draft

__all__ = [
    "GENERAL",
    "GOVERNMENT",
    "FormField",
    "Recognition",
    "RequestType",
    "RequestTypes",
    "RequiredDocument",
    "content_of",
    "drafted",
    "load_request_types",
    "told",
    "types_in_force",
    "with_draft",
]
