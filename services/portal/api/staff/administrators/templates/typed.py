"""What the form of a template says, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.portal.api.staff.answering import Sent
from services.portal.errors import RefusedError
from services.portal.model.letter_templates import KINDS, Both, LetterTemplate, Words, control_of

_CONFLICT: Final = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A draft in its form: what stands there, what is wrong with it, and how its letter would look."""

    template: LetterTemplate
    said: str = ""
    faults: tuple[tuple[str, str], ...] = ()
    pictures: Sequence[str] = ()
    unit_id: str = ""
    number: str = ""
    why: str = ""
    status: int = 200


def template_typed(sent: Sent, code: str) -> LetterTemplate:
    """The template that the form has; an empty code is one that is new, whose code stands in the form."""
    new = sent.value("code")
    return LetterTemplate(
        code=code or (new if new.replace("-", "").isalnum() and new.isascii() else ""),
        title=Both(ar=sent.value("title-ar"), en=sent.value("title-en")),
        kinds=tuple(one for one in KINDS if one in sent.values("kinds")),
        request_types=tuple(dict.fromkeys(sent.values("request-types"))),
        ar=Words(subject=sent.value("subject-ar"), body=_lines(sent.value("body-ar"))),
        en=Words(subject=sent.value("subject-en"), body=_lines(sent.value("body-en"))),
        active=sent.value("active") == "yes",
    )


def _lines(text: str) -> str:
    """A text as files have it: a browser ends lines with two characters."""
    plain = text.replace("\r\n", "\n")
    return f"{plain}\n" if plain else ""


def looked_at(
    sent: Sent, template: LetterTemplate, *, said: str = "", status: int = 200, pictures: Sequence[str] = ()
) -> Looked:
    """What was typed, shown again."""
    return Looked(
        template=template,
        said=said,
        status=status,
        pictures=pictures,
        unit_id=sent.value("by-unit"),
        number=sent.value("number"),
        why=sent.value("why"),
    )


def refused_of(sent: Sent, template: LetterTemplate, error: RefusedError) -> Looked:
    """What was typed and refused, with what routing says of its fields."""
    if error.because == "stale-version":
        return looked_at(sent, template, said="administration-meanwhile", status=_CONFLICT)
    faults = tuple((control_of(field), sentence) for field, sentence in error.told)
    return replace(looked_at(sent, template, said="templates-refused", status=422), faults=faults)
