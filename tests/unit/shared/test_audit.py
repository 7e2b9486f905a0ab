from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from shared.audit import Line, sink_of
from shared.audit.syslog import framed
from shared.deeds import Deed

LINE = Line(
    service="routing",
    who="p-1",
    deed=Deed(at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC), what="إحالة referred", submission_id=UUID(int=7)),
)


def test_a_line_says_who_what_when_and_about_what_and_nothing_that_is_not_there() -> None:
    facts = LINE.facts
    assert facts.pop("id") == LINE.facts["id"]
    assert facts == {
        "at": "2026-11-22T09:30:00.000+00:00",
        "service": "routing",
        "who": "p-1",
        "what": "إحالة referred",
        "submission_id": str(UUID(int=7)),
    }


def test_a_syslog_message_is_framed_by_its_length_and_has_a_name_of_printable_ascii() -> None:
    length, _, message = framed(LINE).partition(b" ")
    assert int(length) == len(message)
    assert message.startswith(b"<110>1 2026-11-22T09:30:00.000Z ")
    assert b" diwan-routing - referred - {" in message
    message.decode("ascii")


@pytest.mark.parametrize("url", ["", "udp://host:514", "syslog://", "/var/log/audit", "https://"])
def test_an_address_of_no_known_kind_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="audit log"):
        sink_of(url, None)


def test_an_authority_that_is_not_there_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        sink_of("syslog+tls://host", tmp_path / "none.pem")
