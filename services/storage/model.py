"""What storage knows: documents, who may see them, who has seen them."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

SEES_ALL = frozenset({"clerk", "auditor"})
"""Roles that may see every document."""

REQUESTER = "requester"
"""Who saw a document by the tracking token: whoever holds it is nobody that we know."""

SEES_OWN_UNIT = frozenset({"officer", "manager"})
"""Roles that may see the documents of the matters that one of their units has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document in the vault. The raw message (or manifest of an upload) is one too, with its submission's own id.

    `submission_id` is the matter's: of what a supplement brings, the submission that it supplements, if that is known yet.
    `brought_by` is the submission that it came with. `agrees` is false when the bytes are not what the name, or intake, says they are.
    """

    document_id: UUID
    submission_id: UUID
    brought_by: UUID
    received_at: datetime
    name: str
    sha256: str
    size: int
    media_type: str
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The units that may see a matter's documents. Of two grants for a matter the one of the higher version holds."""

    submission_id: UUID
    units: frozenset[str]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that was issued, and what is in it. `token_hash` is of the requester's token, None where it answers nobody.

    A grant of its own, with its id for the matter's, says which units may see it wherever its documents are.
    """

    letter_id: UUID
    documents: tuple[UUID, ...]
    confidential: bool
    token_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A person who wants to see documents."""

    person_id: str
    name: str
    roles: frozenset[str]
    units: frozenset[str]

    @property
    def sees_all(self) -> bool:
        """Whether no grant is needed."""
        return not self.roles.isdisjoint(SEES_ALL)

    def may_see(self, grant: Grant | None) -> bool:
        """Whether documents of a matter with this grant (None: nobody has it yet) may be seen."""
        if self.sees_all:
            return True
        return grant is not None and not self.roles.isdisjoint(SEES_OWN_UNIT) and not self.units.isdisjoint(grant.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """That somebody was given a document: what an auditor asks for."""

    view_id: UUID
    document_id: UUID
    submission_id: UUID
    person_id: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document that somebody may have now. `content` is None when they have it already; else it must be closed."""

    document: StoredDocument
    content: AsyncGenerator[bytes, None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A blob that is in the vault. `created` is false when it was there before."""

    sha256: str
    size: int
    media_type: str
    created: bool
