"""What each kind of notice says: from a notice to a letter in one language."""

from typing import Final

from services.notify.model.notice import (
    Answered,
    Closed,
    Facts,
    Incomplete,
    Moved,
    Notice,
    OwnLetter,
    Question,
    Received,
    Registered,
    Rejected,
    Reminders,
    Supplemented,
    Told,
)
from services.notify.model.words import clean_line, clean_lines
from services.notify.rendering.letter import Body, Fact, Item, Letter
from services.notify.rendering.letterhead import Letterhead
from services.notify.rendering.reminding import reminders, staff_url
from services.notify.rendering.voice import Voice
from shared.contracts.base import Unit
from shared.language import Catalogue, OneLanguage
from shared.tracking import tracking_url

SUBJECT_LIMIT: Final = 150
"""Characters of a requester's own subject that are repeated to him."""


NAME_LIMIT: Final = 120
"""Characters of a document's name."""


def compose(notice: Notice, language: OneLanguage, letterhead: Letterhead, catalogue: Catalogue) -> Letter:
    """The letter that tells a notice in one language."""
    voice = Voice(catalogue, language, letterhead.zone)
    return Letter(
        language=language,
        title=title(notice, voice),
        greeting=voice.say("notice-greeting"),
        opening=_opening(notice.facts, voice),
        facts=_facts(notice, voice),
        body=_body(notice.facts, voice, letterhead),
        link_label=voice.say("notice-reminder-inbox" if notice.kind == "reminder" else "notice-track"),
        link=_link(notice, voice, letterhead),
        closing=voice.say("notice-closing"),
        signature=(voice.say("notice-department"), voice.words(letterhead.organisation)),
        footer=voice.say(_footer(notice)),
    )


def _link(notice: Notice, voice: Voice, head: Letterhead) -> str:
    if notice.kind == "reminder":
        return f"{staff_url(head, voice)}/inbox"
    return tracking_url(head.public_url, notice.token) if notice.token else ""


def _footer(notice: Notice) -> str:
    if notice.kind == "reminder":
        return "notice-reminder-footer"
    if not notice.token:
        return "notice-footer-letter"
    # A rejected matter takes no more documents, so its notice invites none.
    return "notice-footer-no-reply" if notice.kind == "rejected" else "notice-footer"


def title(notice: Notice, voice: Voice) -> str:
    """The heading, which is the beginning of the subject as well."""
    return voice.say(f"notice-{notice.kind}-title")


def _opening(facts: Facts, voice: Voice) -> str:
    key = f"notice-{facts.kind}-opening"
    return voice.say(key, documents=facts.documents) if isinstance(facts, Supplemented) else voice.say(key)


def _facts(notice: Notice, voice: Voice) -> tuple[Fact, ...]:
    repeated = "" if notice.confidential else clean_line(notice.subject, SUBJECT_LIMIT)
    subject = Fact(voice.say("fact-subject"), repeated)
    stated = (*_reference(notice, voice), *_stated(notice.facts, voice), subject)
    return tuple(fact for fact in stated if fact.value)


def _reference(notice: Notice, voice: Voice) -> tuple[Fact, ...]:
    if isinstance(notice.facts, OwnLetter | Reminders):
        return ()
    if notice.number:
        return (Fact(voice.say("fact-number"), clean_line(notice.number), "latin"),)
    return (Fact(voice.say("fact-reference"), str(notice.submission_id), "latin"),)


def _stated(facts: Facts, voice: Voice) -> tuple[Fact, ...]:  # noqa: PLR0911 - one for each kind
    match facts:
        case Received() | Supplemented():
            return (Fact(voice.say("fact-received"), voice.moment(facts.received_at)),)
        case Incomplete():
            return (Fact(voice.say("fact-type"), voice.words(facts.type_title)),) if facts.type_title else ()
        case Registered():
            due = voice.say("due-within", date=voice.day(facts.due_on), days=facts.days_to_answer)
            registered = Fact(voice.say("fact-registered"), voice.moment(facts.registered_at))
            return (registered, *_unit(facts.unit, voice), Fact(voice.say("fact-due"), due))
        case Moved():
            since = Fact(voice.say("fact-since"), voice.moment(facts.since))
            return (*_unit(facts.unit, voice), since, Fact(voice.say("fact-due"), voice.day(facts.due_on)))
        case Question():
            return _unit(facts.unit, voice)
        case Answered() | OwnLetter():
            number = Fact(voice.say("fact-letter"), clean_line(facts.letter_number), "latin")
            issued = Fact(voice.say("fact-issued"), voice.day(facts.issued_at.astimezone(voice.zone).date()))
            return (number, issued, *_unit(facts.unit, voice, "fact-writing-unit"))
        case Closed():
            closed = Fact(voice.say("fact-closed"), voice.moment(facts.closed_at))
            answer = Fact(voice.say("fact-letter"), clean_line(facts.answered_by or ""), "latin")
            return (closed, answer, *_unit(facts.unit, voice))
        case Rejected() | Reminders():
            return ()


def _unit(unit: Unit, voice: Voice, label: str = "fact-unit") -> tuple[Fact, Fact]:
    return (
        Fact(voice.say(label), voice.words(unit.name)),
        Fact(voice.say("fact-telephone"), clean_line(unit.telephone), "telephone"),
    )


def _body(facts: Facts, voice: Voice, head: Letterhead) -> Body:
    return reminders(facts, voice, head) if isinstance(facts, Reminders) else _told(facts, voice)


def _told(facts: Told, voice: Voice) -> Body:  # noqa: PLR0911 - one for each kind
    match facts:
        case Received():
            return Body(after=(voice.say(f"notice-received-{'next' if facts.readable else 'unreadable'}"),))
        case Incomplete():
            return Body(
                items_label=voice.say("notice-incomplete-missing"),
                items=_items(facts, voice),
                quote_label=voice.say("notice-incomplete-remark"),
                quote=clean_lines(facts.remark),
                after=(voice.say(_next(facts)),),
            )
        case Registered(original_required=True):
            return Body(after=(voice.say("notice-registered-original", unit=voice.words(facts.unit.name)),))
        case Registered():
            return Body(after=(voice.say("notice-registered-no-original"),))
        case Question():
            return Body(
                quote_label=voice.say("notice-question-asked"),
                quote=clean_lines(facts.text),
                after=(voice.say("notice-question-next"), voice.say("notice-question-term")),
            )
        case Rejected():
            return Body(
                quote_label=voice.say("notice-rejected-reason"),
                quote=clean_lines(facts.reason),
                after=(voice.say("notice-rejected-next"),),
            )
        case Answered() | OwnLetter():
            return _enclosed(facts, voice)
        case Closed():
            return Body(
                quote_label=voice.say("notice-closed-reason"),
                quote=clean_lines(facts.because),
                after=(voice.say("notice-closed-next"),),
            )
        case Moved() | Supplemented():
            return Body()


def _enclosed(facts: Answered | OwnLetter, voice: Voice) -> Body:
    """What the letter is made of, and where each of it is: in the mail, behind the link, or with the unit."""
    names = (facts.letter.name, *(document.name for document in facts.attachments))
    return Body(
        items_label=voice.say("notice-letter-documents"),
        items=tuple(Item(clean_line(name, NAME_LIMIT), "") for name in names),
        after=(voice.say(f"notice-{facts.kind}-enclosed-{facts.enclosed}"),),
    )


def _items(facts: Incomplete, voice: Voice) -> tuple[Item, ...]:
    documents = (Item(voice.words(missing.title), voice.words(missing.help)) for missing in facts.missing)
    fields = (
        Item(voice.words(missing.title), voice.say("notice-incomplete-field")) for missing in facts.missing_fields
    )
    return (*documents, *fields)


def _next(facts: Incomplete) -> str:
    """A reply can bring documents, but it has no form to fill in."""
    only_fields = facts.missing_fields and not facts.missing
    return "notice-incomplete-next-form" if only_fields else "notice-incomplete-next"
