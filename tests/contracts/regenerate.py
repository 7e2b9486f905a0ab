"""Write the golden files anew: `python -m tests.contracts.regenerate`.

A changed file is a changed promise. New optional fields may come; for anything else there is a new version of the event.
"""

from tests.contracts.forms import FOLDER, golden_files


def main() -> None:
    """Write every file, and remove those that nothing stands behind any more."""
    FOLDER.mkdir(exist_ok=True)
    files = dict(golden_files())
    for path in FOLDER.iterdir():
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
