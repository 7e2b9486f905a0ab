"""Letters for load: a seeded pool of real ones, and any number of copies that are all different to the registry.

Writing a letter with its PDF takes milliseconds, which would be taken from the servers on the same cores. So a pool is
written before the clock starts, and a copy differs in what must differ alone: its Message-ID, its sender, and a comment
at the end of its PDF, so that every mail and every attachment has a hash of its own. A copy costs one join of bytes.
"""

import math
from binascii import b2a_base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from statistics import NormalDist
from typing import Final

from deploy.demo.letters import TOPICS, File, Letter, Letters, compose
from deploy.demo.letters import papers as paper
from deploy.demo.letters.people import GOVERNMENT, Language, person

SMALLEST: Final = 5_000
LARGEST: Final = 1_000_000
"""Bytes of a mail."""
_MEDIAN: Final = 26_000
_SPREAD: Final = 1.15
"""Of a log-normal distribution, as sizes of mail have: half are below 26 KB, one in forty is above 250 KB, mean 50 KB."""
_ARABIC: Final = 0.7
_ORDINARY: Final = ("work-permit-renewal", "consumer-complaint", "general-correspondence")
_URGENT: Final = ("government-correspondence",)
"""Request types whose complete letter has one paper."""

_SERIAL: Final = "zz-serial-zz"
_SENDER: Final = "zz-sender-zz"
_PER_SENDER: Final = 8
"""Letters of the same pool letter that come from one address."""
_LINE: Final = 57
"""Bytes that make one line of base64 in a mail: a comment of this length is replaced without touching its neighbours."""
_AROUND: Final = 1_700
"""Bytes of a mail beside its PDF."""
_SMALLEST_PDF: Final = 3_300
"""Bytes; less would not make a mail of 5 KB."""
_GROWTH: Final = 4 / 3 * 78 / 76
"""What base64 and its line ends make of a byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One letter as it is sent."""

    serial: int
    sender: str
    recipient: str
    mail: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A letter of the pool, cut where its copies differ."""

    letter: Letter
    header: bytes
    """The mail's header, with placeholders for sender and serial number."""
    body: bytes
    """From there to the last line of the PDF."""
    tail: bytes
    """What follows that line."""

    def copy(self, serial: int, sender: int) -> Copy:
        """The mail with this serial number, from the sender with this number."""
        header = self.header.replace(_SENDER.encode(), _mark(sender).encode())
        header = header.replace(_SERIAL.encode(), message_id(serial).encode())
        line = b2a_base64(_comment(f"{serial:012d}"), newline=False)
        return Copy(
            serial=serial,
            sender=self.address(sender),
            recipient=self.letter.recipient,
            mail=b"".join((header, self.body, line, self.tail)),
        )

    def address(self, sender: int) -> str:
        """The address of the sender with this number."""
        return self.letter.writer.address.replace(_SENDER, _mark(sender))

    def file(self, serial: int) -> File:
        """The PDF with this serial number."""
        original = self.letter.files[0]
        return File(original.name, original.data[:-_LINE] + _comment(f"{serial:012d}"))


class Pool:
    """Originals of sizes from 5 KB to 1 MB, mean about 50 KB; the same seed gives the same ones."""

    def __init__(self, *, seed: int, size: int = 256, urgent: bool = False) -> None:
        rng = Random(seed)  # noqa: S311 - the same load again, guards nothing
        letters = Letters(seed=seed, run="", now=datetime(2026, 1, 1, tzinfo=UTC))
        topics = _URGENT if urgent else _ORDINARY
        self.originals = tuple(_original(rng, letters, rng.choice(topics), wanted) for wanted in sizes(rng, size))

    def copy(self, serial: int) -> Copy:
        """The mail with this serial number; no other has it."""
        original, sender = self.place(serial)
        return original.copy(serial, sender)

    def place(self, serial: int) -> tuple[Original, int]:
        """What the letter with this serial number is a copy of, and the number of its sender."""
        round_, place = divmod(serial, len(self.originals))
        return self.originals[place], round_ // _PER_SENDER


def sizes(rng: Random, count: int) -> Sequence[int]:
    """Sizes of mails in bytes, in a random order: the quantiles of the distribution, so that every pool has its mean."""
    normal = NormalDist()
    drawn = [_MEDIAN * math.exp(_SPREAD * normal.inv_cdf((place + 0.5) / count)) for place in range(count)]
    rng.shuffle(drawn)
    return [round(min(LARGEST, max(SMALLEST, size))) for size in drawn]


def message_id(serial: int) -> str:
    """The local part of a letter's Message-ID."""
    return f"bench-{serial:012d}"


def serial_of(reference: str) -> int | None:
    """The serial number of the letter that a notice answers, from its In-Reply-To; None when it answers no letter."""
    local = reference.strip("<> ").partition("@")[0]
    kind, _, digits = local.partition("-")
    return int(digits) if kind == "bench" and digits.isdecimal() else None


def _original(rng: Random, letters: Letters, code: str, size: int) -> Original:
    language: Language = "ar" if rng.random() < _ARABIC else "en"
    government = rng.choice(list(GOVERNMENT)) if code in _URGENT else ""
    writer = person(rng, language, mark=_SENDER, government=government)
    ((needed, name),) = TOPICS[code].in_(language).papers.items()
    written = letters.letter(code, language, writer=writer, own_mailbox=bool(TOPICS[code].mailbox), without=(needed,))
    pdf = paper.pdf(rng, needed.replace("-", " "), (f"Telephone {writer.telephone}",), _pdf_size(size))
    data = pdf + b"\n" + b" " * (-(len(pdf) + 1) % _LINE) + _comment(_SERIAL)
    letter = replace(
        written,
        files=(File(name.format(organisation=writer.organisation), data),),
        message_id=f"<{_SERIAL}@{writer.address.rpartition('@')[2]}>",
    )
    header, _, rest = compose(letter).partition(b"\r\n\r\n")
    body, _, tail = rest.partition(b2a_base64(_comment(_SERIAL), newline=False))
    return Original(letter=letter, header=header, body=b"\r\n\r\n" + body, tail=tail)


def _mark(sender: int) -> str:
    return f"{sender:06d}"


def _pdf_size(mail: int) -> int:
    return max(_SMALLEST_PDF, round((mail - _AROUND) / _GROWTH))


def _comment(text: str) -> bytes:
    return f"% {text}".ljust(_LINE - 1).encode() + b"\n"
