"""Lives that come to their end: most of what two months are made of."""

import json
from typing import Final

from deploy.demo.letters.people import person
from deploy.demo.past import words
from deploy.demo.past.lives.life import (
    Life,
    Wait,
    accepted,
    answered,
    closed_without_answer,
    noted,
    official,
    request,
    unclear,
)
from deploy.demo.past.matter import House, Matter, mailed, uploaded
from deploy.demo.past.staff import CLEARED_CLERK, of

_AGENTS: Final = ("agent", "jamila.riyami")
_ELSEWHERE: Final = (
    *("dhofar", "north-al-batinah", "ad-dakhiliyah", "musandam", "south-al-sharqiyah"),
    *("london-office", "new-delhi-office", "geneva-office", "foreign-investment", "legal-affairs"),
)


def plain_answer(house: House) -> Life:
    """Accepted, answered by e-mail, closed by the answer."""
    matter = request(house)
    yield Wait(days=house.rng.randrange(2))
    login = accepted(matter)
    noted(matter, login)
    yield Wait(days=house.rng.randrange(1, 6))
    yield from answered(matter, login)


def paper_answer(house: House) -> Life:
    """The same on paper, with a delivery log."""
    matter = request(house)
    yield Wait()
    login = accepted(matter)
    yield Wait(days=house.rng.randrange(1, 4))
    yield from answered(matter, login, by="paper")


def needs_no_answer(house: House) -> Life:
    """Accepted, noted, closed with a reason."""
    matter = request(house)
    yield Wait(days=house.rng.randrange(3))
    login = accepted(matter)
    noted(matter, login)
    yield Wait(days=house.rng.randrange(1, 9))
    closed_without_answer(matter, login)


def completed(house: House) -> Life:
    """Something was missing, and came."""
    letters = house.letters()
    letter = letters.letter("wage-complaint", house.language(), without=("bank-statement",))
    matter = uploaded(house, letter)
    yield Wait(days=house.rng.randrange(1, 4), office=False)
    matter.supplement(letters.answer(letter, ("bank-statement",), "").files)
    yield Wait(days=1)
    login = accepted(matter)
    yield Wait(days=house.rng.randrange(1, 6))
    closed_without_answer(matter, login)


def asked_and_told(house: House) -> Life:
    """The requester was asked something, which stopped the clock, and answered."""
    matter = request(house)
    yield Wait()
    login = accepted(matter)
    matter.work(login, "question", question=house.rng.choice(words.QUESTIONS))
    yield Wait(days=house.rng.randrange(1, 5), office=False)
    matter.supplement((), house.rng.choice(words.REPLIES))
    yield Wait(days=house.rng.randrange(1, 4))
    yield from _ended(matter, login)


def referred_around(house: House) -> Life:
    """Three units are asked for their part; one of them may send it back."""
    matter = request(house)
    yield Wait()
    login = accepted(matter)
    units = ("legal-affairs", "labour-inspection", "dg-commerce", "occupational-safety", "consumer-protection")
    others = house.rng.sample([unit for unit in units if unit != matter.unit], 3)
    to = [{"unit_id": unit} for unit in others]
    branches = matter.work(login, "referrals", to=to, instruction=house.rng.choice(words.INSTRUCTIONS))["branch_ids"]
    for at, (unit, branch) in enumerate(zip(others, branches, strict=True)):
        yield Wait(days=house.rng.randrange(1, 3))
        there = (of(unit, "officer") or of(unit, "manager"))[0]
        if at == 0 and house.rng.random() < 0.4:  # noqa: PLR2004 - some
            matter.work(there, f"branches/{branch}/return", reason=house.rng.choice(words.RETURNS))
            continue
        matter.work(there, f"branches/{branch}/accept")
        yield Wait()
        matter.work(there, f"branches/{branch}/done", remark=house.rng.choice(words.OPINIONS))
    yield Wait()
    yield from _ended(matter, login)


def from_another_body(house: House) -> Life:
    """An urgent letter of another public body, given to a unit by the documents department."""
    matter = official(house)
    yield Wait()
    unit = house.rng.choice(("legal-affairs", "labour-relations", "foreign-trade", "minister-office"))
    matter.work(house.clerk(), "assign", unit_id=unit, reason="للاختصاص")
    yield Wait()
    login = accepted(matter)
    yield Wait(days=house.rng.randrange(1, 3))
    yield from answered(matter, login)


def passed_on(house: House) -> Life:
    """General correspondence that the documents department gives to an office elsewhere."""
    matter = mailed(house, house.letters().letter("general-correspondence", house.language()))
    yield Wait()
    matter.work(house.clerk(), "assign", unit_id=house.rng.choice(_ELSEWHERE), reason="للاختصاص")
    yield Wait(days=1)
    login = accepted(matter)
    yield Wait(days=house.rng.randrange(1, 5))
    closed_without_answer(matter, login)


def at_the_counter(house: House) -> Life:
    """Handed in at a service office, for somebody who has no e-mail."""
    letter = house.letters().letter(house.rng.choice(("labour-complaint", "consumer-complaint")), "ar")
    somebody = person(house.rng, "ar", mark="")
    telephone = f"+968 9{house.rng.randrange(2, 9)}{house.rng.randrange(10, 99)} {house.rng.randrange(1000, 9999)}"
    about = {"civil-number": somebody.civil_number, "name": somebody.name, "telephone": telephone}
    fields = {"identity": json.dumps(about), "request_type": letter.topic, "subject": letter.subject, "language": "ar"}
    taken = house.office.hand_in("/api/v1/counter/submissions", fields, letter.files, house.rng.choice(_AGENTS))
    matter = Matter(house, letter, taken)
    yield Wait(days=1)
    login = accepted(matter)
    yield Wait(days=house.rng.randrange(1, 6))
    closed_without_answer(matter, login)


def registered_by_a_clerk(house: House) -> Life:
    """An unclear letter; a clerk asks for more by telephone, writes it down, and registers it."""
    matter = unclear(house)
    yield Wait()
    clerk = house.clerk()
    matter.at_desk(clerk, "notes", text="تم الاتصال بالمرسل لتوضيح الموضوع.")
    yield Wait()
    topic, right = house.rng.sample(["consumer-complaint", "labour-complaint", "work-permit-renewal"], 2)
    matter.at_desk(clerk, "register", request_type=topic)
    yield Wait()
    if house.rng.random() < 0.5:  # noqa: PLR2004 - half
        matter.at_desk(clerk, "retype", request_type=right, reason="تبين بعد القراءة أن الطلب من نوع آخر.")
        yield Wait()
    login = accepted(matter)
    yield Wait(days=house.rng.randrange(1, 6))
    closed_without_answer(matter, login)


def secret(house: House) -> Life:
    """Made confidential by a clerk who may; answered by people who may."""
    matter = request(house, "grievance")
    yield Wait()
    matter.at_desk(CLEARED_CLERK, "classify", confidential=True, reason="يتعلق بتحقيق جارٍ.")
    yield Wait()
    login = accepted(matter)
    yield Wait(days=house.rng.randrange(1, 6))
    if house.rng.random() < 0.5:  # noqa: PLR2004 - half
        closed_without_answer(matter, login)


def opened_again(house: House) -> Life:
    """Closed, and begun again by a referral."""
    matter = request(house)
    yield Wait()
    login = accepted(matter)
    yield Wait(days=house.rng.randrange(1, 4))
    closed_without_answer(matter, login)
    yield Wait(days=house.rng.randrange(1, 5))
    to = [{"unit_id": "dg-commerce" if matter.unit == "legal-affairs" else "legal-affairs"}]
    matter.work(login, "referrals", branch_id=matter.root(), to=to, instruction=house.rng.choice(words.INSTRUCTIONS))


def late(house: House) -> Life:
    """Accepted, and left lying."""
    matter = request(house, house.rng.choice(("wage-complaint", "consumer-complaint", "occupational-injury")))
    yield Wait(days=1)
    login = accepted(matter)
    matter.work(login, "notes", text=words.NOTES[2])


def _ended(matter: Matter, login: str) -> Life:
    """With a letter or without."""
    if matter.house.rng.random() < 0.5:  # noqa: PLR2004 - half
        yield from answered(matter, login)
    else:
        closed_without_answer(matter, login)
