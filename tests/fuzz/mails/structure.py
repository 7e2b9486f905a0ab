"""Mails from their grammar (RFC 5322, 2045, 2046), each rule of which is broken now and then."""

from collections.abc import Callable
from random import Random

from tests.fuzz.mails.bombs import bomb
from tests.fuzz.mails.pieces import CHARSETS, ODD, address, date, encoded, free_text, parameter, transferred, words

_BOUNDARIES = (
    b"b",
    b"=_x",
    b"b b",
    b'"q"',
    b"--",
    b"a" * 70,
    b"a" * 300,
    b"",
    "حد".encode(),
    b"b\r\n",
    b"b'()+_,-./:=?",
)
_KINDS = (b"mixed", b"alternative", b"related", b"digest", b"signed", b"report", b"x-none", b"form-data", b"")
_DEPTH = 5
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def mail(rng: Random) -> bytes:
    """One mail."""
    head = [_field(rng) for _ in range(rng.choice((1, 4, 8, 20)))]
    if rng.random() < 0.05:
        head.insert(rng.randrange(len(head) + 1), _huge(rng))
    body = _entity(rng, 0)
    between = rng.choice((b"", b"", b"", b"\r\n", b"no field\r\n", b" continued\r\n", b": empty\r\n", b"From x\r\n"))
    return b"".join(head) + between + body


def _field(rng: Random) -> bytes:
    fields: tuple[tuple[bytes, Callable[[], bytes]], ...] = (
        (b"Subject", lambda: free_text(rng)),
        (b"Subject", lambda: free_text(rng)),
        (b"From", lambda: address(rng)),
        (b"Sender", lambda: address(rng)),
        (b"To", lambda: address(rng)),
        (b"Cc", lambda: address(rng)),
        (b"Date", lambda: date(rng)),
        (b"Message-ID", lambda: rng.choice((b"<a@b>", b"<" * 500, b"", b"<a b@c>", b"=?utf-8?q?<a=40b>?="))),
        (b"In-Reply-To", lambda: b"<" + b"0" * 12 + b"." + b"0" * 32 + b"@diwan.example>"),
        (b"References", lambda: b" ".join([b"<a@b.example>"] * rng.choice((1, 60, 500)))),
        (b"Importance", lambda: rng.choice((b"high", b"HIGH", b"low", b"\xff"))),
        (b"X-Priority", lambda: rng.choice((b"1", b"1 (Highest)", b"9" * 200))),
        (b"MIME-Version", lambda: rng.choice((b"1.0", b"1.0 (x)", b"2.0", b""))),
        (b"Received", lambda: free_text(rng)),
        (b"X-\xff", lambda: b"x"),
        (b"Bcc\x00", lambda: b"x@y"),
    )
    name, value = rng.choice(fields)
    colon = rng.choice((b": ", b": ", b": ", b":", b" : ", b":\r\n ", b":\t"))
    return name + colon + value() + rng.choice((b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r"))


def _huge(rng: Random) -> bytes:
    return rng.choice(
        (
            b"Subject: " + b"x" * 100_000 + b"\r\n",
            b"To: " + b"a@b.example, " * 6_000 + b"\r\n",
            b"X-Y: z\r\n" * 5_000,
            b"Subject:" + b"\r\n =?utf-8?q?=D8?=" * 2_500 + b"\r\n",
            b"From: " + b"(" * 50_000 + b"\r\n",
            b"Content-Type: a/b" + b"; a=b" * 10_000 + b"\r\n",
        )
    )


def _entity(rng: Random, depth: int) -> bytes:
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: _text(rng),
        lambda: _text(rng),
        lambda: _file(rng),
        lambda: _multipart(rng, depth),
        lambda: _multipart(rng, depth),
        lambda: _message(rng, depth),
        lambda: _chain(rng),
    )
    weights = (3, 3, 4, 4, 4, 1, 0.3) if depth < _DEPTH else (3, 3, 4, 0, 0, 0, 0)
    return rng.choices(kinds, weights)[0]()


def _text(rng: Random) -> bytes:
    charset = rng.choice(CHARSETS)
    text = "\r\n".join(words(rng, 30) for _ in range(rng.choice((1, 3, 10))))
    kind = rng.choice((b"plain", b"html", b"enriched", b"calendar", b"x"))
    if kind == b"html":
        opening = rng.choice(
            ("<p>", "<div>" * 5_000, "<!--", "<script>", "<a href=javascript:x>", "<meta charset=utf-7>")
        )
        text = f"{opening}{text}" + rng.choice(("</p>", "&#1589;" * 50, "&" + "x" * 500, "<", "\x00"))
    name, body = transferred(rng, encoded(text, charset) + rng.choice((b"", b"", *ODD)))
    return (
        b"Content-Type: text/" + kind + b"; charset=" + charset.encode() + b"\r\n"
        b"Content-Transfer-Encoding: " + name + b"\r\n\r\n" + body + b"\r\n"
    )  # fmt: skip


def _file(rng: Random) -> bytes:
    kind = rng.choice(
        (b"application/pdf", b"image/png", b"application/zip", b"application/octet-stream", b"a", b"/", b"x" * 99)
    )
    if rng.random() < 0.4:
        name, data = bomb(rng)
        shown = b'filename="' + name.encode() + b'"'
    else:
        data, shown = _PDF + rng.randbytes(rng.choice((0, 100, 3_000))), parameter(rng, b"filename")
    encoding, body = transferred(rng, data)
    return (
        b"Content-Type: " + kind + b"; " + parameter(rng, b"name") + b"\r\n"
        b"Content-Disposition: " + rng.choice((b"attachment", b"inline", b"", b"x")) + b"; " + shown + b"\r\n"
        b"Content-ID: <" + rng.choice((b"a@b", b"", b"\x00")) + b">\r\n"
        b"Content-Transfer-Encoding: " + encoding + b"\r\n\r\n" + body + b"\r\n"
    )  # fmt: skip


def _multipart(rng: Random, depth: int) -> bytes:
    name = rng.choice(_BOUNDARIES) + (b"%d" % depth if rng.random() < 0.7 else b"")
    shown = name if rng.random() < 0.9 else rng.choice(_BOUNDARIES)
    if rng.random() < 0.03:
        parts = [b"\r\nx\r\n"] * rng.choice((199, 250, 5_000))
    else:
        parts = [_entity(rng, depth + 1) for _ in range(rng.choice((0, 1, 2, 2, 3, 6)))]
    head = (
        b"Content-Type: multipart/"
        + rng.choice(_KINDS)
        + b"; boundary="
        + rng.choice((b'"%s"' % shown, shown))
        + b"\r\n"
    )
    preamble = rng.choice((b"", b"This is a message in parts.\r\n", b"--" + name + b"x\r\n", b"--" + name))
    body = b"".join(b"--" + name + rng.choice((b"\r\n", b"\r\n", b"\n", b" \t\r\n")) + part for part in parts)
    end = rng.choice(
        (
            b"--" + name + b"--\r\n",
            b"--" + name + b"--\r\n",
            b"",
            b"--" + name + b"-\r\n",
            b"--" + name + b"--x\r\n--" + name,
        )
    )
    return head + b"\r\n" + preamble + body + end


def _message(rng: Random, depth: int) -> bytes:
    kind = rng.choice(
        (b"rfc822", b"global", b"partial; id=x; number=1; total=99999", b"external-body; access-type=local-file")
    )
    inner = b"".join(_field(rng) for _ in range(3)) + _entity(rng, depth + 1)
    return b"Content-Type: message/" + kind + b"\r\n\r\n" + inner


def _chain(rng: Random) -> bytes:
    """Messages in messages, or multiparts in multiparts, deeper than anybody should follow."""
    levels = rng.choice((19, 20, 21, 300, 2_000))
    if rng.random() < 0.4:
        return b"Content-Type: message/rfc822\r\n\r\n" * levels + b"Subject: inmost\r\n\r\nx\r\n"
    opened = (b"Content-Type: multipart/mixed; boundary=n%d\r\n\r\n--n%d\r\n" % (n, n) for n in range(levels))
    return b"".join(opened) + b"\r\ninmost\r\n"
