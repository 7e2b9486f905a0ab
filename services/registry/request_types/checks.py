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
    mailboxes = ((file, ("mailbox",), file.value.mailbox) for file in files if file.value.mailbox is not None)
    yield from _repeated(mailboxes, "is the mailbox of")
    yield from _repeated(_keywords(files), "is a keyword of")
    for file in files:
        if file.value.code == GENERAL:
            yield from _general(file)


def _within(file: Loaded[RequestType]) -> Iterator[Problem]:
    declared = file.value
    if declared.code != file.path.stem:
        yield file.problem(("code",), f"is '{declared.code}', but the file's name says '{file.path.stem}'")
    yield from _twice(file, ((("documents", i, "code"), one.code) for i, one in enumerate(declared.documents)))
    yield from _twice(file, ((("fields", i, "name"), one.name) for i, one in enumerate(declared.fields)))
    if declared.confidential_mailbox and declared.mailbox is None:
        yield file.problem(("confidential_mailbox",), "there is no mailbox")
    owners: dict[str, str] = {}
    for place, code, name in _names(declared):
        owner = owners.setdefault(stem(words_of(name)), code)
        if owner != code:
            yield file.problem(place, f"'{name}' is how '{owner}' is recognised")


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
            yield file.problem(("documents", position, "required"), f"'{GENERAL}' takes what nothing else takes")
    if file.value.registration != "automatic":
        yield file.problem(("registration",), f"'{GENERAL}' is registered automatically")


def _keywords(files: Files) -> Iterator[tuple[Loaded[RequestType], Place, str]]:
    for file in files:
        title, words = file.value.title, file.value.keywords
        for language, name, phrases in (("ar", title.ar, words.ar), ("en", title.en, words.en)):
            if stem(name) in file.value.phrases:
                yield file, ("title", language), stem(name)
            for i, phrase in enumerate(phrases):
                yield file, ("keywords", language, i), stem(phrase)


def _repeated(values: Iterable[tuple[Loaded[RequestType], Place, str]], what: str) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for file, place, value in values:
        owner = owners.setdefault(value, file.path.name)
        if owner != file.path.name:
            yield file.problem(place, f"'{value}' {what} {owner}")


def _twice(file: Loaded[RequestType], values: Iterable[tuple[Place, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, value in values:
        if value in seen:
            yield file.problem(place, f"'{value}' is given twice")
        seen.add(value)
