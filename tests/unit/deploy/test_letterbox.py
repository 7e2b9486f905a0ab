"""The local relay takes mail for anybody who could have some."""

from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.letterbox import Letterbox


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("salim@company.example", "250"),
        ("salim@closed.invalid", "550"),
        ("salim@CLOSED.INVALID", "550"),
        ("invalid@company.example", "250"),
    ],
)
async def test_only_a_domain_that_can_never_be_is_refused(tmp_path: Path, address: str, answer: str) -> None:
    envelope, server = Envelope(), SMTP(Letterbox(str(tmp_path / "mail")))
    said = await Letterbox(str(tmp_path / "mail")).handle_RCPT(server, Session(server.loop), envelope, address, [])
    assert said.startswith(answer)
    assert envelope.rcpt_tos == ([address] if answer == "250" else [])
