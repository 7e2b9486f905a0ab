"""Everything that is installed may be used, changed and given on; nothing of ours has to be under another licence for it."""

import re
from collections.abc import Iterable

from deploy.licences import Installed, installed

PERMISSIVE = re.compile(
    r"MIT|MIT-0|MIT-CMU|MIT License|0BSD|[23]-Clause BSD License|BSD|BSD License|BSD-[23]-Clause|BSD-derived.*|ISC|Zlib|CC0-1\.0"
    r"|Apache-2\.0|Apache Software License|PSF-2\.0|Python Software Foundation License|Unlicense|The Unlicense \(Unlicense\)"
    # Its files stay under it, what uses them does not come under it.
    r"|MPL-2\.0|Mozilla Public License 2\.0 \(MPL 2\.0\)"
)
NAMED = {
    "fpdf2": "LGPL-3.0: makes the papers of the demo, as it is; no service has it",
    "pyphen": "one of three to choose from, among them MPL 1.1; hyphenation for letters, as it is",
    "axe-playwright-python": "MIT, which its distribution does not state; for tests only",
    "pyrage": "MIT, in its licence file only; encrypts backups",
    "promql-parser": "MIT, in its licence file only; for tests only",
    "pypdfium2": "its own words for BSD-3-Clause and Apache-2.0, and for what pdfium is made of",
}
"""What is allowed though its words do not say so, and why."""


def doubtful(everything: Iterable[Installed]) -> list[str]:
    """What no rule allows."""
    return [
        f"{one.name}: {one.licence}"
        for one in everything
        if one.name not in NAMED
        and not all(
            PERMISSIVE.fullmatch(part.strip("() ")) or PERMISSIVE.fullmatch(part) for part in parts(one.licence)
        )
    ]


def parts(licence: str) -> list[str]:
    return [part.strip() for part in re.split(r" AND | OR |, ", licence)]


def test_nothing_is_installed_whose_licence_asks_for_more_than_to_be_named() -> None:
    everything = list(installed())
    assert len(everything) > 100
    assert doubtful(everything) == []
    assert set(NAMED) <= {one.name for one in everything}, "named, and no longer there"


def test_a_licence_that_asks_for_more_is_found() -> None:
    for licence in (
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "MIT AND GPL-2.0-only",
        "unknown",
        "Other/Proprietary License",
    ):
        assert doubtful([Installed(name="x", version="1", licence=licence)]) == [f"x: {licence}"]
