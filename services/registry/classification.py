"""Which request type a submission is of, and whether that is certain enough to go on without a clerk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from services.registry.request_types import GENERAL, GOVERNMENT, RequestTypes
from shared.arabic import fold

Because = Literal["stated", "mailbox", "government", "words", "letter", "ambiguous", "unknown-type", "unclear"]
"""Which rule decided, or why none could."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What a submission is taken for. `code` is None when no rule decided; `candidates` are for the clerk then."""

    code: str | None
    certain: bool
    because: Because
    candidates: tuple[str, ...] = ()


def classify(
    types: RequestTypes,
    *,
    stated: str | None,
    mailbox: str,
    subject: str,
    text: str,
    document_names: Sequence[str],
    government: bool,
) -> Classification:
    """The type of a submission by the first rule that knows it.

    1. `stated`: the sender chose it. A code that does not exist, or is retired, is for a clerk (`unknown-type`).
    2. `mailbox`: it was sent to a type's own address.
    3. `government`: it comes from another government body, whose letters are about anything (`government` is the
       caller's knowledge of the sender).
    4. `words`: keywords in the subject; where these do not decide, those in the text and the documents' names. Two
       types that have equally many are for a clerk (`ambiguous`).
    5. `letter`: none of these, but at least one document: general correspondence. Without one: a clerk (`unclear`).
    """
    said = _by_sender(types, stated=stated, mailbox=mailbox, government=government)
    if said is not None:
        return said
    best = _by_words(types, subject, text, document_names)
    if len(best) == 1:
        return _certain(best[0], "words")
    if best:
        return Classification(code=None, certain=False, because="ambiguous", candidates=best)
    if document_names:
        return _certain(GENERAL, "letter")
    return Classification(code=None, certain=False, because="unclear")


def _by_sender(types: RequestTypes, *, stated: str | None, mailbox: str, government: bool) -> Classification | None:
    if stated:
        known = types.offers(stated)
        return _certain(stated, "stated") if known else Classification(code=None, certain=False, because="unknown-type")
    addressed = types.by_mailbox(mailbox)
    if addressed is not None:
        return _certain(addressed.code, "mailbox")
    return _certain(GOVERNMENT, "government") if government and types.offers(GOVERNMENT) else None


def _certain(code: str, because: Because) -> Classification:
    return Classification(code=code, certain=True, because=because, candidates=(code,))


def _by_words(types: RequestTypes, subject: str, text: str, document_names: Sequence[str]) -> tuple[str, ...]:
    """The codes with most keywords; a keyword in the subject outweighs all that stand elsewhere."""
    in_subject = _count(types, [subject])
    elsewhere = _count(types, [text, *document_names])
    scores = {code: (in_subject.get(code, 0), elsewhere.get(code, 0)) for code in {**in_subject, **elsewhere}}
    highest = max(scores.values(), default=None)
    return tuple(sorted(code for code, score in scores.items() if score == highest))


def _count(types: RequestTypes, texts: Sequence[str]) -> dict[str, int]:
    """How many different keywords each type has in some texts; a word that is repeated says no more."""
    found = {(one.owner, one.phrase) for text in texts for one in types.keywords.find(fold(text))}
    counts: dict[str, int] = {}
    for code, _ in found:
        counts[code] = counts.get(code, 0) + 1
    return counts
