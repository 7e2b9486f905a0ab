"""Letters with everything that is needed: to their type's own address, or known by their words."""

from collections.abc import Iterator
from dataclasses import replace

from deploy.demo.letters import File, Language, Letters
from deploy.demo.scenarios.model import Scenario, mail, registered

_PLAIN: tuple[tuple[str, Language, bool], ...] = (
    ("work-permit", "ar", True),
    ("trademark-registration", "en", True),
    ("commercial-registration", "ar", True),
    ("wage-complaint", "ar", False),
    ("import-licence", "en", False),
    ("sponsorship-transfer", "ar", False),
)
"""Topic, language, whether it goes to its own address."""


def scenarios(letters: Letters) -> Iterator[Scenario]:
    """All of them."""
    for topic, language, own_mailbox in _PLAIN:
        letter = letters.letter(topic, language, own_mailbox=own_mailbox)
        where = "own mailbox" if own_mailbox else "by its words"
        yield Scenario(title=f"complete, {where}", letter=letter, steps=(mail(letter),), expected=registered(topic))

    scan = letters.letter("work-permit-renewal", "en", own_mailbox=True)
    scan = replace(scan, files=tuple(File("Scan_0012.pdf", file.data) for file in scan.files))
    yield Scenario(
        title="complete, the one scan unnamed",
        letter=scan,
        steps=(mail(scan),),
        expected=registered("work-permit-renewal"),
    )

    general = letters.letter("general-correspondence", "en")
    yield Scenario(
        title="a letter of no other type",
        letter=general,
        steps=(mail(general),),
        expected=registered("general-correspondence"),
    )
