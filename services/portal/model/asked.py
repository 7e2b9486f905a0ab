"""What can be handed in, as registry tells it. What it tells beyond this is passed over."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from shared.arabic import stem
from shared.language import Text


class Told(BaseModel):
    """Something that another service tells; it may tell more than is known here."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class AskedField(Told):
    """A field of a request type's form. `pattern` must fit the whole value, with its digits as ASCII."""

    name: str
    title: Text
    required: bool
    pattern: str | None = None


class AskedDocument(Told):
    """A document that is asked for, or taken; `media_types` is what its file may be, and empty when nobody says."""

    code: str
    title: Text
    help: Text
    required: bool
    media_types: tuple[str, ...] = ()


class RequestType(Told):
    """A kind of request."""

    code: str
    title: Text
    help: Text
    fields: tuple[AskedField, ...] = ()
    documents: tuple[AskedDocument, ...] = ()
    days_to_answer: int
    original_required: bool = False


def matching(types: Iterable[RequestType], wanted: str) -> tuple[RequestType, ...]:
    """The types in whose words every word that is wanted stands, or begins; all of them when none is wanted.

    Compared as people compare: hamza, ta marbuta, the article, digits and capitals make no difference.
    """
    words = stem(wanted).split()
    return tuple(one for one in types if all(any(has.startswith(word) for has in _words(one)) for word in words))


def _words(request_type: RequestType) -> list[str]:
    texts = (request_type.title, request_type.help, *(document.title for document in request_type.documents))
    return stem(" ".join(f"{text.ar} {text.en}" for text in texts)).split()
