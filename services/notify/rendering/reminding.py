"""What a mail of reminders says: each transaction with its due date, and the way to it."""

from datetime import date

from services.notify.model.notice import Reminders
from services.notify.model.words import clean_line
from services.notify.rendering.letter import Body, Item
from services.notify.rendering.letterhead import Letterhead
from services.notify.rendering.voice import Voice

SUBJECT_LIMIT = 150
"""Characters of a transaction's subject."""


def reminders(facts: Reminders, voice: Voice, head: Letterhead) -> Body:
    """The list, overdue first."""
    items = tuple(
        Item(
            title=clean_line(number),
            help=": ".join(filter(None, (_when(facts, due_on, voice), clean_line(subject, SUBJECT_LIMIT)))),
            link=f"{staff_url(head, voice)}/matters/{number}",
        )
        for number, subject, due_on in facts.lines
    )
    more = (voice.say("notice-reminder-more", more=facts.more),) if facts.more else ()
    return Body(items_label=voice.say("notice-reminder-list"), items=items, after=more)


def staff_url(head: Letterhead, voice: Voice) -> str:
    """Where the staff's pages begin in a language."""
    return head.public_url.rstrip("/") + ("" if voice.language == "ar" else "/en")


def _when(facts: Reminders, due_on: date, voice: Voice) -> str:
    if due_on == facts.on:
        return voice.say("notice-reminder-today")
    return voice.say("notice-reminder-late" if due_on < facts.on else "notice-reminder-soon", date=voice.day(due_on))
