"""Lives that stand somewhere on their way at the end of the two months, with the units or with those who approve letters."""

from collections.abc import Generator
from typing import Final

from deploy.demo.past import words
from deploy.demo.past.lives.clerks import returned
from deploy.demo.past.lives.life import Life, Wait, accepted, noted, request
from deploy.demo.past.matter import House
from deploy.demo.past.outgoing import Outgoing
from deploy.demo.past.staff import of

_WRITERS: Final = (
    "labour-permits",
    "legal-affairs",
    "foreign-trade",
    "consumer-protection",
    "labour-inspection",
    "dhofar",
)
_PERMITS: Final = "work-permit"
"""Of the unit in which the installation's own officer and manager work: they find something of everything."""


def unaccepted(house: House) -> Life:
    """With a unit that has not taken it."""
    request(house, _topic(house))
    yield Wait()


def in_work(house: House) -> Life:
    """Taken by somebody."""
    matter = request(house, _topic(house))
    yield Wait()
    noted(matter, accepted(matter))


def referred(house: House) -> Life:
    """Referred to three units at once: one has done its part, one has returned it, one has not looked."""
    matter = request(house, _PERMITS)
    yield Wait()
    login = accepted(matter)
    to = [{"unit_id": unit} for unit in ("legal-affairs", "labour-inspection", "occupational-safety")]
    instruction = house.rng.choice(words.INSTRUCTIONS)
    first, second, _ = matter.work(login, "referrals", to=to, instruction=instruction)["branch_ids"]
    yield Wait()
    matter.work("amal.zadjali", f"branches/{first}/done", remark=house.rng.choice(words.OPINIONS))
    matter.work("hilal.balushi", f"branches/{second}/return", reason=house.rng.choice(words.RETURNS))


def for_information(house: House) -> Life:
    """Referred for information alone."""
    matter = request(house, _topic(house))
    yield Wait()
    login = accepted(matter)
    matter.work(login, "referrals", to=[{"unit_id": "dhofar"}], purpose="information")


def paused(house: House) -> Life:
    """The requester was asked something and has not answered: the clock stands."""
    matter = request(house, _topic(house))
    yield Wait()
    matter.work(accepted(matter), "question", question=house.rng.choice(words.QUESTIONS))


def come_back(house: House) -> Life:
    """Returned to the documents department."""
    yield from returned(house)


def drafted(house: House) -> Life:
    """An answer that is still written."""
    yield from _begun(house)


def waiting(house: House) -> Life:
    """An answer that waits for an approval."""
    letter = yield from _begun(house)
    letter.do(letter.writer, "submit")


def sent_back(house: House) -> Life:
    """An answer that came back with comments."""
    letter = yield from _begun(house)
    letter.do(letter.writer, "submit")
    yield Wait()
    letter.do(letter.approver(), "send-back", comments=house.rng.choice(words.SENT_BACK))


def by_delegate(house: House) -> Life:
    """An answer that was approved by whoever acts for the manager on leave."""
    matter = request(house, _PERMITS)
    yield Wait()
    login = accepted(matter)
    yield Wait()
    letter = Outgoing(house, login, words.answer(matter.number, matter.letter))
    letter.do(login, "submit")
    yield Wait()
    letter.approve()


def to_dispatch(house: House) -> Life:
    """A letter on paper that has not gone out."""
    unit = house.rng.choice(_WRITERS)
    letter = _own(house, unit, by="paper")
    yield Wait()
    while letter.approver():
        letter.approve()


def own_initiative(house: House) -> Life:
    """A letter to a public body that nobody had written to us before."""
    letter = _own(house, house.rng.choice(_WRITERS), by="mail")
    yield Wait(days=house.rng.randrange(2))
    while letter.approver():
        letter.approve()


def memo(house: House) -> Life:
    """A memo to other units."""
    unit, *to = house.rng.sample(_WRITERS, 3)
    writer = (of(unit, "officer") or of(unit, "manager"))[0]
    letter = Outgoing(house, writer, words.memo(house.rng.choice(words.MEMOS), unit, to))
    letter.do(writer, "submit")
    yield Wait()
    while letter.approver():
        letter.approve()


def _topic(house: House) -> str:
    return _PERMITS if house.rng.random() < 0.5 else ""  # noqa: PLR2004 - half


def _begun(house: House) -> Generator[Wait, None, Outgoing]:
    matter = request(house, _PERMITS)
    yield Wait()
    login = accepted(matter)
    yield Wait()
    return Outgoing(house, login, words.answer(matter.number, matter.letter))


def _own(house: House, unit: str, *, by: str) -> Outgoing:
    writer = (of(unit, "officer") or of(unit, "manager"))[0]
    said = words.initiative(house.rng.choice(words.LETTERS), house.rng.choice(words.PUBLIC_BODIES), unit, by=by)
    letter = Outgoing(house, writer, said)
    letter.do(writer, "submit")
    return letter
