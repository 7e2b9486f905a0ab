"""What storage knows: documents, who may see them, who has seen them."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from shared.principal import Principal, Role

READERS: Final[tuple[Role, ...]] = ("clerk", "auditor", "officer", "manager")
"""Roles that see documents at all."""

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
    `disposed_at` is set when its term was over and somebody confirmed that its bytes go: `disposal_id` names who and why.
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
    disposed_at: datetime | None = None
    disposal_id: str = ""


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
class Classification:
    """Whether a matter is confidential (سري), as registry said, or a letter, as routing did.

    Of two the one of the higher version holds; `version` is the matter's. Of most matters, which are registered at once, it is never said that they are ordinary.
    """

    submission_id: UUID
    confidential: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a matter by which it is decided who may see its documents; None: nothing has been heard yet."""

    grant: Grant | None = None
    classification: Classification | None = None

    @property
    def ordinary(self) -> bool:
        """Whether it is known that no clearance is needed: it was said so, or a unit got it and nothing else was said.

        As long as neither was heard, it may turn out to be confidential, and so nobody sees it without clearance.
        """
        return self.grant is not None if self.classification is None else not self.classification.confidential


def may_see(one: Principal, known: Known) -> bool:
    """Whether somebody, in his own right, may see the documents of a matter of which this is known."""
    if not (one.cleared or known.ordinary):
        return False
    if one.roles & SEES_ALL:
        return True
    return known.grant is not None and bool(one.roles & SEES_OWN_UNIT) and bool(one.units & known.grant.units)


def needs_no_look(one: Principal) -> bool:
    """Whether somebody may see everything, whatever is known of it."""
    return one.cleared and bool(one.roles & SEES_ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """That somebody was given a document, in whose right if not his own (an id): what an auditor asks for."""

    view_id: UUID
    document_id: UUID
    submission_id: UUID
    person_id: str
    name: str
    at: datetime
    on_behalf_of: str = ""


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
