"""What stands in the form of a letter: what it begins with, what is wrong with it, and what routing is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.portal.model.letters import Content, Filled, Kind
from services.portal.model.papers import Paper
from services.portal.model.work import Work

MOST_ENCLOSED: Final = 20
MOST_UNITS: Final = 50
_LONGEST: Final[Mapping[str, int]] = {
    **dict.fromkeys(("ar-subject", "en-subject", "name"), 300),
    **dict.fromkeys(("ar-body", "en-body"), 20_000),
    "address": 254,
    "postal-address": 1000,
}
"""Characters of each control at most."""
CONTROLS: Final = (*_LONGEST, "by", "to", "files", "confidential")
_LANGUAGES: Final = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file by the name that it is enclosed under, and the SHA-256 that the vault has it by."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the form: texts by control, the units that are ticked, and the files.

    `template` and its `template_version` are what it was begun with.
    """

    template: str = ""
    template_version: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    to: tuple[str, ...] = ()
    enclosed: tuple[Enclosure, ...] = ()

    def value(self, control: str) -> str:
        """What stands in one control."""
        return self.values.get(control, "")


def empty(work: Work | None, filled: Filled | None, template: str = "") -> Typed:
    """The form of a new letter: a template's words, and whom it goes to if it answers somebody."""
    values = {"by": "mail" if work is None or work.requester_address else "paper"}
    if filled:
        values |= {
            "ar-subject": filled.ar.subject,
            "ar-body": filled.ar.body,
            "en-subject": filled.en.subject,
            "en-body": filled.en.body,
        }
    if work:
        values |= {"name": work.on_behalf_of or work.requester_name, "address": work.requester_address or ""}
    if filled is None:
        return Typed(values=values)
    return Typed(values=values, template=template, template_version=str(filled.version))


def typed(content: Content) -> Typed:
    """The form of a letter that is there."""
    words = {
        f"{language}-{part}": text
        for language, wording in content.wordings
        for part, text in (("subject", wording.subject), ("body", wording.body))
    }
    rest = {
        "name": content.recipient.name,
        "by": content.by,
        "address": content.recipient.address or "",
        "postal-address": content.recipient.postal_address,
        "confidential": "yes" if content.confidential else "",
    }
    return Typed(
        values=words | rest,
        to=content.to_units,
        enclosed=tuple(Enclosure(one.sha256, one.name) for one in content.attachments),
    )


def faults_of(kind: Kind, said: Typed) -> dict[str, str]:
    """What is wrong, by control; empty when nothing is."""
    faults = {
        control: "letters-fault-too-long" for control, most in _LONGEST.items() if len(said.value(control)) > most
    }
    if not any(said.value(f"{language}-{part}") for language in _LANGUAGES for part in ("subject", "body")):
        faults["ar-subject"] = "letters-fault-no-words"
    for language in _LANGUAGES:
        there = [part for part in ("subject", "body") if said.value(f"{language}-{part}")]
        if len(there) == 1:
            missing = "body" if there == ["subject"] else "subject"
            faults[f"{language}-{missing}"] = "letters-fault-half"
    faults |= _to_nobody(kind, said)
    if len(said.enclosed) > MOST_ENCLOSED:
        faults["files"] = "letters-fault-too-many"
    return faults


def _to_nobody(kind: Kind, said: Typed) -> dict[str, str]:
    if kind == "memo":
        if not said.to:
            return {"to": "letters-fault-no-unit"}
        return {"to": "letters-fault-too-many-units"} if len(said.to) > MOST_UNITS else {}
    faults = {} if said.value("name") else {"name": "portal-fault-required"}
    if said.value("by") == "mail" and not _is_address(said.value("address")):
        faults["address"] = "letters-fault-address"
    return faults


def _is_address(text: str) -> bool:
    name, _, domain = text.rpartition("@")
    return bool(name) and "." in domain and not any(each.isspace() for each in text)


def body_of(kind: Kind, said: Typed) -> Mapping[str, object]:
    """The content as routing takes it."""
    memo, by = kind == "memo", "paper" if said.value("by") == "paper" else "mail"
    recipient = {
        "name": said.value("name"),
        "address": said.value("address") or None,
        "postal_address": said.value("postal-address"),
    }
    return {
        **{language: _wording(language, said) for language in _LANGUAGES},
        "recipient": {} if memo else recipient,
        "by": "units" if memo else by,
        "to_units": list(said.to) if memo else [],
        "attachments": [{"name": one.name, "sha256": one.sha256} for one in said.enclosed],
        "confidential": said.value("confidential") == "yes",
    }


def _wording(language: str, said: Typed) -> Mapping[str, str] | None:
    subject, body = said.value(f"{language}-subject"), said.value(f"{language}-body")
    return {"subject": subject, "body": body} if subject and body else None


def offered(papers: Iterable[Paper], raw: object, enclosed: Sequence[Enclosure]) -> tuple[Enclosure, ...]:
    """The files that can be ticked: those that are enclosed, and the documents of the transaction that are not."""
    known = {one.sha256 for one in enclosed}
    others = [paper for paper in papers if paper.document_id != raw and paper.sha256 not in known]
    return (*enclosed, *(Enclosure(one.sha256, one.name) for one in others))


def begun_from(typed: Typed) -> Mapping[str, object] | None:
    """The template that a letter was begun with, in routing's words; None where it was none."""
    number = typed.template_version
    if not typed.template or not (number.isascii() and number.isdecimal()):
        return None
    return {"code": typed.template, "version": int(number)}
