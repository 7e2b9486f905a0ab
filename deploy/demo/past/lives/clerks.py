"""Lives that are decided at the documents department's desk."""

from collections.abc import Generator
from dataclasses import replace

from deploy.demo.letters.mime import nested
from deploy.demo.past import words
from deploy.demo.past.lives.life import PAPERS, Life, Wait, accepted, closed_without_answer, request, scanned, unclear
from deploy.demo.past.matter import House, Matter, mailed, uploaded


def rejected(house: House) -> Life:
    """Refused with a reason."""
    matter = unclear(house)
    yield Wait(days=house.rng.randrange(2))
    matter.at_desk(house.clerk(), "reject", reason=house.rng.choice(words.REJECTIONS))


def voided(house: House) -> Life:
    """Entered by mistake; its number stays."""
    matter = request(house)
    yield Wait(days=1)
    seen = f"/api/v1/transactions/{matter.number}"
    house.office.change(house.clerk(), seen, "void", reason="سُجلت المعاملة مرتين.")


def joined(house: House) -> Life:
    """A second letter in a matter that there is becomes a part of it."""
    matter = request(house, PAPERS, by_mail=False)
    yield Wait(days=house.rng.randrange(1, 3))
    more = scanned(house, like=matter)
    yield Wait()
    more.at_desk(house.clerk(), "join", number=matter.number)
    login = accepted(matter)
    yield Wait(days=house.rng.randrange(1, 5))
    closed_without_answer(matter, login)


def sent_on(house: House) -> Life:
    """Returned by a unit that it is nothing for, and given to another."""
    matter = yield from returned(house)
    unit = "consumer-protection" if matter.unit != "consumer-protection" else "labour-relations"
    matter.work(house.clerk(), "assign", unit_id=unit, reason="بعد الاطلاع على إفادة الدائرة.")
    yield Wait(days=1)
    login = accepted(matter)
    yield Wait(days=house.rng.randrange(1, 5))
    closed_without_answer(matter, login)


def returned(house: House) -> Generator[Wait, None, Matter]:
    """Returned by a unit, and waiting for a clerk."""
    matter = request(house)
    yield Wait()
    login = matter.officer()
    matter.work(login, f"branches/{matter.root()}/return", reason=house.rng.choice(words.RETURNS))
    yield Wait()
    return matter


def bounced(house: House) -> Life:
    """By somebody whose mail server is gone: what is written to him comes back."""
    letter = house.letters().letter("consumer-complaint", house.language(), own_mailbox=True)
    writer = replace(letter.writer, address=f"{letter.writer.address.partition('@')[0]}@closed.invalid")
    house.send(replace(letter, writer=writer))
    yield Wait(days=1)


def unreadable(house: House) -> Life:
    """A mail that no program can read."""
    letter = house.letters().letter("general-correspondence", "ar")
    mailed(house, letter, raw=nested(letter))
    yield Wait()


def undecided(house: House) -> Life:
    """Unclear, scanned without names, or of two kinds at once."""
    kind = house.rng.randrange(3)
    if kind == 0:
        unclear(house)
    elif kind == 1:
        scanned(house)
    else:
        letter = house.letters().letter("general-correspondence", "en")
        mailed(house, replace(letter, subject="Trade name reservation and trademark registration"))
    yield Wait()


def incomplete(house: House) -> Life:
    """Something is missing, and has not come."""
    missing = ("employment-contract", "commercial-registration")
    mailed(house, house.letters().letter("work-permit", house.language(), own_mailbox=True, without=missing))
    yield Wait()


def returned_to_sender(house: House) -> Life:
    """A clerk asked for something in words of his own."""
    matter = unclear(house)
    yield Wait()
    matter.at_desk(house.clerk(), "return", remark="نرجو إرفاق نسخة واضحة من الخطاب المشار إليه.")


def doubtful(house: House) -> Life:
    """Registered, and two units might be meant."""
    letter = house.letters().letter("general-correspondence", "en")
    uploaded(house, replace(letter, subject=words.DOUBTFUL))
    yield Wait()


def duplicate(house: House) -> Life:
    """Handed in again, with the same papers."""
    matter = request(house, PAPERS, by_mail=False)
    yield Wait()
    scanned(house, like=matter)
    yield Wait()


def waits_for_registration(house: House) -> Life:
    """Of a kind that only clerks register, because the original stays on paper."""
    mailed(house, house.letters().letter("commercial-agency", house.language(), own_mailbox=True))
    yield Wait()
