"""Specimens: letters that the services really registered, with everything that the services really stored of them."""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

import bson

from bench.million.database import COLLECTIONS, OPTIONS, Client, collection_of
from bench.million.identity import PLACE_FORMAT, Identity
from bench.million.template import Cutter, Maker, Template
from shared.tracking import thread_id, token_hash
from shared.transaction_number import transaction_number

Record: TypeAlias = Mapping[str, Any]

_ANCHORS = ("registered_at", "received_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """One letter. `anchor` is the time that places it among others: of its registration, or of its receipt."""

    state: str
    anchor: datetime
    makers: tuple[Maker, ...]
    templates: tuple[tuple[str, Template], ...]
    """Collection and document."""

    def copy(self, identity: Identity) -> Iterator[tuple[str, bytes]]:
        """Everything that is stored of a copy."""
        values = [make(identity) for make in self.makers]
        return ((collection, template.copy(values)) for collection, template in self.templates)


def specimens(client: Client) -> Sequence[Specimen]:
    """A specimen of every letter that nothing is about to happen to."""
    settled = (
        matter
        for matter in collection_of(client, "diwan_registry.matters").find()
        if "outbox" not in matter and (matter["state"] != "registered" or matter["routed"])
    )
    return [_specimen(matter, list(_stored(client, [matter["_id"], *matter["supplements"]]))) for matter in settled]


def _stored(client: Client, submissions: Sequence[UUID]) -> Iterator[tuple[str, Record]]:
    for name, field in COLLECTIONS.items():
        for document in collection_of(client, name).find({field: {"$in": list(submissions)}}):
            # What it waits for was told long ago in earlier years; a house that catches up with it all is not measured.
            document.pop("remind_at", None)
            yield name, document


def _specimen(matter: Record, stored: Sequence[tuple[str, Record]]) -> Specimen:
    cutter = Cutter(dict(_marks(matter, stored)))
    # Encoded as it was decoded: BSON keeps the order of fields.
    templates = tuple((name, cutter.cut(bson.encode(document, codec_options=OPTIONS))) for name, document in stored)
    return Specimen(
        state=matter["state"],
        anchor=next(moment for name in _ANCHORS if (moment := matter[name]) is not None),
        makers=cutter.makers,
        templates=templates,
    )


def _marks(matter: Record, stored: Iterable[tuple[str, Record]]) -> Iterator[tuple[bytes, Maker]]:
    """What is of this letter alone, as it stands in BSON, and what a copy has there."""
    for name, document in stored:
        if name == "diwan_intake.submissions":
            yield from _token(document["token"])
            yield _unique_key(document["key"])
        if name == "diwan_notify.notices":
            yield _message_id(document["_id"])
        if name == "diwan_routing.routes":
            yield _day(date.fromisoformat(document["due_on"]))
            yield _place(document["received_at"])
        for value in _values(document):
            if isinstance(value, UUID):
                yield from _id(value)
            elif isinstance(value, datetime):
                yield _moment(value)
    if matter["number"] is not None:
        yield from _number(matter["number"], matter["book"], matter["year"], matter["sequence"])


def _values(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _values(one)
    else:
        yield value


def _id(original: UUID) -> Iterator[tuple[bytes, Maker]]:
    yield original.bytes, lambda copy: copy.id_for(original).bytes
    yield str(original).encode(), lambda copy: str(copy.id_for(original)).encode()


def _message_id(notice: UUID) -> tuple[bytes, Maker]:
    return f"<{notice.hex[-12:]}.".encode(), lambda copy: f"<{copy.id_for(notice).hex[-12:]}.".encode()


def _token(original: str) -> Iterator[tuple[bytes, Maker]]:
    yield original.encode(), lambda copy: copy.token_for(original).encode()
    yield token_hash(original).encode(), lambda copy: token_hash(copy.token_for(original)).encode()
    yield thread_id(original).encode(), lambda copy: thread_id(copy.token_for(original)).encode()


def _unique_key(original: str) -> tuple[bytes, Maker]:
    """What makes a submission unique: the fingerprint of a mail, or the key of an upload."""
    kind = original.partition(":")[0]
    return _text("key", original), lambda copy: _text("key", f"{kind}:{copy.digest_for(original)}")


def _moment(original: datetime) -> tuple[bytes, Maker]:
    unmoved = Identity(place=0, shift=0, year=0, sequence=0)
    return unmoved.stored_moment_for(original), lambda copy: copy.stored_moment_for(original)


def _place(received_at: datetime) -> tuple[bytes, Maker]:
    """The time in a route's place in an inbox."""
    return received_at.strftime(PLACE_FORMAT).encode(), (
        lambda copy: copy.moment_for(received_at).strftime(PLACE_FORMAT).encode()
    )


def _day(original: date) -> tuple[bytes, Maker]:
    return original.isoformat().encode(), lambda copy: copy.day_for(original).isoformat().encode()


def _number(number: str, book: Any, year: int, sequence: int) -> Iterator[tuple[bytes, Maker]]:
    yield number.encode(), lambda copy: transaction_number(book, copy.year, copy.sequence).encode()
    yield _int("year", year), lambda copy: _int("year", copy.year)
    yield _int("sequence", sequence), lambda copy: _int("sequence", copy.sequence)
    yield _text("_id", f"{book}/{year}/{sequence}"), lambda copy: _text("_id", f"{book}/{copy.year}/{copy.sequence}")


def _int(name: str, value: int) -> bytes:
    return b"\x10%b\x00%b" % (name.encode(), struct.pack("<i", value))


def _text(name: str, value: str) -> bytes:
    """A field of the document itself: a copy's may be longer, because nothing is nested around it."""
    return b"\x02%b\x00%b%b\x00" % (name.encode(), struct.pack("<i", len(value) + 1), value.encode())
