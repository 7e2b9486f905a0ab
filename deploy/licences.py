"""`python -m deploy.licences`: the licence of everything that requirements.lock installs, as its distribution states it."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from typing import cast

from deploy.local.settings import REPOSITORY

_LINE = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_PREFIX = "License ::"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A distribution that is installed here."""

    name: str
    version: str
    licence: str
    """An SPDX expression where it states one, else its classifiers' words with commas between them."""


def installed() -> Iterator[Installed]:
    """What the lock names and this machine has; what is for other systems is passed over."""
    for name, version in _LINE.findall((REPOSITORY / "requirements.lock").read_text(encoding="utf-8")):
        try:
            about = cast("Message", metadata(name))
        except PackageNotFoundError:
            continue
        yield Installed(name=name, version=version, licence=_licence(about))


def _licence(about: Message) -> str:
    if expression := about.get("License-Expression"):
        return str(expression)
    classifiers = [str(one) for one in about.get_all("Classifier", []) if str(one).startswith(_PREFIX)]
    words = [one.rsplit(" :: ", 1)[1] for one in classifiers if not one.endswith(":: OSI Approved")]
    return ", ".join(words) or str(about.get("License") or UNKNOWN).strip().splitlines()[0]


if __name__ == "__main__":
    for each in installed():
        sys.stdout.write(f"{each.name:<42} {each.version:<14} {each.licence}\n")
