"""What a request type asks for and a submission has: what was recognised, what is missing, what says nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.registry.request_types import FormField, RequestType
from services.registry.request_types.expressions import fits
from services.registry.request_types.file_names import words_of
from shared.arabic import fold
from shared.contracts.base import Document

Verdict = Literal["complete", "incomplete", "unclear"]
"""Go on; ask the requester; let a clerk look (`papers-not-recognised`), for what is missing may be among the unnamed."""

_DECORATION = re.compile(r"(image 0\d\d|outlook|logo|signature|شعار)( |$)")
_SMALLEST_PAGE = 50_000
# Bytes. Mail programs attach the pictures of a sender's signature under such names; no legible scan is this small.

_LONGEST_VALUE = 1_000
# Characters of a form's value that are still looked at.


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How a submission compares with its request type. Every document is in exactly one of the three kinds.

    `recognised`: the ids for each document code. `unrecognised`: of a fitting kind, but neither sender nor name say
    what it is. `unusable`: does not count, because the name's ending contradicts the bytes, it is a media type that was
    not asked for, or it is a picture of a signature. `missing`: codes of required documents that are not there.
    `to_ask_for`: those of them that cannot be among the unrecognised either. `wrong_fields`: names of required fields
    without a value, and of fields whose value does not fit.
    """

    recognised: Mapping[str, tuple[UUID, ...]]
    missing: tuple[str, ...]
    to_ask_for: tuple[str, ...]
    unrecognised: tuple[UUID, ...]
    unusable: tuple[UUID, ...]
    wrong_fields: tuple[str, ...]
    verdict: Verdict


def check(
    request_type: RequestType,
    documents: Sequence[Document],
    fields: Mapping[str, str] | None,
) -> Completeness:
    """Compare what is there with what is asked for. `fields` is None when there was no form, as by e-mail.

    A document that the sender said to be one of the type's counts as that one, if its bytes are a media type asked for
    there: whoever chose a file for a place in a form knows better than the file's name, but nobody knows better than
    the bytes. What he said of it is not believed where they contradict it, nor where the type has no such document.

    Any other counts as every document that its name names, if its bytes are a media type asked for there; one whose
    name says nothing counts only where it cannot be anything else: the type requires one document, which is missing,
    and it is the only fitting one of which nothing is said.
    """
    declared = {asked.code for asked in request_type.documents}
    recognised: dict[str, list[UUID]] = {}
    unnamed: list[Document] = []
    unusable: list[UUID] = []
    for document in documents:
        codes = _accepting(request_type, document)
        said = declared & {document.code}
        named = said & codes or request_type.names.owners(words_of(document.name)) or said
        for code in codes & named:
            recognised.setdefault(code, []).append(document.document_id)
        if not codes or (named and not codes & named) or (not named and is_decoration(document)):
            unusable.append(document.document_id)
        elif not named:
            unnamed.append(document)

    required = [asked.code for asked in request_type.documents if asked.required]
    missing = [code for code in required if code not in recognised]
    candidates = [document for document in unnamed if _accepting(request_type, document) & set(missing)]
    if len(required) == len(missing) == len(candidates) == 1:
        recognised[missing.pop()] = [candidates[0].document_id]
        unnamed.remove(candidates.pop())

    perhaps_there = len(candidates) >= len(missing)
    wrong_fields = () if fields is None else tuple(one.name for one in request_type.fields if _is_wrong(one, fields))
    return Completeness(
        recognised={code: tuple(ids) for code, ids in recognised.items()},
        missing=tuple(missing),
        to_ask_for=() if perhaps_there else tuple(missing),
        unrecognised=tuple(document.document_id for document in unnamed),
        unusable=tuple(unusable),
        wrong_fields=wrong_fields,
        verdict=_verdict(missing=bool(missing), wrong_fields=bool(wrong_fields), perhaps_there=perhaps_there),
    )


def _verdict(*, missing: bool, wrong_fields: bool, perhaps_there: bool) -> Verdict:
    if wrong_fields:
        return "incomplete"
    if not missing:
        return "complete"
    return "unclear" if perhaps_there else "incomplete"


def _accepting(request_type: RequestType, document: Document) -> set[str]:
    """The codes of the documents that this one could be by its bytes; none when its name contradicts them."""
    if not document.agrees:
        return set()
    return {asked.code for asked in request_type.documents if document.media_type in asked.recognise.media_types}


def is_decoration(document: Document) -> bool:
    """Whether a document is a picture of a signature, as mail programs attach them."""
    return (
        document.media_type.startswith("image/")
        and document.size < _SMALLEST_PAGE
        and _DECORATION.match(words_of(document.name)) is not None
    )


def _is_wrong(field: FormField, fields: Mapping[str, str]) -> bool:
    value = fields.get(field.name, "").strip()
    if not value:
        return field.required
    if field.pattern is None:
        return False
    ascii_digits = "".join(fold(character) if character.isdecimal() else character for character in value)
    return len(value) > _LONGEST_VALUE or not fits(field.pattern, ascii_digits)
