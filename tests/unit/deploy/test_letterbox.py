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


@pytest.mark.parametrize("there", [False, True], ids=["a folder that is made", "a volume that is empty"])
async def test_mail_is_kept_in_a_folder_that_is_there_and_in_one_that_is_not(tmp_path: Path, *, there: bool) -> None:
    folder = tmp_path / "mail"
    if there:
        folder.mkdir()
    envelope, server = Envelope(), SMTP(letterbox := Letterbox(str(folder)))
    envelope.rcpt_tos.append("salim@company.example")
    envelope.original_content = b"Subject: received\r\n\r\nthank you\r\n"
    assert await letterbox.handle_DATA(server, Session(server.loop), envelope) == "250 OK"
    (kept,) = (folder / "new").iterdir()
    assert b"Subject: received\n" in kept.read_bytes()
