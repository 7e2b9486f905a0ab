"""What must be right between the fields of one request type, and between all of them."""

from collections.abc import Iterable, Iterator, Sequence

from services.registry.request_types.collection import GENERAL
from services.registry.request_types.file_names import words_of
from services.registry.request_types.model import RequestType
from shared.arabic import stem
from shared.yaml_config import Loaded, Place, Problem

Files = Sequence[Loaded[RequestType]]


def problems_of(files: Files) -> Iterator[Problem]:
    """Everything that is wrong in files that are valid by themselves, each problem at the field that repeats."""
    for file in files:
        yield from _within(file)
    # What is retired recognises nothing, so others may have what was its own.
    active = [file for file in files if file.value.active]
    mailboxes = ((file, ("mailbox",), file.value.mailbox) for file in active if file.value.mailbox is not None)
    yield from _repeated(mailboxes, "is the mailbox of", "field-others-mailbox")
    yield from _repeated(_keywords(active), "is a keyword of", "field-others-keyword")
    for file in files:
        if file.value.code == GENERAL:
            yield from _general(file)


def _within(file: Loaded[RequestType]) -> Iterator[Problem]:
    declared = file.value
    if declared.code != file.path.stem:
        message = f"is '{declared.code}', but the file's name says '{file.path.stem}'"
        yield file.problem(("code",), message, "field-other-code", code=file.path.stem)
    yield from _twice(file, ((("documents", i, "code"), one.code) for i, one in enumerate(declared.documents)))
    yield from _twice(file, ((("fields", i, "name"), one.name) for i, one in enumerate(declared.fields)))
    if declared.confidential_mailbox and declared.mailbox is None:
        yield file.problem(("confidential_mailbox",), "there is no mailbox", "field-no-mailbox")
    owners: dict[str, str] = {}
    for place, code, name in _names(declared):
        owner = owners.setdefault(stem(words_of(name)), code)
        if owner != code:
            message = f"'{name}' is how '{owner}' is recognised"
            yield file.problem(place, message, "field-recognises-other", value=name, other=owner)


def _names(declared: RequestType) -> Iterator[tuple[Place, str, str]]:
    for position, document in enumerate(declared.documents):
        names = document.recognise.names
        for language, title, words in (("ar", document.title.ar, names.ar), ("en", document.title.en, names.en)):
            yield ("documents", position, "title", language), document.code, title
            for i, name in enumerate(words):
                yield ("documents", position, "recognise", "names", language, i), document.code, name


def _general(file: Loaded[RequestType]) -> Iterator[Problem]:
    for position, document in enumerate(file.value.documents):
        if document.required:
            message = f"'{GENERAL}' takes what nothing else takes"
            yield file.problem(("documents", position, "required"), message, "field-general-takes-all")
    if file.value.registration != "automatic":
        message = f"'{GENERAL}' is registered automatically"
        yield file.problem(("registration",), message, "field-general-automatic")
    if not file.value.active:
        yield file.problem(("active",), f"'{GENERAL}' is never retired", "field-general-stays")


def _keywords(files: Files) -> Iterator[tuple[Loaded[RequestType], Place, str]]:
    for file in files:
        title, words = file.value.title, file.value.keywords
        for language, name, phrases in (("ar", title.ar, words.ar), ("en", title.en, words.en)):
            if stem(name) in file.value.phrases:
                yield file, ("title", language), stem(name)
            for i, phrase in enumerate(phrases):
                yield file, ("keywords", language, i), stem(phrase)


def _repeated(values: Iterable[tuple[Loaded[RequestType], Place, str]], what: str, key: str) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for file, place, value in values:
        owner = owners.setdefault(value, file.path.name)
        if owner != file.path.name:
            other = owner.removesuffix(".yaml")
            yield file.problem(place, f"'{value}' {what} {owner}", key, value=value, other=other)


def _twice(file: Loaded[RequestType], values: Iterable[tuple[Place, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, value in values:
        if value in seen:
            yield file.problem(place, f"'{value}' is given twice", "field-given-twice", value=value)
        seen.add(value)
