"""Writes letters for the door: good ones, damaged ones, and ones that were never good.

A number gives the same letter whenever it is asked for with the same seed.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from deploy.demo.letters import Letters, Style, compose
from tests.fuzz import reference
from tests.fuzz.letters import DOCUMENTS, ODDLY_SENT, PERMITS, Answer, Letter
from tests.fuzz.mails.marks import mark
from tests.fuzz.mails.mutations import mutated
from tests.fuzz.mails.senders import ODD_SENDERS
from tests.fuzz.mails.structure import mail

DOMAIN = "fuzz.example"
CORPUS = Path(__file__).parent / "corpus"

_GOOD_ONES = 16
_LARGEST_GOOD = 40_000
_NO_RETURN = 0.3
"""The share of letters with a null return path, and of those that have more or other recipients than one."""
_MESSAGE_ID = re.compile(rb"^Message-ID: <", re.MULTILINE)
_SMUGGLED = (
    b"MAIL FROM:<smuggled@gov.example>\r\nRCPT TO:<documents@diwan.example>\r\nDATA\r\nSubject: smuggled\r\n\r\nx"
)
_FALSE_ENDS = (b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\n.\r\r\n", b"\r\n\x00.\r\n", b"\r\n.\x00\r\n", b"\r\n. \r\n")  # fmt: skip


def corpus() -> Sequence[tuple[bytes, Answer]]:
    """What hurt before; what is in `unanswered` came from no person, and is one that was answered all the same."""
    answers: dict[str, Answer] = {"unanswered": "never"}
    return tuple((path.read_bytes(), answers.get(path.parent.name, "may")) for path in sorted(CORPUS.rglob("*.eml")))


class Writer:
    """Writes the letters of a seed; `run` keeps those of several campaigns on one stack apart."""

    def __init__(self, seed: int, run: str = "") -> None:
        self._seed = seed
        self._run = f"{seed}{run}"
        self._good = _good_letters(seed)
        self._corpus = corpus()

    def rng(self, number: int, purpose: str) -> Random:
        """A source of chance that belongs to a number."""
        return Random(f"{self._seed}/{number}/{purpose}")

    def letter(self, number: int) -> Letter:
        """The letter of this number; the first ones are the corpus."""
        rng = self.rng(number, "letter")
        if number < len(self._corpus):
            return self._letter(number, "corpus", rng, *self._corpus[number])
        kind, write = rng.choices(*zip(*self._kinds, strict=True))[0]
        content, answer = write(self, number, rng)
        return self._letter(number, kind, rng, content, answer, raw=kind == "smuggling")

    def good(self, number: int) -> Letter:
        """A letter with nothing wrong in it."""
        rng = self.rng(number, "good")
        content = self._good_one(number, rng)
        wire = reference.stuffed(_ended(content))
        return Letter(
            number=number,
            kind="good",
            sender=self._sender(number, "good", rng),
            recipients=(DOCUMENTS,),
            wire=wire,
            answer="must",
        )

    def content(self, number: int) -> bytes:
        """What a letter says, for a reader that takes it without a door."""
        return self.letter(number).content

    def _letter(
        self, number: int, kind: str, rng: Random, content: bytes, answer: Answer, *, raw: bool = False
    ) -> Letter:
        null = rng.random() < _NO_RETURN
        wire = reference.endless(content) if raw else reference.stuffed(_ended(content))
        return Letter(
            number=number,
            kind=kind,
            sender="" if null else self._sender(number, kind, rng),
            recipients=_recipients(rng),
            wire=wire,
            answer="never" if null else answer,
        )

    def _sender(self, number: int, kind: str, rng: Random) -> str:
        name = f"f{number}.{self._run}"
        return rng.choice(ODD_SENDERS).format(name) if kind == ODDLY_SENT else f"{name}@{DOMAIN}"

    def _good_one(self, number: int, rng: Random) -> bytes:
        mine = b"Message-ID: <%d.%s." % (number, self._run.encode())
        return _MESSAGE_ID.sub(mine, rng.choice(self._good), count=1)

    def _undamaged(self, number: int, rng: Random) -> tuple[bytes, Answer]:
        return self._good_one(number, rng), "must"

    def _damaged(self, number: int, rng: Random) -> tuple[bytes, Answer]:
        return mutated(rng, self._good_one(number, rng), self._good), "may"

    def _odd(self, number: int, rng: Random) -> tuple[bytes, Answer]:
        return self._good_one(number, rng), "may"

    def _generated(self, _: int, rng: Random) -> tuple[bytes, Answer]:
        return mail(rng), "may"

    def _both(self, _: int, rng: Random) -> tuple[bytes, Answer]:
        return mutated(rng, mail(rng), self._good), "may"

    def _automatic(self, number: int, rng: Random) -> tuple[bytes, Answer]:
        rest = rng.choice((self._undamaged, self._damaged, self._generated))(number, rng)[0]
        # A blank would make of what follows a part of the mark.
        return mark(rng) + rest.lstrip(), "never"

    def _smuggling(self, number: int, rng: Random) -> tuple[bytes, Answer]:
        good = self._good_one(number, rng)
        return good + b"".join(rng.choice(_FALSE_ENDS) + _SMUGGLED for _ in range(rng.choice((1, 1, 3)))), "may"

    def _bare(self, _: int, rng: Random) -> tuple[bytes, Answer]:
        bare = (b"", b"\r\n", b"\n" * rng.randrange(3_000), b".", b"..\r\n.\r\n", rng.randbytes(rng.randrange(5_000)))
        return rng.choice(bare), "may"

    def _large(self, _: int, rng: Random) -> tuple[bytes, Answer]:
        size = rng.randrange(1, 6) * 1_000_000
        head = b"Subject: %d\r\n" % rng.randrange(2**60)
        multipart = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        bodies: tuple[Callable[[], bytes], ...] = (
            lambda: b"\r\n" + b"x" * size,
            lambda: b"\r\n" + b"\r\n" * (size // 2),
            lambda: b"\r\n" + b".\n" * (size // 2),
            lambda: b"x" * size,
            lambda: multipart + b"\n--bx" * (size // 5),
            lambda: multipart + b"--b\r\n\r\nx\r\n" * (size // 10),
            lambda: b"Content-Transfer-Encoding: base64\r\nContent-Type: a/b\r\n\r\n" + b"QUJD!" * (size // 5),
            lambda: b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=\n" * (size // 2),
            lambda: b"Content-Type: text/html\r\n\r\n" + b"<b><p><a><table>" * (size // 16),
        )
        return head + rng.choice(bodies)(), "may"

    _Write = Callable[["Writer", int, Random], tuple[bytes, Answer]]
    _kinds: tuple[tuple[tuple[str, _Write], float], ...] = (
        (("good", _undamaged), 8),
        (("damaged", _damaged), 33),
        ((ODDLY_SENT, _odd), 5),
        (("generated", _generated), 28),
        (("generated and damaged", _both), 8),
        (("automatic", _automatic), 16),
        (("smuggling", _smuggling), 5),
        (("bare", _bare), 4),
        (("large", _large), 1),
    )


def _good_letters(seed: int) -> tuple[bytes, ...]:
    """Letters of the demonstration, the smaller ones, in the styles of different programs."""
    rng = Random(seed)
    letters = Letters(seed=seed, run=f"f{seed}", now=datetime(2026, 11, 21, tzinfo=UTC))
    found: list[bytes] = []
    while len(found) < _GOOD_ONES:
        style = Style(
            charset=rng.choice(("utf-8", "utf-8", "windows-1256")),
            names=rng.choice(("rfc2231", "rfc2047", "raw")),
            html=rng.random() < 0.3,
            signed=rng.random() < 0.1,
        )
        raw = compose(letters.any(), style)
        if len(raw) <= _LARGEST_GOOD:
            found.append(raw)
    return tuple(found)


def _recipients(rng: Random) -> tuple[str, ...]:
    if rng.random() > _NO_RETURN:
        return (DOCUMENTS,)
    return rng.choice(
        (
            (PERMITS,),
            (DOCUMENTS, PERMITS),
            (DOCUMENTS, "Documents@DIWAN.example", DOCUMENTS),
            ("documents+" + "0123456789abcdef" * 2 + "@diwan.example",),
            (DOCUMENTS, "nobody@diwan.example", "someone@elsewhere.example"),
        )
    )


def _ended(content: bytes) -> bytes:
    """SMTP carries lines: the last one has an end."""
    return content if not content or content.endswith(b"\r\n") else content + b"\r\n"
