"""What all routes that change something share: who asks, and what the request is about."""

from typing import Annotated

from fastapi import Depends

from services.directory.requesting import Request
from shared.web.auth import Principal
from shared.web.versions import Conditions, conditions

Given = Annotated[Conditions, Depends(conditions)]


def asked(principal: Principal, given: Conditions, reason: str = "") -> Request:
    """A request in the words of the service."""
    return Request(
        by=principal.person_id,
        versions=given.versions,
        key=given.key,
        fingerprint=given.fingerprint,
        reason=reason,
    )
