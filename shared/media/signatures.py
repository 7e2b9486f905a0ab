"""Formats that are known by their first bytes.

What a registry gets is recognised by the rules here, which are exact; for the rest of the world there is puremagic, a
table in pure Python that no bytes can make misbehave. It is given no name, and believed only from four bytes on.
"""

import re

import puremagic

from shared.media.names import OLE, OPEN_XML

OCTETS = "application/octet-stream"

_AT_START: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"\x7fELF", "application/x-elf"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xca\xfe\xba\xbe", "application/java-vm"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (b"#!", "text/x-shellscript"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"OggS", "audio/ogg"),
    (b"-----BEGIN PGP MESSAGE-----", "application/pgp-encrypted"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_PDF_WITHIN = 1024  # ISO 32000 readers accept the header anywhere in the first 1,024 bytes
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_FTYP = {
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
}
_DER = {"p7m": "application/pkcs7-mime", "p7s": "application/pkcs7-signature"}
_PKCS7_SIGNED = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07"  # the object identifier 1.2.840.113549.1.7
_FOLDERS = {b"word/": "docx", b"xl/": "xlsx", b"ppt/": "pptx"}
_ENTRY = re.compile(rb"PK\x03\x04.{26}(word/|xl/|ppt/)", re.DOTALL)
_SURE_ENOUGH = 0.4
_BMP_RESERVED = slice(6, 10)


def by_signature(head: bytes, suffix: str) -> str:
    """The type of a file that is no plain text, or nothing."""
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return _zip(head, suffix)
    if head.startswith(_OLE):
        return OLE.get(suffix, "application/x-ole-storage")
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "application/pdf"
    for magic, media_type in _AT_START:
        if head.startswith(magic):
            return media_type
    return _by_structure(head, suffix)


def _by_structure(head: bytes, suffix: str) -> str:
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _FTYP.get(head[8:12], "video/mp4")
    return _by_few_bytes(head, suffix)


def _by_few_bytes(head: bytes, suffix: str) -> str:
    # Two letters begin a text as well: the zeros of the old header must be there.
    if head[:2] == b"MZ" and b"\x00" in head[:64]:
        return "application/vnd.microsoft.portable-executable"
    if head[:3] == b"ID3" and head[3:4] in (b"\x02", b"\x03", b"\x04"):
        return "audio/mpeg"
    if head[:2] == b"BM" and head[_BMP_RESERVED] == b"\x00\x00\x00\x00":
        return "image/bmp"
    if head[:1] == b"\x30" and _PKCS7_SIGNED in head[:64]:
        return _DER.get(suffix, "application/pkcs7-mime")
    return ""


def _zip(head: bytes, suffix: str) -> str:
    """ZIP containers tell what they are by their first entry, or by the folders of the next ones (APPNOTE 4.3.7)."""
    name_length = int.from_bytes(head[26:28], "little")
    first = head[30 : 30 + name_length]
    if first == b"mimetype":
        extra = int.from_bytes(head[28:30], "little")
        size = int.from_bytes(head[18:22], "little")
        declared = head[38 + extra : 38 + extra + min(size, 100)]
        if declared.isascii() and declared.startswith(
            (b"application/vnd.oasis.opendocument.", b"application/epub+zip")
        ):
            return declared.decode("ascii").strip()
        return "application/zip"
    if first == b"AndroidManifest.xml":
        return "application/vnd.android.package-archive"
    if first.startswith(b"META-INF/"):
        return "application/java-archive"
    if first == b"[Content_Types].xml" or first.startswith((b"_rels/", b"docProps/", *_FOLDERS)):
        return _open_xml(head, suffix)
    return "application/zip"


def _open_xml(head: bytes, suffix: str) -> str:
    """ISO/IEC 29500 packages: the folder of an entry says which kind.

    The ending says whether with macros, or which kind when no folder is in sight.
    """
    entry = _ENTRY.search(head)
    shown = _FOLDERS[entry[1]] if entry else ""
    if suffix in OPEN_XML and shown[:2] in ("", suffix[:2]):
        return OPEN_XML[suffix]
    return OPEN_XML[shown] if shown else "application/zip"


def by_table(head: bytes) -> str:
    """What puremagic takes the bytes for, or `application/octet-stream`."""
    try:
        best = max(puremagic.magic_string(head), key=lambda match: match.confidence)
    except (puremagic.PureError, ValueError):
        return OCTETS
    return best.mime_type if best.confidence >= _SURE_ENOUGH and "/" in best.mime_type else OCTETS
