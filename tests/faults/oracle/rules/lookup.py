"""Finding what belongs together among the facts."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from tests.faults.history import Document
from tests.faults.oracle.facts import Facts, Submission

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def grouped(values: Iterable[Value], key: Callable[[Value], Key]) -> Mapping[Key, list[Value]]:
    """The values by a key of theirs; an unknown key has none."""
    groups: dict[Key, list[Value]] = defaultdict(list)
    for value in values:
        groups[key(value)].append(value)
    return groups


def submissions_by_document(facts: Facts) -> Mapping[str, Sequence[Submission]]:
    """Document's name → submissions made of it: mails by any form they arrived in, uploads by their key."""
    by_hash = grouped(facts.submissions, lambda each: each.sha256)
    by_key = grouped(facts.submissions, lambda each: each.key.rpartition(":")[2])

    def found(document: Document) -> list[Submission]:
        if document.channel == "upload":
            return by_key[document.key]
        return [each for sent in sorted({one.sha256 for one in document.attempts}) for each in by_hash[sent]]

    return {document.name: found(document) for document in facts.documents}
