"""Configuration written as the files have it."""

from collections.abc import Mapping
from typing import Any, Final

import yaml

_WIDTH: Final = 120


def yaml_text(content: Mapping[str, Any]) -> str:
    """Content as YAML that people can read and `read_text` reads back as the same."""
    text: str = yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text
