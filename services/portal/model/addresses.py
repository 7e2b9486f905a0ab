"""Addresses that somebody may be sent on to: pages of ours, and no others."""

import re
from typing import Final

_OWN: Final = re.compile(r"/(?:[A-Za-z0-9_.~-][A-Za-z0-9_.~/-]*)?(?:\?[A-Za-z0-9_.~=&%-]*)?")
"""A path and perhaps a query of plain characters. A second slash or a backslash at the beginning would be a host."""
_LONGEST: Final = 500


def own_path(text: str) -> str | None:
    """The text when it is the address of a page here, without a host; None for anything else."""
    if len(text) > _LONGEST or not _OWN.fullmatch(text) or "//" in text or "/." in text:
        return None
    return text
