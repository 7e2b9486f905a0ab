"""What RFC 5321 says becomes of the bytes of a mail on their way (section 4.5.2), said once more and in another way than
the door does it, so that the two can be held against each other."""

import re

_DOT = re.compile(rb"(?:\A|(?<=\r\n))\.")
_END = re.compile(rb"(?:\A|(?<=\r\n))\.\r\n")


def stuffed(content: bytes) -> bytes:
    """How a client has to send this content, without the end mark; a content's last line ends with CRLF."""
    return _DOT.sub(b"..", content)


def unstuffed(wire: bytes) -> bytes:
    """What a server has to keep of what stands before the end mark."""
    return _DOT.sub(b"", wire)


def endless(wire: bytes) -> bytes:
    """The same without an end mark in it, and such that one may follow."""
    whole = wire if not wire or wire.endswith(b"\r\n") else wire + b"\r\n"
    return _END.sub(b"..\r\n", whole)
