"""What mails are made of, as it should be and as it should not: words, addresses, dates, parameters, encodings."""

from base64 import b64encode
from binascii import b2a_uu
from collections.abc import Callable
from email.utils import formatdate
from random import Random
from urllib.parse import quote_from_bytes

ARABIC = "السلام عليكم نرفق لكم الخطاب رقم ١٢٣ بتاريخ ٢١ نوفمبر عاجل شهادة السجل التجاري وزارة العمل"
CHARSETS = (
    "utf-8", "windows-1256", "iso-8859-6", "us-ascii", "utf-7", "utf-16", "utf-32", "gb18030", "iso-2022-jp", "big5", "cp864",
    "x-unknown", "", "unicode_escape", "idna", "punycode", "bz2", "zlib_codec", "rot13", "utf-8\x00", "utf-8;x", "\u0661", "a" * 300,
)  # fmt: skip
BIDI = "\u202e\u202d\u2066\u2069\u200f\u061c\ufeff"
ODD = (
    b"\x00", b"\r", b"\n", b"\r\r\n", b"\n\r", b"\x0b\x0c", b"\x85", b"\xc2\x85", b"\xe2\x80\xa8", b"\xff\xfe", b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80", b"\x1b$B", b"\x1b[2J", b"+2AA-", b"&#xD800;", b"=0D=0A", b"%0d%0a", b"=?utf-8?q?=0D=0ABcc:_x@y?=",
    BIDI.encode(), "\u0300".encode() * 200, "ﷺ".encode() * 20, "👨‍👩‍👧‍👦".encode(),
)  # fmt: skip


def words(rng: Random, most: int = 12) -> str:
    """A few words of a letter, Arabic or English."""
    source = (
        ARABIC if rng.random() < 0.6 else "Dear Sir please find enclosed the commercial registration of our company"
    )
    return " ".join(rng.choices(source.split(), k=rng.randint(1, most)))


def encoded(text: str, charset: str) -> bytes:
    """The text in that character set; in UTF-8 when there is no such thing."""
    try:
        data = text.encode(charset, "replace")
    except (LookupError, ValueError):
        data = b""
    return data or text.encode("utf-8", "replace")


def encoded_word(rng: Random) -> bytes:
    """An encoded word (RFC 2047), often broken."""
    charset = rng.choice(CHARSETS)
    data = encoded(words(rng, 4), charset)
    if rng.random() < 0.3:
        data = data[: rng.randrange(len(data) + 1)] + rng.choice(ODD)
    body = b64encode(data) if rng.random() < 0.5 else quote_from_bytes(data, safe="").replace("%", "=").encode()
    mark = rng.choice((b"B", b"b", b"Q", b"q", b"x", b""))
    language = rng.choice((b"", b"", b"*ar", b"*" + b"z" * 70))
    word = b"=?" + charset.encode() + language + b"?" + mark + b"?" + body + b"?="
    return word[: rng.randrange(len(word))] if rng.random() < 0.1 else word


def free_text(rng: Random) -> bytes:
    """The value of a header that people write."""
    pieces = [
        rng.choice(
            (
                lambda: encoded_word(rng),
                lambda: words(rng).encode(),
                lambda: encoded(words(rng), "windows-1256"),
                lambda: rng.choice(ODD),
                lambda: words(rng, 3).encode("ascii", "ignore"),
            )
        )()
        for _ in range(rng.choice((1, 2, 3, 8)))
    ]
    return rng.choice((b" ", b"\r\n ", b"\r\n\t", b"", b"\n ")).join(pieces)


def address(rng: Random) -> bytes:
    """What may stand in From, To or Cc."""
    return rng.choice(
        (
            lambda: free_text(rng) + b" <someone@company.example>",
            lambda: b'"' + free_text(rng) + b'" <a@b.example>',
            lambda: b"someone@company.example (" + free_text(rng) + b")",
            lambda: b"(" * rng.choice((3, 500, 4000)) + b"a@b.example" + b")" * rng.choice((0, 3, 500)),
            lambda: b"group: " + b", ".join([b"a@b.example"] * rng.choice((1, 50, 300))) + b";",
            lambda: b"<@relay.example,@other.example:a@b.example>",
            lambda: b'"' + b"\\" * rng.choice((1, 101, 2000)) + b'" <a@b.example>',
            "سالم@شركة.example".encode,
            lambda: b"<" * rng.choice((1, 900)) + b"a@b.example" + b">" * rng.choice((0, 900)),
            lambda: b"a" * rng.choice((65, 3000)) + b"@" + b"b." * rng.choice((10, 500)) + b"example",
            lambda: b"a@b.example\r\nBcc: c@d.example",
            lambda: b"",
        )
    )()


def date(rng: Random) -> bytes:
    """A date, on this calendar or on none."""
    return rng.choice(
        (
            formatdate(rng.randrange(2**31)).encode(),
            b"Thu, 31 Feb 2026 25:61:61 +9999",
            b"0",
            b"Sat, 1 Jan 0000 00:00:00 -0000",
            b"Fri, 31 Dec 99999 23:59:60 +0000",
            b"(" * 300 + b"Mon, 1 Jan 2026 00:00:00 GMT",
            "السبت ٢١ نوفمبر ٢٠٢٦".encode(),
            b"Mon, 1 Jan 2026 00:00:00 +" + b"9" * 400,
        )
    )


def parameter(rng: Random, name: bytes) -> bytes:
    """A parameter of a media type or a disposition, in the ways of RFC 2231 and in others."""
    value = rng.choice(
        (
            lambda: words(rng, 3).encode() + b".pdf",
            lambda: encoded_word(rng) + b".pdf",
            lambda: rng.choice(ODD) + b".pdf",
            lambda: b"../../etc/passwd",
            lambda: b"C:\\Users\\x\\a.pdf.exe",
            lambda: b"fdp." + "\u202e".encode() + b"exe",
            lambda: b"x" * rng.choice((300, 3000)) + b".pdf",
            lambda: b"CON",
            lambda: b'a"; filename="b',
        )
    )()
    quoted = quote_from_bytes(value, safe="").encode()
    return rng.choice(
        (
            lambda: name + b'="' + value + b'"',
            lambda: name + b"=" + value,
            lambda: name + b"*=utf-8''" + quoted,
            lambda: name + b"*=" + rng.choice(CHARSETS).encode() + b"'ar'" + quoted,
            lambda: name + b"*=utf-8'" + quoted,
            lambda: b"; ".join(name + b"*%d*=%s" % (n, quoted[n::7]) for n in rng.sample(range(12), 7)),
            lambda: b"; ".join(name + b"*0=" + value[:20] for _ in range(rng.choice((2, 120)))),
            lambda: name + b"*99999999999=x; " + name + b"*-1=y; " + name + b"**=z",
            lambda: name + b"=" + value + b"; " + name + b"*=utf-8''other",
            lambda: name + b'="' + b"\\" * rng.choice((1, 700)),
        )
    )()


def transferred(rng: Random, data: bytes) -> tuple[bytes, bytes]:
    """A transfer encoding, and the data so encoded, sometimes broken, or something else than it is said to be."""
    ways: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
        (b"base64", lambda plain: _lines(b64encode(plain))),
        (b"base64", b64encode),
        (b"BASE64 (comment)", lambda plain: _lines(b64encode(plain))),
        (b"quoted-printable", lambda plain: quote_from_bytes(plain[:3000], safe="").replace("%", "=").encode()),
        (b"x-uuencode", lambda plain: _uuencoded(plain[:4500])),
        *((name, bytes) for name in (b"7bit", b"8bit", b"binary", b"x-unknown")),
    )
    name, coded = rng.choice(ways)
    body = coded(data)
    if rng.random() < 0.25 and body:
        place = rng.randrange(len(body))
        body = body[:place] + rng.choice((b"=", b"====", b"!", b"=\r\n", b"\x00", b"=Z", b"QQ")) + body[place:]
    if rng.random() < 0.1:
        name = rng.choice((b"base64", b"quoted-printable", b"", b"base64\x00", b"base64; x", b"b" * 500))
    return name, body


def _lines(data: bytes) -> bytes:
    return b"\r\n".join(data[start : start + 76] for start in range(0, len(data), 76))


def _uuencoded(data: bytes) -> bytes:
    body = b"".join(b2a_uu(data[start : start + 45]) for start in range(0, len(data), 45))
    return b"begin 644 ../../x.pdf\n" + body + b"`\nend\n"
