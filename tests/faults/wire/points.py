"""Named points of a conversation between a service and a server, as bytes that one of the two says there.

They are where a process that dies leaves something half done. Nothing in the product knows of them.
"""

from dataclasses import dataclass
from typing import Literal

Side = Literal["service", "server"]

# A method frame's size (13), class and method of basic.ack (AMQP 0-9-1): a service acknowledges, or a broker confirms.
ACK = b"\x00\x00\x00\x0d\x00\x3c\x00\x50"
MAIL_ENDS = b"\r\n.\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """When `by` says `says` (in answer to something that holds `to`), `victim` is killed.

    The bytes are lost on the way, or with `delivered` they are passed on first.
    """

    name: str
    victim: str
    server: str
    by: Side
    says: bytes = b""
    to: bytes = b""
    delivered: bool = False


@dataclass(slots=True)
class Ear:
    """Listens to one connection for a point."""

    asked: bool = False

    def hears(self, point: Point, side: Side, data: bytes) -> bool:
        """Whether the point is reached with these bytes."""
        if side == "service" and point.to and point.to in data:
            self.asked = True
        if side != point.by:
            return False
        reached = point.says in data and (self.asked or not point.to)
        self.asked = self.asked and side == "service"
        return reached


def _named(collection: str) -> bytes:
    """A name as a BSON string."""
    return (len(collection) + 1).to_bytes(4, "little") + collection.encode() + b"\x00"


def _stored(victim: str, name: str, command: bytes, collection: str = "") -> Point:
    """MongoDB has done it and says so; the service never hears it."""
    asks = b"\x02" + command + b"\x00" + _named(collection) if collection else command
    return Point(name=f"{victim}: {name}", victim=victim, server="mongod", by="server", to=asks)


def _acknowledged(victim: str) -> Point:
    return Point(name=f"{victim}: ack lost", victim=victim, server="rabbitmq", by="service", says=ACK)


def _confirmed(victim: str) -> Point:
    name = f"{victim}: published, still in the outbox"
    return Point(name=name, victim=victim, server="rabbitmq", by="server", says=ACK)


def _handed_over(name: str, *, delivered: bool) -> Point:
    return Point(
        name=f"notify: {name}",
        victim="notify",
        server="relay",
        by="server",
        says=b"250",
        to=MAIL_ENDS,
        delivered=delivered,
    )


POINTS: tuple[Point, ...] = (
    Point(
        name="intake: blob stored, submission not inserted",
        victim="intake",
        server="s3",
        by="server",
        says=b"HTTP/1.1 200",
        to=b"PUT /diwan-vault/",
    ),
    _stored("intake", "submission inserted, no yes yet", b"insert", "submissions"),
    _stored("intake", "mail read, being recorded", b"update", "submissions"),
    _confirmed("intake"),
    Point(
        name="intake: 250 on the wire", victim="intake", server="door", by="server", says=b"250 2.0.0", delivered=True
    ),
    _stored("registry", "committed, event not acknowledged", b"commitTransaction\x00"),
    _confirmed("registry"),
    _acknowledged("registry"),
    _stored("routing", "route inserted, event not acknowledged", b"insert", "routes"),
    _confirmed("routing"),
    _acknowledged("routing"),
    _stored("notify", "notice kept, event not acknowledged", b"insert", "notices"),
    _stored("notify", "mail sent, being recorded", b"update", "notices"),
    _acknowledged("notify"),
    _handed_over("mail taken by the relay, its answer lost", delivered=False),
    _handed_over("mail sent, not recorded", delivered=True),
    _stored("storage", "documents kept, event not acknowledged", b"update", "documents"),
    _acknowledged("storage"),
)
"""All of them; the service that is killed stands before the colon."""
