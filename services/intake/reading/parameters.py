"""Parameters of Content-Type and Content-Disposition (RFC 2045, section 5.1; RFC 2231; and what is sent instead)."""

import re
from urllib.parse import unquote_to_bytes

from services.intake.reading.charsets import decode, raw_bytes, raw_text
from services.intake.reading.words import decode_words

# Possessive, so that no input makes it go back. An unquoted value may hold blanks, as many senders write names.
_PARAMETER = re.compile(r';\s*+([^\s=;]++)\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^;]*+))', re.DOTALL)
_SECTION = re.compile(r"(.+?)(?:\*(\d{1,3}))?(\*)?\Z")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MOST = 100


def parse_value(value: bytes) -> tuple[str, dict[str, str]]:
    """The main value in lower case, and the parameters by lower-case name with their text decoded.

    Never raises. RFC 2231 sections are put together in the order of their numbers and win over the plain form.
    """
    text = raw_text(value)
    main = (text.partition(";")[0].split() or [""])[0].lower()
    plain: dict[str, bytes] = {}
    sections: dict[str, list[tuple[int, bool, bytes]]] = {}
    for count, match in enumerate(_PARAMETER.finditer(text)):
        if count >= _MOST:
            break
        quoted, bare = match[2], match[3]
        content = raw_bytes(_ESCAPED.sub(_unescaped, quoted) if quoted is not None else bare.strip())
        parts = _SECTION.match(match[1].lower())
        if parts is None or (parts[2] is None and parts[3] is None):
            plain.setdefault(match[1].lower(), content)
        else:
            sections.setdefault(parts[1], []).append((int(parts[2] or 0), parts[3] is not None, content))
    found = {name: decode_words(content) for name, content in plain.items()}
    found.update((name, _joined(pieces)) for name, pieces in sections.items())
    return main, found


def _unescaped(match: re.Match[str]) -> str:
    # Only quotes and backslashes are escaped; a lone backslash is a folder of an old Windows program.
    return match[1] if match[1] in '"\\' else match[0]


def _joined(pieces: list[tuple[int, bool, bytes]]) -> str:
    pieces.sort(key=lambda piece: piece[0])
    charset = ""
    joined = bytearray()
    for place, (_, encoded, content) in enumerate(pieces):
        data = content
        if encoded and place == 0 and data.count(b"'") >= 2:  # noqa: PLR2004 - charset'language'text
            label, _, data = data.split(b"'", 2)
            charset = label.decode("latin-1")
        joined += unquote_to_bytes(data) if encoded else data
    return decode(bytes(joined), charset)
