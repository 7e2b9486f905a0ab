"""Where the relay is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayAddress:
    """Where the relay is and how to speak to it. `greeting` is the name we greet with (RFC 5321, 4.1.1.1)."""

    host: str
    port: int
    greeting: str
    tls: Literal["none", "starttls", "tls"] = "none"
    ca_file: Path | None = None
    username: str = ""
    password: str = ""
