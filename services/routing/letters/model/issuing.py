"""A letter gets its number and its form, and on paper it is delivered. Pure rules."""

from dataclasses import replace
from datetime import datetime

from services.routing.letters.errors import DeliveryError
from services.routing.letters.model.drafting import in_state, stepped
from services.routing.letters.model.letter import Delivery, Letter, Numbered, Outcome
from services.routing.model import SYSTEM, By
from shared.contracts.base import Document

_SYSTEM = By(person_id=SYSTEM)
_MAY_FOLLOW: dict[Outcome | None, tuple[Outcome, ...]] = {
    None: ("dispatched", "delivered"),
    "dispatched": ("delivered", "undeliverable"),
    "undeliverable": ("dispatched", "delivered"),
    "delivered": (),
}


class WrongNumberError(Exception):
    """A letter was given a number that cannot be its: it has another one, or nobody has approved it. A defect."""


def classified(letter: Letter, *, confidential: bool) -> Letter:
    """Follow what the letter's transaction is; changes nothing where it is that, or there is none."""
    if letter.matter is None or letter.matter.confidential == confidential:
        return letter
    matter = replace(letter.matter, confidential=confidential)
    return replace(letter, version=letter.version + 1, matter=matter)


def numbered(letter: Letter, number: Numbered, now: datetime) -> Letter:
    """Take the number that registry gave; saying it again changes nothing. Raises `WrongNumberError`."""
    if letter.numbered is not None and letter.numbered.number == number.number:
        return letter
    if letter.numbered is not None or letter.state != "approved":
        raise WrongNumberError(f"{number.number} for {letter.letter_id}, which is {letter.state}")
    return stepped(replace(letter, numbered=number), "numbered", _SYSTEM, now, number.number, to="numbered")


def issued(letter: Letter, document: Document, now: datetime) -> Letter:
    """Issue it: the PDF is in the vault. Raises `LetterStateError`."""
    in_state(letter, "numbered")
    return stepped(replace(letter, document=document, issued_at=now), "issued", _SYSTEM, now, to="issued")


def noted(letter: Letter) -> Letter:
    """Say that the transaction knows of its answer."""
    return replace(letter, version=letter.version + 1, noted=True)


def deliver(letter: Letter, delivery: Delivery) -> Letter:
    """Note what became of a letter on paper. Raises `DeliveryError`, `LetterStateError`."""
    in_state(letter, "issued")
    last = letter.deliveries[-1].outcome if letter.deliveries else None
    if letter.content.by != "paper" or delivery.outcome not in _MAY_FOLLOW[last]:
        raise DeliveryError(f"{delivery.outcome} after {last}, by {letter.content.by}")
    after = replace(letter, deliveries=(*letter.deliveries, delivery))
    return stepped(after, delivery.outcome, delivery.by, delivery.noted_at, delivery.remark)
