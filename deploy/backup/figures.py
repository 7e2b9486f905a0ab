"""What watchers are told of the last good backup, in a file that Prometheus' textfile collector reads."""

import os
from pathlib import Path

from deploy.backup.manifest import Manifest


def write_figures(path: Path, backup: Manifest) -> None:
    """Write them, whole or not at all."""
    figures = {
        "diwan_backup_moment_seconds": ("The moment of the last good backup, in Unix time.", backup.moment.timestamp()),
        "diwan_backup_duration_seconds": (
            "How long it took.",
            (backup.ended - backup.began).total_seconds(),
        ),
        "diwan_backup_stored_bytes": (
            "What it added to the target.",
            sum(part.stored for part in backup.parts) + backup.copied_bytes,
        ),
        "diwan_backup_missing_documents": ("Documents whose bytes the vault did not have.", backup.missing),
        "diwan_backup_damaged_blobs": ("Blobs in the vault that are not what their hash says.", len(backup.damaged)),
    }
    lines = [
        f"# HELP {name} {meaning}\n# TYPE {name} gauge\n{name} {value}\n" for name, (meaning, value) in figures.items()
    ]
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text("".join(lines), encoding="utf-8")
    # The collector is another user.
    beside.chmod(0o644)
    beside.replace(path)
