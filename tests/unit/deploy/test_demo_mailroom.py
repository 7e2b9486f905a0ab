"""The Maildir of the local relay, as the demonstration reads it; and which stack it talks to."""

from pathlib import Path

import pytest

from deploy.demo.mailroom import Mailroom
from deploy.demo.target import DemoError, Target
from deploy.local.settings import Settings

TOKEN = "0123456789abcdef" * 2


def put(folder: Path, name: str, kind: str) -> None:
    (folder / "new").mkdir(parents=True, exist_ok=True)
    (folder / "new" / name).write_text(
        f"X-Diwan-Notice: {kind}\nX-Diwan-Submission: s-1\nX-Diwan-Transaction: IN-2026-000001-7\n"
        f"X-RcptTo: somebody@company.example\nReply-To: documents+{TOKEN}@diwan.example\nMessage-ID: <a@diwan.example>\n"
        f"Content-Type: text/plain; charset=utf-8\n\nتتبع: http://localhost/track/{TOKEN}\n",
        encoding="utf-8",
    )


def test_only_notices_that_came_since_are_read_and_each_once(tmp_path: Path) -> None:
    put(tmp_path, "1", "received")
    mailroom = Mailroom(tmp_path)
    put(tmp_path, "2", "registered")
    (notice,) = mailroom.new()
    assert (notice.kind, notice.submission, notice.number) == ("registered", "s-1", "IN-2026-000001-7")
    assert (notice.recipient, notice.token) == ("somebody@company.example", TOKEN)
    assert mailroom.new() == []


def test_a_relay_that_has_delivered_nothing_yet_has_no_folder(tmp_path: Path) -> None:
    mailroom = Mailroom(tmp_path)
    assert mailroom.new() == []
    put(tmp_path, "1", "received")
    assert len(mailroom.new()) == 1


def test_with_a_relay_of_ones_own_there_is_no_maildir_to_read(tmp_path: Path) -> None:
    assert Target.of(Settings(data=tmp_path)).maildir == tmp_path / "mail"
    assert Target.of(Settings(data=tmp_path, smtp_relay="mail.example:25")).maildir is None


def test_missing_demo_accounts_are_explained(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="DIWAN_DATA"):
        Target.of(Settings(data=tmp_path)).accounts()
