"""What is missing or wrong in a form, said before anything is sent on.

The same rules as the services' behind, so that whoever passes here is not sent back by them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from email_validator import EmailNotValidError, validate_email

from services.portal.model.asked import AskedField, RequestType
from services.portal.model.counter import IDENTITY, CounterForm
from services.portal.model.handed import ChosenFile, Handover, SentFile
from services.portal.model.matter import Matter
from shared.arabic import ascii_digits
from shared.language import Text
from shared.media import EMPTY
from shared.telephone import normalised

OTHER_FILES: Final = "other-documents"
"""The control for files that are none of the documents asked for."""
SENT: Final = "sent-"
"""Before the name of a control for files: one that the door has already was chosen by it."""
FIELD: Final = "field-"
DOCUMENT: Final = "document-"
LATER: Final = "later"
"""The control by which somebody says that what is missing comes later."""

_LINES: Final = {"name": 500, "email": 254, "phone": 50, "subject": 500}
_LONGEST_MESSAGE: Final = 100_000
_LONGEST_VALUE: Final = 1_000
_LONGEST_IDENTITY: Final = 500
_PHONE: Final = re.compile(r"\+?[0-9() ./-]{5,50}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a form may carry; bytes."""

    file: int
    total: int
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something about one control of a form. `key` is the catalogue's; `about` what the request type calls it."""

    control: str
    key: str
    about: Text | None = None
    arguments: dict[str, str | int] = field(default_factory=dict)


def of_request(asked: RequestType, handover: Handover, limits: Limits) -> list[Fault]:
    """What is missing or wrong in a new request."""
    return [*_of_person(handover), *_of_papers(asked, handover, limits)]


def of_counter(asked: RequestType, form: CounterForm, handover: Handover, limits: Limits) -> list[Fault]:
    """What is missing or wrong in a request that an agent hands in for somebody."""
    about = (*_of_identity(form, handover), *_of_length(handover))
    return [*about, *_of_papers(asked, handover, limits)]


def _of_papers(asked: RequestType, handover: Handover, limits: Limits) -> list[Fault]:
    """What is missing or wrong in the fields and files of a new request."""
    faults = [*_of_fields(asked.fields, handover), *_of_files(asked, handover, limits)]
    if not handover.value(LATER):
        given = {file.document for file in handover.files}
        faults += [
            Fault(control=DOCUMENT + one.code, key="portal-fault-document-missing", about=one.title)
            for one in asked.documents
            if one.required and one.code not in given
        ]
    if not (handover.files or handover.value("message") or handover.value("subject")):
        faults.append(Fault(control="message", key="portal-fault-nothing-said"))
    return faults


def of_gone(document: str) -> Fault:
    """A file that the door was said to have is not there."""
    return Fault(control=DOCUMENT + document if document else OTHER_FILES, key="portal-fault-file-gone")


def of_addition(asked: RequestType | None, matter: Matter, handover: Handover, limits: Limits) -> list[Fault]:
    """What is wrong in an addition: anything that helps is taken, nothing at all is not."""
    wrong = [one for one in asked.fields if one.name in matter.asked_again] if asked else []
    given = [one for one in wrong if handover.value(FIELD + one.name)]
    faults = [*_of_length(handover), *_of_fields(given, handover), *_of_files(asked, handover, limits)]
    if not (handover.files or handover.value("message") or given):
        first = next((DOCUMENT + one.code for one in matter.missing), OTHER_FILES)
        faults.append(Fault(control=first, key="portal-fault-nothing-added"))
    return faults


def _of_person(handover: Handover) -> Iterator[Fault]:
    if not handover.value("name"):
        yield Fault(control="name", key="portal-fault-name-missing")
    if (email := handover.value("email")) and not _is_address(email):
        yield Fault(control="email", key="field-e-mail")
    if (phone := handover.value("phone")) and not _PHONE.fullmatch(ascii_digits(phone)):
        yield Fault(control="phone", key="portal-fault-phone")
    yield from _of_length(handover)


def _of_identity(form: CounterForm, handover: Handover) -> Iterator[Fault]:
    for one in form.identity:
        value = handover.value(IDENTITY + one.name)
        control = IDENTITY + one.name
        if not value:
            if one.required:
                yield Fault(control=control, key="portal-fault-field-missing", about=one.title)
        elif len(value) > _LONGEST_IDENTITY or not fits(one.pattern, value):
            yield Fault(control=control, key="portal-fault-field-pattern", about=one.title)
        elif one.name == "telephone" and normalised(value, form.telephone_region) is None:
            yield Fault(control=control, key="portal-fault-phone")
        elif one.name == "email" and not _is_address(value):
            yield Fault(control=control, key="field-e-mail")


def _of_length(handover: Handover) -> Iterator[Fault]:
    for name, limit in {**_LINES, "message": _LONGEST_MESSAGE}.items():
        if len(handover.value(name)) > limit:
            yield Fault(control=name, key="field-too-long", arguments={"limit": limit})


def _of_fields(fields: tuple[AskedField, ...] | list[AskedField], handover: Handover) -> Iterator[Fault]:
    for one in fields:
        value = handover.value(FIELD + one.name)
        if not value and one.required:
            yield Fault(control=FIELD + one.name, key="portal-fault-field-missing", about=one.title)
        elif value and (len(value) > _LONGEST_VALUE or not fits(one.pattern, value)):
            yield Fault(control=FIELD + one.name, key="portal-fault-field-pattern", about=one.title)


def _of_files(asked: RequestType | None, handover: Handover, limits: Limits) -> Iterator[Fault]:
    kinds = {one.code: one.media_types for one in asked.documents} if asked else {}
    for file in handover.files:
        control = DOCUMENT + file.document if file.document else OTHER_FILES
        if key := _wrong_with(file, kinds.get(file.document, ()), limits):
            megabytes = limits.file // (1024 * 1024)
            yield Fault(control=control, key=key, arguments={"name": file.name, "megabytes": megabytes})
    if handover.files:
        last = handover.files[-1]
        control = DOCUMENT + last.document if last.document else OTHER_FILES
        if sum(file.size for file in handover.files) > limits.total:
            total = limits.total // (1024 * 1024)
            yield Fault(control=control, key="portal-fault-files-too-large", arguments={"megabytes": total})
        if len(handover.files) > limits.files:
            yield Fault(control=control, key="portal-fault-too-many-files", arguments={"limit": limits.files})


def _wrong_with(file: ChosenFile | SentFile, kinds: tuple[str, ...], limits: Limits) -> str:
    """The key of what is wrong with one file, or nothing."""
    sniffed = file.sniffed
    if sniffed.media_type == EMPTY:
        return "portal-fault-file-empty"
    if file.size > limits.file:
        return "portal-fault-file-too-large"
    if kinds and not (sniffed.agrees and sniffed.media_type in kinds):
        return "portal-fault-file-kind"
    return ""


def fits(pattern: str | None, value: str) -> bool:
    """Whether a whole value fits; digits of any script count as ASCII ones."""
    return pattern is None or re.fullmatch(pattern, ascii_digits(value)) is not None


def _is_address(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True
