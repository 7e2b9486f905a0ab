"""Good mails, damaged: a grammar makes what its writer thought of, damage makes the rest."""

from collections.abc import Callable, Sequence
from random import Random

from tests.fuzz.mails.pieces import ODD

_TOKENS = (
    *ODD, b"\r\n", b"\r\n\r\n", b"\r\n.\r\n", b"\r\n.\n", b"\n.\r\n", b".", b"--", b"=?utf-8?B?", b"?=", b";", b'"', b"'", b"(", b"<",
    b"\r\nContent-Type: multipart/mixed; boundary=x\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n", b"\r\nSubject: again\r\n",
    b"; boundary=", b"; charset=utf-16", b"; filename*0*=", b"%00", b"\r\n ", b"\r\n\t", b"A" * 2_000, b"From x\r\n", b"=\r\n",
)  # fmt: skip


def mutated(rng: Random, raw: bytes, others: Sequence[bytes]) -> bytes:
    """The mail with one to six damages, more often in its header than further down."""
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        if not raw:
            break
        end = len(raw) if rng.random() < 0.5 else min(len(raw), 2_000)
        raw = rng.choice(_DAMAGES)(rng, raw, rng.randrange(end), others)
    return raw


def _flip(rng: Random, raw: bytes, place: int, _: Sequence[bytes]) -> bytes:
    damaged = bytearray(raw)
    for at in range(place, min(place + rng.choice((1, 1, 1, 8)), len(raw))):
        damaged[at] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def _insert(rng: Random, raw: bytes, place: int, _: Sequence[bytes]) -> bytes:
    return raw[:place] + rng.choice(_TOKENS) + raw[place:]


def _delete(rng: Random, raw: bytes, place: int, _: Sequence[bytes]) -> bytes:
    return raw[:place] + raw[place + rng.choice((1, 2, 10, 200, 5_000)) :]


def _truncate(_: Random, raw: bytes, place: int, __: Sequence[bytes]) -> bytes:
    return raw[:place]


def _repeat(rng: Random, raw: bytes, place: int, _: Sequence[bytes]) -> bytes:
    piece = raw[place : place + rng.choice((1, 20, 300, 4_000))]
    return raw[:place] + piece * rng.choice((2, 3, 50)) + raw[place + len(piece) :]


def _splice(rng: Random, raw: bytes, place: int, others: Sequence[bytes]) -> bytes:
    other = rng.choice(others)
    start = rng.randrange(len(other))
    return raw[:place] + other[start : start + rng.choice((50, 1_000, 20_000))] + raw[place:]


def _swap_lines(rng: Random, raw: bytes, _: int, __: Sequence[bytes]) -> bytes:
    lines = raw.split(b"\r\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\r\n".join(lines)


def _line_ends(rng: Random, raw: bytes, place: int, _: Sequence[bytes]) -> bytes:
    end = rng.choice((b"\n", b"\r", b"\r\r\n", b"\n\r", b"\x00\r\n", b"\x85"))
    return raw[:place] + raw[place : place + 3_000].replace(b"\r\n", end) + raw[place + 3_000 :]


_Damage = Callable[[Random, bytes, int, Sequence[bytes]], bytes]
_DAMAGES: tuple[_Damage, ...] = (
    _flip, _flip, _insert, _insert, _insert, _delete, _truncate, _repeat, _splice, _swap_lines, _line_ends,
)  # fmt: skip
