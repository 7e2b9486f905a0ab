"""What was done last, said on the page that comes after it."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query

from services.portal.api.staff.answering import Asking, Staff
from services.portal.model.clerks import Action
from services.portal.model.letters import Act as LetterAct
from services.portal.model.related import Tie
from services.portal.model.work import Act

_SEPARATOR: Final = "\n"
Written = Literal["draft", "edit"]
"""What is done with a letter by writing it."""
About = Annotated[str, Query(max_length=40)]
Seal = Annotated[str, Query(max_length=64)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """That something was done about a matter, which has this number if it has one."""

    done: Action | Act | Tie | LetterAct | Written
    submission_id: str
    number: str
    seal: str


async def _said(done: Action | None = None, about: About = "", number: About = "", word: Seal = "") -> Said | None:
    return Said(done=done, submission_id=about, number=number, seal=word) if done else None


async def _said_of_work(did: Act | Tie | None = None, about: About = "", word: Seal = "") -> Said | None:
    return Said(done=did, submission_id="", number=about, seal=word) if did else None


async def _said_of_letter(did: LetterAct | Written | None = None, about: About = "", word: Seal = "") -> Said | None:
    return Said(done=did, submission_id=about, number="", seal=word) if did else None


Done = Annotated[Said | None, Depends(_said)]
"""What a clerk decided."""

WorkDone = Annotated[Said | None, Depends(_said_of_work)]
"""What was done with a transaction."""

LetterDone = Annotated[Said | None, Depends(_said_of_letter)]
"""What was done with a letter, whose id stands in the place of the submission's."""


def done_before(staff: Staff, asking: Asking, said: Said | None) -> Said | None:
    """What was done; None when it was not we who put it into the address."""
    if said is None:
        return None
    text = _SEPARATOR.join((said.done, said.submission_id, said.number))
    return said if staff.desk.seals.fits_word(asking.session_id, text, said.seal) else None


def saying(staff: Staff, asking: Asking, action: Action, submission_id: str, number: str | None) -> str:
    """The part of a query that says what was done."""
    text = _SEPARATOR.join((action, submission_id, number or ""))
    seal = staff.desk.seals.of_word(asking.session_id, text)
    return urlencode({"done": action, "about": submission_id, "number": number or "", "word": seal})


def saying_of_work(staff: Staff, asking: Asking, act: Act | Tie, number: str) -> str:
    """The part of a query that says what was done with a transaction."""
    seal = staff.desk.seals.of_word(asking.session_id, _SEPARATOR.join((act, "", number)))
    return urlencode({"did": act, "about": number, "word": seal})


def saying_of_letter(staff: Staff, asking: Asking, what: LetterAct | Written, letter_id: str) -> str:
    """The part of a query that says what was done with a letter."""
    seal = staff.desk.seals.of_word(asking.session_id, _SEPARATOR.join((what, letter_id, "")))
    return urlencode({"did": what, "about": letter_id, "word": seal})
