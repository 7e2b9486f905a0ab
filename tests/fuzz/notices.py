"""The notices that came to the local relay, by their headers."""

from collections import Counter
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from pathlib import Path
from threading import Lock
from typing import NamedTuple


class Notice(NamedTuple):
    """Who was told what of which submission."""

    recipient: str
    kind: str
    submission: str


class Notices:
    """Reads each notice once; those that were there before do not count."""

    def __init__(self, maildir: Path) -> None:
        self._folder = maildir / "new"
        self._seen = set(self._names())
        self._all: Counter[Notice] = Counter()
        self._lock = Lock()

    def all(self) -> Counter[Notice]:
        """Every notice so far, with how often it came."""
        with self._lock:
            fresh = [name for name in self._names() if name not in self._seen]
            self._seen.update(fresh)
            self._all.update(_read(self._folder / name) for name in fresh)
            return self._all.copy()

    def has(self, recipient: str, kind: str) -> bool:
        """Whether somebody was told something."""
        return any(one.recipient == recipient and one.kind == kind for one in self.all())

    def _names(self) -> Iterator[str]:
        # The relay makes the folder with the first notice.
        return (path.name for path in self._folder.iterdir()) if self._folder.is_dir() else iter(())


def _read(path: Path) -> Notice:
    with path.open("rb") as file:
        fields = BytesHeaderParser().parse(file)
    # The relay's Maildir writes an address beyond ASCII as an encoded word.
    recipient = str(make_header(decode_header(fields["X-RcptTo"])))
    return Notice(recipient, str(fields["X-Diwan-Notice"]), str(fields["X-Diwan-Submission"]))
