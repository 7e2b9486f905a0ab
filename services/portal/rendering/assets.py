"""The style sheet, the script and the pictures: in memory, under addresses that change with what is in them."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent.parent / "static"
_KINDS: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file."""

    content: bytes
    media_type: str
    version: str


class Assets:
    """Every file of a folder that pages may use."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._by_name = {
            path.name: _asset(path.read_bytes(), _KINDS[path.suffix])
            for path in sorted(folder.iterdir())
            if path.suffix in _KINDS
        }

    def address(self, name: str) -> str:
        """Where a page finds it. Raises `KeyError` when there is no such file: a defect."""
        return f"/static/{self._by_name[name].version}/{name}"

    def find(self, version: str, name: str) -> Asset | None:
        """The file that has this address."""
        found = self._by_name.get(name)
        return found if found and found.version == version else None


def _asset(content: bytes, media_type: str) -> Asset:
    return Asset(content, media_type, sha256(content).hexdigest()[:12])
