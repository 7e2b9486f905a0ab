"""The writer of letters: from a seed to any number of letters that are all different."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Final

from deploy.demo.letters import papers
from deploy.demo.letters.letter import File, Letter
from deploy.demo.letters.people import GOVERNMENT, Language, Person, person
from deploy.demo.letters.topics import TOPICS

EVERYTHING: Final = "documents"
"""Local part of the address that takes everything."""
_SIZES: Final = ((5_000, 20_000), (20_000, 80_000), (80_000, 200_000), (200_000, 500_000))
"""Bytes of a paper, from … to; most are small."""
_HOW_MANY: Final = (50, 35, 11, 4)
"""Of a hundred papers."""
_ARABIC: Final = 0.7
_OWN_MAILBOX: Final = 0.5
"""Shares of ordinary mail."""
_GREETINGS: Final = {
    "ar": ("السلام عليكم ورحمة الله وبركاته،", "تحية طيبة وبعد،", "الأفاضل في دائرة الوثائق المحترمين،"),
    "en": ("Dear Sir or Madam,", "To whom it may concern,", "Greetings,"),
}
_CLOSINGS: Final = {
    "ar": ("وتفضلوا بقبول فائق الاحترام والتقدير،", "شاكرين لكم حسن تعاونكم،", "ولكم جزيل الشكر،"),
    "en": ("Yours faithfully,", "With kind regards,", "Thank you for your attention,"),
}
_SIGNATURE: Final = {
    "ar": "{name}\n{organisation}\nالرقم المدني: {civil}\nهاتف: {telephone}",
    "en": "{name}\n{organisation}\nCivil number: {civil}\nTelephone: {telephone}",
}


class Letters:
    """Writes letters. The same `seed`, `run` and `now` give the same ones; another `run` gives other senders and ids."""

    def __init__(self, *, seed: int, run: str, now: datetime, domain: str = "diwan.example") -> None:
        self._rng = Random(seed)  # noqa: S311 - letters must come out again, they guard nothing
        self._run = run
        self._now = now
        self._domain = domain
        self._count = 0

    def person(self, language: Language, *, government: str = "") -> Person:
        """Somebody who has not written before; `government` is a domain of `people.GOVERNMENT`."""
        self._count += 1
        return person(self._rng, language, mark=f"{self._run}{self._count:x}", government=government)

    def letter(
        self,
        topic: str,
        language: Language,
        *,
        writer: Person | None = None,
        own_mailbox: bool = False,
        without: Sequence[str] = (),
    ) -> Letter:
        """A letter about a topic with all its papers but those `without`; to the topic's own address or documents@."""
        writer = writer or self.person(language)
        about, wording = TOPICS[topic], TOPICS[topic].in_(language)
        facts = {
            "organisation": writer.organisation,
            "town": writer.town,
            "register": writer.commercial_registration,
            "person": person(self._rng, language, mark="").name,
            "count": str(self._rng.randrange(2, 12)),
        }
        signature = _SIGNATURE[language].format(
            name=writer.name,
            organisation=writer.organisation,
            civil=writer.civil_number,
            telephone=writer.telephone,
        )
        body = self._rng.choice(wording.requests).format(**facts)
        greeting, closing = self._rng.choice(_GREETINGS[language]), self._rng.choice(_CLOSINGS[language])
        return Letter(
            topic=topic,
            writer=writer,
            recipient=f"{about.mailbox if own_mailbox else EVERYTHING}@{self._domain}",
            subject=self._rng.choice(wording.subjects).format(**facts),
            text=f"{greeting}\n\n{body}\n\n{closing}\n{signature}\n",
            files=tuple(
                self.file(name.format(**facts), code, writer)
                for code, name in wording.papers.items()
                if code not in without
            ),
            date=self._now,
            message_id=self._message_id(writer),
        )

    def any(self) -> Letter:
        """A complete letter about anything, to its own address or not, more often Arabic: the ordinary day's mail."""
        topic = self._rng.choice(list(TOPICS.values()))
        language: Language = "ar" if self._rng.random() < _ARABIC else "en"
        ministry = self._rng.choice(list(GOVERNMENT)) if topic.code == "government-correspondence" else ""
        own_mailbox = bool(topic.mailbox) and self._rng.random() < _OWN_MAILBOX
        writer = self.person(language, government=ministry)
        return self.letter(topic.code, language, writer=writer, own_mailbox=own_mailbox)

    def answer(self, letter: Letter, papers_: Sequence[str], text: str) -> Letter:
        """The same writer's next letter in the matter, with these papers (codes); where it goes is for the sender."""
        wording = TOPICS[letter.topic].in_(letter.writer.language)
        files = tuple(self.file(wording.papers[code], code, letter.writer) for code in papers_)
        return replace(letter, text=text, files=files, message_id=self._message_id(letter.writer))

    def file(self, name: str, code: str, writer: Person) -> File:
        """A paper of that name."""
        low, high = self._rng.choices(_SIZES, _HOW_MANY)[0]
        size = self._rng.randrange(low, high)
        if name.endswith(".png"):
            return File(name, papers.picture(self._rng, size))
        lines = (
            f"Commercial registration {writer.commercial_registration}",
            f"Civil number {writer.civil_number}",
            f"Telephone {writer.telephone}",
            f"Date {self._now:%Y-%m-%d}",
        )
        return File(name, papers.pdf(self._rng, code.replace("-", " ").capitalize(), lines, size))

    def _message_id(self, writer: Person) -> str:
        self._count += 1
        return f"<{self._run}.{self._count:x}.{self._rng.randrange(16**12):012x}@{writer.address.rpartition('@')[2]}>"
