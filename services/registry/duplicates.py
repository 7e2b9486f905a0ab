"""What may have been handed in before: the same document, or the same subject from the same sender. Pure rules."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from services.registry.completeness import is_decoration
from services.registry.model import Duplicate, Matter
from shared.arabic import fold
from shared.contracts.base import Document, Requester

MOST_DUPLICATES = 10
"""That are noted on one matter."""
_MOST_DOCUMENTS = 20
# Whose hashes are looked for.
_SMALLEST = 1024
# Bytes; less than that is a line of text, or nothing.
_KEY_LENGTH = 24
# Hexadecimal digits: nobody's letters are ever taken for another's by chance.
_DOCUMENT, _SUBJECT = "d", "s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A matter that shares a key with another one, and all keys that it has."""

    submission_id: UUID
    number: str | None
    keys: frozenset[str]


def keys_of(requester: Requester, subject: str, documents: Iterable[Document]) -> tuple[str, ...]:
    """By what a submission is found again when it is sent once more; pictures of a signature say nothing."""
    return tuple(dict.fromkeys([*_document_keys(documents), *_subject_key(requester, subject)]))


def twin(matter: Matter) -> Twin:
    """A matter as others may be found to be like it."""
    keys = keys_of(matter.requester, matter.subject, matter.documents)
    return Twin(submission_id=matter.submission_id, number=matter.number, keys=frozenset(keys))


def duplicates(submission_id: UUID, keys: Collection[str], twins: Iterable[Twin]) -> tuple[Duplicate, ...]:
    """The first of these matters that share a key with a submission, and why; never the submission itself."""
    found: dict[UUID, Duplicate] = {}
    for each in twins:
        shared = each.keys.intersection(keys)
        if shared and each.submission_id != submission_id and len(found) < MOST_DUPLICATES:
            found[each.submission_id] = Duplicate(
                submission_id=each.submission_id,
                number=each.number,
                why="document" if any(key.startswith(_DOCUMENT) for key in shared) else "subject",
            )
    return tuple(found.values())


def _document_keys(documents: Iterable[Document]) -> Iterator[str]:
    telling = [one for one in documents if one.size > _SMALLEST and not is_decoration(one)]
    return (_DOCUMENT + one.sha256[:_KEY_LENGTH] for one in telling[:_MOST_DOCUMENTS])


def _subject_key(requester: Requester, subject: str) -> Iterator[str]:
    sender, folded = (requester.address or "").casefold(), fold(subject)
    if sender and folded:
        yield _SUBJECT + sha256(f"{sender}\n{folded}".encode()).hexdigest()[:_KEY_LENGTH]
