"""Letters with something missing, and how their senders complete them."""

from collections.abc import Iterator

from deploy.demo.letters import Letters
from deploy.demo.scenarios.model import Expected, Reply, Scenario, mail, registered

_HERE_IT_IS = {"ar": "نرفق لكم ما طلبتموه، ولكم الشكر.\n", "en": "Please find attached what you asked for.\n"}


def scenarios(letters: Letters) -> Iterator[Scenario]:
    """All of them."""
    lacking = ("employment-contract", "commercial-registration")
    first = letters.letter("work-permit", "ar", own_mailbox=True, without=lacking)
    reply = letters.answer(first, lacking, _HERE_IT_IS["ar"])
    yield Scenario(
        title="incomplete, reply to its address",
        letter=first,
        steps=(mail(first), Reply(letter=reply, after="incomplete", through="address")),
        expected=registered("work-permit", "incomplete"),
    )

    second = letters.letter("training-subsidy", "en", without=("employment-undertaking",))
    reply = letters.answer(second, ("employment-undertaking",), _HERE_IT_IS["en"])
    yield Scenario(
        title="incomplete, reply in the thread",
        letter=second,
        steps=(mail(second), Reply(letter=reply, after="incomplete", through="thread")),
        expected=registered("training-subsidy", "incomplete"),
    )

    third = letters.letter("labour-complaint", "ar", own_mailbox=True, without=("complaint", "civil-id"))
    rounds = [letters.answer(third, (code,), _HERE_IT_IS["ar"]) for code in ("complaint", "civil-id")]
    yield Scenario(
        title="incomplete, two rounds",
        letter=third,
        steps=(mail(third), *(Reply(letter=one, after="incomplete", through="address") for one in rounds)),
        expected=registered("labour-complaint", "incomplete", "incomplete"),
    )

    left = letters.letter("commercial-registration", "en", without=("lease-contract",))
    yield Scenario(
        title="incomplete, its sender is silent",
        letter=left,
        steps=(mail(left),),
        expected=Expected(
            state="incomplete", notices=("received", "incomplete"), request_type="commercial-registration"
        ),
    )

    numbered = letters.letter("general-correspondence", "ar")
    later = letters.answer(numbered, ("letter",), _HERE_IT_IS["ar"])
    yield Scenario(
        title="more, with the number as subject",
        letter=numbered,
        steps=(mail(numbered), Reply(letter=later, after="registered", through="number")),
        expected=registered("general-correspondence", "supplemented"),
    )
