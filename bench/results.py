"""Results as files: everything as JSON, and for people a table and pictures."""

import json
from pathlib import Path
from typing import Any, Final

from bench.plots import draw
from bench.report import report
from deploy.local.settings import REPOSITORY

RESULTS: Final = REPOSITORY / "bench" / "results"


def write(measured: dict[str, Any], folder: Path) -> Path:
    """Write `<date>.json`, `<date>.md` and its pictures into a folder; returns the path of the table."""
    folder.mkdir(parents=True, exist_ok=True)
    day = measured["date"][:10]
    (folder / f"{day}.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    pictures = draw(measured, folder)
    table = folder / f"{day}.md"
    shown = "".join(f"\n![{picture.stem}]({picture.name})\n" for picture in pictures)
    table.write_text(report(measured) + shown, encoding="utf-8")
    return table
