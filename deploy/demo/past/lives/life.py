"""What a life is, and what most lives begin and end with."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Final

from deploy.demo.letters.people import GOVERNMENT
from deploy.demo.past import words
from deploy.demo.past.matter import House, Matter, mailed, uploaded, without_names
from deploy.demo.past.outgoing import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Until when nothing is done: the next sitting, or one so many working days later; `office`: of those who work there."""

    days: int = 0
    office: bool = True


Life = Generator[Wait, None, None]

TOPICS: Final = (
    *("work-permit", "work-permit", "work-permit", "work-permit-renewal", "work-permit-renewal"),
    *("sponsorship-transfer", "wage-complaint", "labour-complaint"),
    *("training-subsidy", "commercial-registration", "name-reservation", "trademark-registration"),
    *("import-licence", "consumer-complaint", "grievance", "occupational-injury"),
)
"""Kinds of requests that are registered without a clerk when nothing is missing, as often as they come."""
PAPERS: Final = "work-permit"
"""A kind with several papers: which of them is which, their names have to tell."""
_BY_MAIL: Final = 0.45
_ARE_NOTED: Final = 0.5
"""How often something is written down, where it may be."""


def request(house: House, topic: str = "", *, by_mail: bool | None = None) -> Matter:
    """A request of an ordinary kind, with all its papers."""
    topic = topic or house.rng.choice(TOPICS)
    mail = house.rng.random() < _BY_MAIL if by_mail is None else by_mail
    letter = house.letters().letter(topic, house.language(), own_mailbox=mail)
    return mailed(house, letter) if mail else uploaded(house, letter)


def official(house: House) -> Matter:
    """An urgent letter of another public body."""
    letters = house.letters()
    writer = letters.person(house.language(), government=house.rng.choice(list(GOVERNMENT)))
    letter = letters.letter("government-correspondence", writer.language, writer=writer)
    return mailed(house, letter)


def unclear(house: House) -> Matter:
    """A few words that tell nobody what they are about."""
    letter = house.letters().letter("general-correspondence", house.language())
    subject, text = words.UNCLEAR[letter.writer.language]
    return uploaded(house, replace(letter, subject=subject, text=text, files=()), "")


def scanned(house: House, *, like: Matter | None = None) -> Matter:
    """Papers whose names tell nothing; `like`: those of another matter, by the same sender."""
    letter = like.letter if like else house.letters().letter(PAPERS, house.language())
    return uploaded(house, without_names(letter))


def accepted(matter: Matter) -> str:
    """Somebody of the unit takes it; returns who."""
    login = matter.officer()
    matter.work(login, f"branches/{matter.root()}/accept")
    return login


def noted(matter: Matter, login: str) -> None:
    """Now and then something is written down."""
    if matter.house.rng.random() < _ARE_NOTED:
        matter.work(login, "notes", text=matter.house.rng.choice(words.NOTES))


def closed_without_answer(matter: Matter, login: str) -> None:
    """It needs no letter."""
    matter.work(login, "close", reason=matter.house.rng.choice(words.NO_ANSWER))


def answered(matter: Matter, login: str, *, by: str = "mail") -> Life:
    """An answer is drafted, sometimes sent back, approved and issued; and the work is done."""
    house = matter.house
    letter = Outgoing(house, login, words.answer(matter.number, matter.letter, by=by))
    letter.do(login, "submit")
    yield Wait()
    if house.rng.random() < 0.15:  # noqa: PLR2004 - some
        letter.do(letter.approver(), "send-back", comments=house.rng.choice(words.SENT_BACK))
        yield Wait()
        letter.do(login, "editions", **words.answer(matter.number, matter.letter, by=by)["content"])
        letter.do(login, "submit")
        yield Wait()
    while letter.approver():
        letter.approve()
        yield Wait()
    if by == "paper":
        yield from _delivered(letter)
    matter.work(login, f"branches/{matter.root()}/done")


def _delivered(letter: Outgoing) -> Life:
    house = letter.house
    while letter.see()["stage"] != "dispatch":  # in the press
        yield Wait()
    letter.do(house.clerk(), "deliveries", outcome="dispatched", how="بالبريد المسجل", reference=_reference(house))
    yield Wait(days=2)
    if house.rng.random() < 0.3:  # noqa: PLR2004 - some
        letter.do(house.clerk(), "deliveries", outcome="undeliverable", remark="العنوان غير مكتمل.")
        yield Wait(days=1)
        letter.do(house.clerk(), "deliveries", outcome="dispatched", how="باليد", reference=_reference(house))
        yield Wait(days=1)
    letter.do(house.clerk(), "deliveries", outcome="delivered", remark="وقّع المستلم.")


def _reference(house: House) -> str:
    return f"RR{house.rng.randrange(10**8, 10**9)}OM"
