"""Words of other alphabets in header fields (RFC 2047), and the raw 8-bit ones that are sent in their place."""

import binascii
import re

from services.intake.reading.charsets import decode, raw_bytes, raw_text

# The language tag behind the charset is RFC 2231, section 5. Bounded and without ambiguity: linear on any input.
_WORD = re.compile(r"=\?([^?\s*]{1,64})(?:\*[^?\s]{0,64})?\?([bBqQ])\?([^?]*+)\?=")


def decode_words(value: bytes) -> str:
    """The text of a header value. Never raises; a broken word stays as it is written.

    Neighbouring words of one charset are joined as bytes before they are decoded: many senders cut a word in the
    middle of an Arabic letter (which RFC 2047, section 5 (3) forbids).
    """
    text = raw_text(value)
    if "=?" not in text:
        return decode(value)
    pieces: list[tuple[str, bytes]] = []
    position = 0
    for match in _WORD.finditer(text):
        between = text[position : match.start()]
        # Blanks between two words only separate them (section 6.2).
        if between.strip() or (between and not pieces):
            pieces.append(("", raw_bytes(between)))
        charset, encoding, body = match[1].lower(), match[2].lower(), raw_bytes(match[3])
        data = binascii.a2b_qp(body, header=True) if encoding == "q" else lenient_base64(body)
        if pieces and pieces[-1][0] == charset:
            pieces[-1] = (charset, pieces[-1][1] + data)
        else:
            pieces.append((charset, data))
        position = match.end()
    pieces.append(("", raw_bytes(text[position:])))
    return "".join(decode(data, charset) for charset, data in pieces)


def lenient_base64(data: bytes | memoryview) -> bytes:
    """What can be decoded of base64 (RFC 2045, section 6.8): foreign characters are skipped, a broken end is cut."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        letters = bytes(data).translate(None, _FOREIGN)
        return binascii.a2b_base64(letters[: len(letters) - len(letters) % 4] + _rest(letters))


_FOREIGN = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))


def _rest(letters: bytes) -> bytes:
    rest = letters[len(letters) - len(letters) % 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""
