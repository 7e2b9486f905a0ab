"""A point is heard when it is reached, in the bytes that really travel, and not before."""

import pytest
from bson import encode

from tests.faults.wire.points import ACK, POINTS, Ear, Point

CONFIRM = b"\x01\x00\x01" + ACK + b"\x00\x00\x00\x00\x00\x00\x00\x07\x00\xce"


def point(**said: object) -> Point:
    return Point(name="a point", victim="registry", server="mongod", **said)  # type: ignore[arg-type]  # the caller knows


def test_what_the_right_side_says_is_heard() -> None:
    assert Ear().hears(point(by="service", says=ACK), "service", CONFIRM)
    assert not Ear().hears(point(by="service", says=ACK), "server", CONFIRM)
    assert not Ear().hears(point(by="service", says=ACK), "service", b"\x01\x00\x01\x00\x00\x00\x04")


def test_an_answer_counts_only_to_the_right_question_and_once() -> None:
    asked, ear = point(by="server", to=b"commitTransaction\x00"), Ear()
    assert not ear.hears(asked, "server", b"an answer to something earlier")
    assert not ear.hears(asked, "service", b"...commitTransaction\x00...")
    assert ear.hears(asked, "server", b"done")
    assert not ear.hears(asked, "server", b"an answer to something later")


@pytest.mark.parametrize(("command", "collection"), [("insert", "submissions"), ("update", "notices")])
def test_a_write_to_a_collection_is_recognised_in_the_bytes_of_its_command(command: str, collection: str) -> None:
    wanted = next(each for each in POINTS if collection.encode() in each.to and command.encode() in each.to)
    spoken = b"the header of a message" + encode({command: collection, "ordered": False, "$db": "diwan"})
    ear = Ear()
    assert not ear.hears(wanted, "service", spoken)
    assert ear.hears(wanted, "server", b"ok")
