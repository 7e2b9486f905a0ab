"""One line of the audit log: who did what, when, about what; never what was in it."""

import json
from dataclasses import dataclass
from hashlib import sha256

from shared.deeds import Deed

_IDS = ("number", "submission_id", "document_id", "letter_id", "letter", "about")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A deed with its doer (a person's id) and the service that has it."""

    service: str
    who: str
    deed: Deed

    @property
    def facts(self) -> dict[str, str]:
        """All that is said, by name. `id` is the same whenever this deed is sent: a receiver knows a repeat by it."""
        said = {name: str(value) for name in _IDS if (value := getattr(self.deed, name)) is not None}
        facts = {
            "at": self.deed.at.isoformat(timespec="milliseconds"),
            "service": self.service,
            "who": self.who,
            "what": self.deed.what,
            **said,
        }
        return {"id": sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32], **facts}
