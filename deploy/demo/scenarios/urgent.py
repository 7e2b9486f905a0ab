"""Letters that go first."""

from collections.abc import Iterator
from dataclasses import replace

from deploy.demo.letters import Letters, Style
from deploy.demo.scenarios.model import Scenario, mail, registered


def scenarios(letters: Letters) -> Iterator[Scenario]:
    """All of them."""
    police = letters.person("ar", government="rop.example")
    official = letters.letter("government-correspondence", "ar", writer=police)
    yield Scenario(
        title="urgent: from the police",
        letter=official,
        steps=(mail(official),),
        expected=registered("government-correspondence", urgent="government-sender"),
    )

    marked = letters.letter("import-licence", "en", own_mailbox=True)
    yield Scenario(
        title="urgent: Importance: high",
        letter=marked,
        steps=(mail(marked, Style(further=(("Importance", "high"),))),),
        expected=registered("import-licence", urgent="marked-important"),
    )

    words = letters.letter("general-correspondence", "ar")
    words = replace(words, subject=f"عاجل: {words.subject}")
    yield Scenario(
        title="urgent: by a word",
        letter=words,
        steps=(mail(words),),
        expected=registered("general-correspondence", urgent="urgent-words"),
    )

    injury = letters.letter("occupational-injury", "en", own_mailbox=True)
    yield Scenario(
        title="urgent: by its mailbox",
        letter=injury,
        steps=(mail(injury),),
        expected=registered("occupational-injury", urgent="urgent-mailbox"),
    )
