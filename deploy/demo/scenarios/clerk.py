"""What the system leaves to a clerk, and what the clerk makes of it."""

from collections.abc import Iterator
from dataclasses import replace

from deploy.demo.letters import Letters
from deploy.demo.scenarios.model import Decision, Expected, Reply, Scenario, mail, registered

_GENERAL = "general-correspondence"


def scenarios(letters: Letters) -> Iterator[Scenario]:
    """All of them."""
    agency = letters.letter("commercial-agency", "ar")
    yield Scenario(
        title="registered by a clerk, always",
        letter=agency,
        steps=(mail(agency), Decision(action="register", body={"request_type": "commercial-agency"})),
        expected=registered("commercial-agency"),
    )

    unclear = letters.letter(_GENERAL, "ar")
    reply = letters.answer(unclear, ("letter",), "نرفق لكم الخطاب المطلوب.\n")
    unclear = replace(unclear, subject="استفسار", text="هل وصلكم خطابنا السابق؟ نرجو الإفادة.\n", files=())
    yield Scenario(
        title="unclear, returned, then registered",
        letter=unclear,
        steps=(
            mail(unclear),
            Decision(action="return", body={"remark": "نرجو إرفاق نسخة من الخطاب المشار إليه."}),
            Reply(letter=reply, after="incomplete", through="address"),
            Decision(action="register", body={"request_type": _GENERAL}),
        ),
        expected=registered(_GENERAL, "incomplete", "supplemented"),
    )

    advertising = letters.letter(_GENERAL, "en")
    advertising = replace(
        advertising, subject="Best prices", text="Our new catalogue of office chairs is out.\n", files=()
    )
    yield Scenario(
        title="unclear, rejected",
        letter=advertising,
        steps=(
            mail(advertising),
            Decision(action="reject", body={"reason": "This is an advertisement and no matter of the ministry."}),
        ),
        expected=Expected(state="rejected", notices=("received", "rejected")),
    )

    both = letters.letter(_GENERAL, "en")
    both = replace(both, subject="Trade name reservation and trademark registration")
    yield Scenario(
        title="of two types, waits for a clerk",
        letter=both,
        steps=(mail(both),),
        expected=Expected(state="undecided", notices=("received",)),
    )

    scans = letters.letter("work-permit", "ar", own_mailbox=True)
    scans = replace(scans, files=tuple(replace(one, name=f"IMG_{2100 + at}.pdf") for at, one in enumerate(scans.files)))
    yield Scenario(
        title="scans without names, waits",
        letter=scans,
        steps=(mail(scans),),
        expected=Expected(state="undecided", notices=("received",)),
    )
