"""The words of file names, which people and cameras write without spaces: `PassportCopy2.pdf`."""

import re

from shared.arabic import fold

_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_ENDING = re.compile(r"\.\w{1,5}\Z")


def words_of(name: str) -> str:
    """The folded words of a file name without its ending: `PassportCopy2.pdf` gives "passport copy 2"."""
    return fold(_RUN_TOGETHER.sub(" ", _ENDING.sub("", name)))
