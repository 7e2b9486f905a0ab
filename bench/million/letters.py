"""The mail that a stack begins with: an ordinary day's, with what is lacking, unclear or of two units among it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle

from bench.letters import Copy
from deploy.demo.letters import TOPICS, Letter, Letters, compose

LARGEST = 130_000
"""Bytes of a mail."""
_ORDINARY = 8
"""Complete letters to one that lacks its papers, one that is unclear, and one that the routing rules disagree about."""


def various(run: str, seed: int) -> Iterator[Copy]:
    """Different letters without end; another `run` has other senders and ids."""
    letters = Letters(seed=seed, run=run, now=datetime.now(UTC))
    for serial, letter in enumerate(_letters(letters)):
        mail = compose(letter)
        if len(mail) <= LARGEST:
            yield Copy(serial=serial, sender=letter.writer.address, recipient=letter.recipient, mail=mail)


def _letters(letters: Letters) -> Iterator[Letter]:
    for topic in cycle([topic for topic in TOPICS.values() if topic.mailbox and topic.ar.papers]):
        yield from (letters.any() for _ in range(_ORDINARY))
        yield letters.letter(topic.code, "ar", own_mailbox=True, without=tuple(topic.ar.papers))
        unclear = letters.letter("general-correspondence", "ar")
        yield replace(unclear, subject="استفسار", text="هل وصلكم خطابنا السابق؟\n", files=())
        doubtful = letters.letter("general-correspondence", "ar")
        yield replace(doubtful, text=f"{doubtful.text}\nبشأن زيارة تفتيشية بعد حادث عمل في المنشأة.\n")
