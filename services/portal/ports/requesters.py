"""What the portal needs of the services behind it for requesters."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from services.portal.model import Accepted, Handover, Matter, RequestType, SentFile
from services.portal.model.handed import Added


class Registry(Protocol):
    """What can be handed in, and where matters are."""

    async def request_types(self) -> tuple[RequestType, ...]:
        """Every kind of request, in registry's order. Raises `TransientError`."""
        ...

    async def matter(self, token: str) -> Matter:
        """The matter that a tracking code opens. Raises `UnknownTrackingCodeError`, `TransientError`."""
        ...


class AnswerFiles(Protocol):
    """The documents of answers, as storage keeps them."""

    async def disposed(self, token: str, document_ids: Collection[UUID]) -> frozenset[UUID]:
        """Those of these that were deleted when their term was over; none while storage is away."""
        ...


class Intake(Protocol):
    """The door: what it has taken is durable."""

    async def submit(self, request_type: str, handover: Handover) -> Accepted:
        """Hand in a new request. Raises `RefusedError`, `AnswerMissingError`, `TransientError`."""
        ...

    async def supplement(self, token: str, handover: Handover) -> Added:
        """Add to a request. Raises the same, and `UnknownTrackingCodeError`."""
        ...

    async def sent(self, document: str, upload_id: str) -> SentFile | None:
        """A whole file that the door has already, chosen for a document; None when there is none. Raises the same."""
        ...
