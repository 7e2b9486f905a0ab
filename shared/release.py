"""The release that this code is, as it is told and written down."""

from typing import Final

VERSION: Final = "0.1.0"
