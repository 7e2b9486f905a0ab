"""From a letter to the bytes of a mail (RFC 5322, 2045), in the styles that the world's programs write.

Written by hand: the standard library takes its boundaries from a random source of its own, and cannot be made to write
what old and careless programs do.
"""

from base64 import encodebytes
from dataclasses import dataclass
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from typing import Literal

from deploy.demo.letters import headers
from deploy.demo.letters.headers import NameStyle
from deploy.demo.letters.letter import File, Letter

EOL = b"\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a mail is written. `further` are header lines beside the usual ones."""

    charset: Literal["utf-8", "windows-1256"] = "utf-8"
    names: NameStyle = "rfc2231"
    html: bool = False
    """The text is HTML, with no plain text beside it."""
    signed: bool = False
    """With an S/MIME signature (RFC 8551, 3.5.3), which proves nothing: there is no certificate behind it."""
    further: tuple[tuple[str, str], ...] = ()


def compose(letter: Letter, style: Style | None = None) -> bytes:
    """The mail."""
    style = style or Style()
    entity = _content(letter, style)
    if style.signed:
        entity = _signed(letter, entity)
    writer = letter.writer
    fields = [
        ("Date", format_datetime(letter.date)),
        ("From", headers.mailbox(writer.name, writer.address, style.charset)),
        ("To", letter.recipient),
        ("Subject", headers.text(letter.subject, style.charset)),
        ("Message-ID", letter.message_id),
        *((("In-Reply-To", letter.in_reply_to), ("References", letter.in_reply_to)) if letter.in_reply_to else ()),
        *style.further,
        ("MIME-Version", "1.0"),
    ]
    return b"".join(f"{name}: {value}\r\n".encode() for name, value in fields) + entity


def travelled(raw: bytes, host: str) -> bytes:
    """The same mail as it looks after another journey: with trace headers of another relay before it."""
    mark = sha256(raw + host.encode()).hexdigest()[:12]
    return (
        b"Return-Path: <sender@" + host.encode() + b">\r\n"
        b"Received: from relay." + host.encode() + b" by mx." + host.encode() + b" with ESMTPS id " + mark.encode() +
        b";\r\n\tSat, 21 Nov 2026 10:00:00 +0400\r\nX-Spam-Status: No, score=-1.9\r\n"
    ) + raw  # fmt: skip


def nested(letter: Letter, depth: int = 1000) -> bytes:
    """A mail whose parts lie inside of each other, so deep that no program should follow."""
    levels = b"".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'.encode() for level in range(depth)
    )
    top = compose(letter).partition(b"Content-Type:")[0]
    return top + levels + b"\r\n" + letter.text.encode() + EOL


def _content(letter: Letter, style: Style) -> bytes:
    text = _text(letter, style)
    if not letter.files:
        # What a mail ends with is a line end: every door would add it, and with it another hash.
        return text + EOL
    return _multipart("mixed", _boundary(letter, "mixed"), [text, *(_file(one, style) for one in letter.files)])


def _text(letter: Letter, style: Style) -> bytes:
    kind, words = ("html", _as_html(letter)) if style.html else ("plain", letter.text)
    data = words.replace("\n", "\r\n").encode(style.charset)
    if style.charset == "utf-8":
        data, encoding = _base64(data), "base64"
    else:
        encoding = "8bit"
    return (
        f"Content-Type: text/{kind}; charset={style.charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + data
    )


def _as_html(letter: Letter) -> str:
    direction = "rtl" if letter.writer.language == "ar" else "ltr"
    paragraphs = "".join(f"<p>{escape(one)}</p>\n" for one in letter.text.split("\n\n"))
    return f'<html><body><div dir="{direction}" style="font-family: Tahoma">\n{paragraphs}</div></body></html>\n'


def _file(file: File, style: Style) -> bytes:
    name = headers.file_name(file.name, style.names, style.charset)
    return (
        f"Content-Type: {file.media_type}\r\nContent-Transfer-Encoding: base64\r\n".encode()
        + b"Content-Disposition: attachment;\r\n "
        + name
        + EOL
        + EOL
        + _base64(file.data)
    )


def _signed(letter: Letter, entity: bytes) -> bytes:
    # The shape of a CMS SignedData (RFC 5652): a sequence, the type's object identifier, then what stands for the rest.
    rest = sha256(entity).digest() * 40
    identifier = bytes.fromhex("06092a864886f70d010702")
    body = identifier + rest
    signature = b"\x30\x82" + len(body).to_bytes(2, "big") + body
    part = (
        b'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\n'
        b'Content-Disposition: attachment; filename="smime.p7s"\r\n\r\n' + _base64(signature)
    )
    kind = 'signed; protocol="application/pkcs7-signature"; micalg=sha-256'
    return _multipart(kind, _boundary(letter, "signed"), [entity, part])


def _multipart(kind: str, boundary: str, parts: list[bytes]) -> bytes:
    delimiter = f"--{boundary}".encode()
    head = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(delimiter + EOL + part + EOL for part in parts) + delimiter + b"--\r\n"


def _boundary(letter: Letter, kind: str) -> str:
    return f"=_{kind}_{sha256(letter.message_id.encode()).hexdigest()[:24]}"


def _base64(data: bytes) -> bytes:
    return encodebytes(data).rstrip(b"\n").replace(b"\n", EOL)
